import { kindOf } from "../../system/kinds/kinds";
import type { Draft, Issue, Relation } from "../../system/relation";
import {
  BACKUP,
  backendName,
  bucketName,
  BYPASS,
  bypassName,
  clusterName,
  diskName,
  type FinalName,
  groupName,
  imageBeginning,
  IMAGES,
  keyRingName,
  internalAddressName,
  METRICS,
  nameProblem,
  type Naming,
  networkName,
  NODES,
  proxySubnetName,
  readReplicaName,
  recoveryBucketName,
  RESERVED_THINGS,
  serviceAccountId,
  sqlInstanceName,
  storeName,
  WATCH,
  zonalGroupName,
} from "../naming";

/** Every deterministic name, checked as it will stand: prefix, region and generation included. */
export const namesFit =
  (project: string): Relation =>
  (draft) => {
    if (draft.name === undefined) return [];
    const naming: Naming = { system: draft.name, project };
    const regions = Object.keys(draft.regions ?? {});
    const services = Object.entries(draft.services ?? {}).map(([name, service]) => ({
      path: ["services", name],
      name,
      finals: [
        ...serviceNames(naming, name, service?.runs?.on === "workers", regions),
        ...bypassNames(naming, name, draft, service),
      ],
    }));
    const stores = Object.entries(draft.data ?? {}).map(([name, store]) => ({
      path: ["data", name],
      name,
      finals: storeNames(naming, name, store, regions),
    }));
    const own = { path: ["name"], name: "", finals: ownNames(naming, regions, draft) };
    return [own, ...services, ...stores].flatMap(({ path, name, finals }): Issue[] => {
      const reserved: readonly string[] = RESERVED_THINGS;
      if (reserved.includes(name) || (draft.edge && name.endsWith(`-${BYPASS}`))) {
        return [{ path, message: `"${name}" is a name that Standby itself uses; choose another` }];
      }
      const message = finals.map((final) => nameProblem(final, naming)).find(Boolean);
      return message === undefined ? [] : [{ path, message }];
    });
  };

function ownNames(
  naming: Naming,
  regions: readonly string[],
  { kubernetes, keys, data }: Draft,
): readonly FinalName[] {
  return [
    ...(kubernetes === undefined
      ? []
      : [
          { kind: "serviceAccount" as const, name: serviceAccountId(naming, NODES) },
          ...(kubernetes.metricsAdapter === undefined
            ? []
            : [{ kind: "serviceAccount" as const, name: serviceAccountId(naming, METRICS) }]),
          ...regions.map((region) => ({
            kind: "cluster" as const,
            name: clusterName(naming, region),
          })),
        ]),
    ...(Object.values(data ?? {}).some((store) => store?.kind === "disk" && store.machineImages)
      ? [{ kind: "serviceAccount" as const, name: serviceAccountId(naming, IMAGES) }]
      : []),
    { kind: "resource", name: networkName(naming) },
    { kind: "serviceAccount", name: serviceAccountId(naming, BACKUP) },
    { kind: "serviceAccount", name: serviceAccountId(naming, WATCH) },
    { kind: "bucket", name: bucketName(naming, BACKUP) },
    { kind: "bucket", name: recoveryBucketName(naming) },
    ...regions.flatMap((region): FinalName[] => [
      { kind: "resource", name: proxySubnetName(naming, region) },
      { kind: "keyRing", name: keyRingName(naming, region, keys?.generation ?? 1) },
      { kind: "resource", name: internalAddressName(naming, region) },
    ]),
  ];
}

function bypassNames(
  naming: Naming,
  name: string,
  { edge }: Draft,
  service: NonNullable<Draft["services"]>[string],
): readonly FinalName[] {
  return edge && service?.public ? [{ kind: "resource", name: bypassName(naming, name) }] : [];
}

function serviceNames(
  naming: Naming,
  name: string,
  workers: boolean,
  regions: readonly string[],
): readonly FinalName[] {
  return [
    { kind: "serviceAccount", name: serviceAccountId(naming, name) },
    { kind: "resource", name: backendName(naming, name) },
    ...regions.map((region): FinalName => ({
      kind: "instanceBase",
      // Workers' groups are by zone, which is longer by a hyphen and a letter.
      name: workers ? zonalGroupName(naming, name, `${region}-a`) : groupName(naming, name, region),
    })),
  ];
}

/** As long as times are for the next two centuries. */
const SECONDS = "1700000000";

function storeNames(
  naming: Naming,
  name: string,
  store: NonNullable<Draft["data"]>[string],
  regions: readonly string[],
): readonly FinalName[] {
  if (store?.kind === undefined) return [];
  const { named } = kindOf({ kind: store.kind });
  if (named) {
    const whole = storeName(naming, name, named);
    return [{ kind: named.rule, name: named.longest ? `${whole}-${named.longest}` : whole }];
  }
  return regions.flatMap((region) => namesIn(naming, name, store, region));
}

/** What carries its region in its name. */
function namesIn(
  naming: Naming,
  name: string,
  store: NonNullable<Draft["data"]>[string],
  region: string,
): readonly FinalName[] {
  if (store?.kind === "disk") {
    const image = `${imageBeginning(naming, name, region)}${SECONDS}`;
    const disk = diskName(naming, name, region, store.instances?.[region] ?? 1);
    return [{ kind: "resource", name: store.machineImages ? image : disk }];
  }
  if (store?.kind !== "cloud-sql") return [];
  const instance = sqlInstanceName(naming, name, region, store.instances?.[region] ?? 1);
  const read = readReplicaName(instance, "a");
  return [{ kind: "sqlInstance", name: store.readReplicas ? read : instance }];
}
