import { nearest } from "../system/nearest";
import { formatDuration } from "../system/units";
import type { Draft, Issue, Relation } from "../system/relation";
import { bucketKind } from "./buckets";
import { capacity, left, lostWithZone } from "./capacity";
import {
  BACKUP,
  backendName,
  bucketName,
  type FinalName,
  firestoreName,
  groupName,
  internalAddressName,
  nameProblem,
  type Naming,
  networkName,
  proxySubnetName,
  RESERVED_THINGS,
  serviceAccountId,
  sqlInstanceName,
} from "./naming";
import {
  dualRegion,
  FIRESTORE_MULTI_REGIONS,
  MULTI_REGIONS,
  REGION_NAMES,
  zonesOf,
} from "./places";

/** What Google Cloud and the naming rules say of a description that will be deployed into a project. */
export function topologyRelations(project: string): readonly Relation[] {
  return [
    projectIsId(project),
    regionsExist,
    locationsExist,
    namesFit(project),
    sizesSuffice,
    rhythmsExist,
  ];
}

/** Source: the provider's validator (verify/validation.go). */
const PROJECT_ID = /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/;

const projectIsId =
  (project: string): Relation =>
  () => {
    if (PROJECT_ID.test(project)) return [];
    const fix = /^\d+$/.test(project)
      ? "is a project's number; write its id"
      : "is not a project id; it has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen";
    return [{ path: ["gcp:project"], message: `"${project}" ${fix}, such as "my-app-prod"` }];
  };

const regionsExist: Relation = ({ regions }) =>
  Object.entries(regions ?? {}).flatMap(([region, spec]): Issue[] => {
    const known = zonesOf(region);
    if (known.length === 0) return [{ path: ["regions", region], message: unknownRegion(region) }];
    return (spec?.zones ?? []).flatMap((letter, index) =>
      letter === undefined || known.includes(letter)
        ? []
        : [
            {
              path: ["regions", region, "zones", index],
              message: unknownZone(region, letter, known),
            },
          ],
    );
  });

function unknownRegion(text: string): string {
  const zone = /^(.+\d)-[a-z]$/.exec(text)?.[1];
  if (zone !== undefined && REGION_NAMES.includes(zone)) {
    return `"${text}" is a zone, not a region; write "${zone}" and name the zone under its zones`;
  }
  const meant = nearest(text.toLowerCase(), REGION_NAMES);
  return `"${text}" is not a region of Google Cloud${meant ? `; did you mean "${meant}"?` : ""}`;
}

function unknownZone(region: string, text: string, known: readonly string[]): string {
  const letter = text.startsWith(`${region}-`) ? text.slice(region.length + 1) : undefined;
  return letter !== undefined && known.includes(letter)
    ? `"${text}" is a whole name; write only the letter: "${letter}"`
    : `"${text}" is not a zone of ${region}; it has ${known.join(", ")}`;
}

const locationsExist: Relation = ({ data }) =>
  Object.entries(data ?? {}).flatMap(([name, store]): Issue[] => {
    const message = store && locationProblem(store);
    return message ? [{ path: ["data", name, "location"], message }] : [];
  });

function locationProblem(
  store: NonNullable<NonNullable<Draft["data"]>[string]>,
): string | undefined {
  if (store.kind === "firestore" && store.location !== undefined) {
    const known = [...FIRESTORE_MULTI_REGIONS, ...REGION_NAMES];
    return unless(known.includes(store.location), store.location, "location of Firestore", known);
  }
  if (store.kind !== "bucket" || store.location === undefined) return undefined;
  const { location } = store;
  if (typeof location === "string") {
    const known = [...MULTI_REGIONS, ...REGION_NAMES];
    const found = bucketKind({ location }) === "multi-region" || REGION_NAMES.includes(location);
    return unless(found, location, "location of Cloud Storage", known);
  }
  const [one = "", other = ""] = location;
  const strange = [one, other].find((region) => !REGION_NAMES.includes(region));
  if (strange !== undefined) return unknownRegion(strange);
  return one === other || dualRegion(one, other)
    ? undefined
    : `Cloud Storage has no dual-region of "${one}" and "${other}"; use one of ${MULTI_REGIONS.join(", ")}`;
}

function unless(
  right: boolean,
  text: string,
  title: string,
  known: readonly string[],
): string | undefined {
  if (right) return undefined;
  const meant = nearest(text, known);
  return `"${text}" is not a ${title}; ${meant ? `did you mean "${meant}"?` : `it has ${known.slice(0, 4).join(", ")} and more`}`;
}

/** Every deterministic name, checked as it will stand: prefix, region and generation included. */
const namesFit =
  (project: string): Relation =>
  (draft) => {
    if (draft.name === undefined) return [];
    const naming: Naming = { system: draft.name, project };
    const regions = Object.keys(draft.regions ?? {});
    const services = Object.keys(draft.services ?? {}).map((name) => ({
      path: ["services", name],
      name,
      finals: serviceNames(naming, name, regions),
    }));
    const stores = Object.entries(draft.data ?? {}).map(([name, store]) => ({
      path: ["data", name],
      name,
      finals: storeNames(naming, name, store, regions),
    }));
    const own = { path: ["name"], name: "", finals: ownNames(naming, regions) };
    return [own, ...services, ...stores].flatMap(({ path, name, finals }): Issue[] => {
      const reserved: readonly string[] = RESERVED_THINGS;
      if (reserved.includes(name)) {
        return [{ path, message: `"${name}" is a name that Standby itself uses; choose another` }];
      }
      const message = finals.map((final) => nameProblem(final, naming)).find(Boolean);
      return message === undefined ? [] : [{ path, message }];
    });
  };

function ownNames(naming: Naming, regions: readonly string[]): readonly FinalName[] {
  return [
    { kind: "resource", name: networkName(naming) },
    { kind: "serviceAccount", name: serviceAccountId(naming, BACKUP) },
    { kind: "bucket", name: bucketName(naming, BACKUP) },
    ...regions.flatMap((region): FinalName[] => [
      { kind: "resource", name: proxySubnetName(naming, region) },
      { kind: "resource", name: internalAddressName(naming, region) },
    ]),
  ];
}

function serviceNames(
  naming: Naming,
  name: string,
  regions: readonly string[],
): readonly FinalName[] {
  return [
    { kind: "serviceAccount", name: serviceAccountId(naming, name) },
    { kind: "resource", name: backendName(naming, name) },
    ...regions.map((region): FinalName => ({
      kind: "instanceBase",
      name: groupName(naming, name, region),
    })),
  ];
}

function storeNames(
  naming: Naming,
  name: string,
  store: NonNullable<Draft["data"]>[string],
  regions: readonly string[],
): readonly FinalName[] {
  switch (store?.kind) {
    case "bucket":
      return [{ kind: "bucket", name: bucketName(naming, name) }];
    case "firestore":
      return [{ kind: "firestoreDatabase", name: firestoreName(naming, name) }];
    case "cloud-sql":
      return regions.map((region) => ({
        kind: "sqlInstance",
        name: sqlInstanceName(naming, name, region, store.instances?.[region] ?? 1),
      }));
    default:
      return [];
  }
}

/** A described size must keep what the computed one would. */
const sizesSuffice: Relation = ({ services, regions }) =>
  Object.entries(services ?? {}).flatMap(([name, service]): Issue[] => {
    const runs = service?.runs;
    const peak = service?.load?.peak;
    const perInstance = service?.load?.perInstance;
    if (runs?.on !== "instances" || runs.size === undefined) return [];
    if (peak === undefined || perInstance === undefined) return [];
    const size = runs.size;
    return Object.entries(regions ?? {}).flatMap(([region, spec]): Issue[] => {
      const zones = (service?.zones?.[region] ?? spec?.zones ?? []).length;
      const rule = capacity({ load: peak, perInstance, zones });
      if (zones === 0 || left(size, zones) >= rule.needed) return [];
      const lost = lostWithZone(size, zones);
      const message =
        `"${size}" is too few in ${region}: ${size} - ${lost} lost with one of ${zones} zones - 1 out for an upgrade ` +
        `leaves ${Math.max(0, left(size, zones))}, ${rule.needed} are needed (${peak} rps / ${perInstance} rps); ` +
        `write at least ${rule.size}, or leave it out`;
      return [{ path: ["services", name, "runs", "size"], message }];
    });
  });

/** Exports and snapshots run by schedules that know only some intervals. */
const rhythmsExist: Relation = ({ services, data }) => {
  const exports = Object.entries(data ?? {}).map(([name, store]) => ({
    path: ["data", name, "backups", "export", "every"],
    every:
      store?.kind === "cloud-sql" || store?.kind === "firestore"
        ? store.backups?.export?.every
        : undefined,
  }));
  const snapshots = Object.entries(services ?? {}).map(([name, service]) => ({
    path: ["services", name, "runs", "snapshots", "every"],
    every: service?.runs?.on === "instances" ? service.runs.snapshots?.every : undefined,
  }));
  return [...exports, ...snapshots].flatMap(({ path, every }): Issue[] =>
    every === undefined || rhythm(every)
      ? []
      : [
          {
            path,
            message: `"${formatDuration(every)}" is not an interval that schedules know; they know ${RHYTHMS}`,
          },
        ],
  );
};
