import type { Edits } from "../system/edit";
import type { Topology } from "../topology/model";

/** How a region's instance of a data store is taken away for good. */
export interface Retirement {
  readonly store: string;
  readonly region: string;
  /** Final name of what goes: the person types it. */
  readonly instance: string;
  readonly kind: "cloud-sql" | "disk";
  /** The region leaves the map of instances. */
  readonly edits: Edits;
  /** Regions whose stacks are deployed after the edit: its own first, so that the others then see it gone. */
  readonly order: readonly string[];
}

export type Asked = { readonly store: string; readonly region: string };

/** How to retire it, or everything that speaks against that. */
export function retirement(
  topology: Topology,
  { store, region }: Asked,
):
  | { readonly retirement: Retirement; readonly problems?: undefined }
  | { readonly retirement?: undefined; readonly problems: readonly string[] } {
  const { system, regions, primary, home } = topology;
  const spec = system.data[store];
  const part = regions[region];
  if (spec?.kind !== "cloud-sql" && spec?.kind !== "disk") {
    return { problems: [noInstances(topology, store)] };
  }
  if (!part) {
    return { problems: [`"${region}" is not one of ${Object.keys(regions).join(", ")}`] };
  }
  const held = heldBy(topology, store);
  const instance = (spec.kind === "disk" ? part.disks[store] : part.instances[store])?.name;
  if (instance === undefined) {
    return {
      problems: [
        `${store} has no instance in ${region}; it has one in ${Object.keys(held).join(", ")}`,
      ],
    };
  }
  const problems = [
    ...(region === primary
      ? [`${instance} takes the writes; move them first: standby switchover`]
      : []),
    ...(Object.keys(held).length === 1 ? [`${instance} is the last copy of ${store}`] : []),
    ...(region === home && region !== primary && spec.kind === "cloud-sql"
      ? [
          `${instance} is the home region's, on which logical databases and logins are declared; it can't be retired`,
        ]
      : []),
    ...(part.disks[store]?.restored
      ? [
          `${instance} was made by a recovery and is in no stack; delete it by hand, gcloud compute disks delete ${instance} --region=${region}, and take ${region} out of data.${store}.instances and data.${store}.restored`,
        ]
      : []),
    ...(part.state === "lost"
      ? [`${region} is lost, so nothing there can be deleted; bring it back first: standby rejoin`]
      : []),
    ...modeProblems(topology, spec.kind, store),
  ];
  if (problems.length > 0) return { problems };
  const { [region]: _, ...kept } = held;
  const others = [primary, home].filter(
    (name, index, all) => name !== region && all.indexOf(name) === index,
  );
  return {
    retirement: {
      store,
      region,
      instance,
      kind: spec.kind,
      edits: { [`data.${store}.instances`]: kept },
      order: [region, ...others],
    },
  };
}

/** In a warmer mode the copy is what the standby is for. */
function modeProblems({ system }: Topology, kind: Retirement["kind"], store: string): string[] {
  const { standby } = system;
  const isNeeded = kind === "disk" ? standby === "hot" : standby !== "cold";
  const colder = kind === "disk" ? "standby mode warm" : "standby mode cold";
  return isNeeded
    ? [`${standby} standby takes over with this copy of ${store}; go colder first: ${colder}`]
    : [];
}

function heldBy({ system, regions }: Topology, store: string): Readonly<Record<string, number>> {
  const spec = system.data[store];
  if ((spec?.kind === "cloud-sql" || spec?.kind === "disk") && spec.instances)
    return spec.instances;
  const holders = Object.values(regions).filter(
    (part) => part.instances[store] !== undefined || part.disks[store] !== undefined,
  );
  return Object.fromEntries(holders.map(({ name }) => [name, 1]));
}

function noInstances({ system }: Topology, store: string): string {
  const regional = Object.entries(system.data).flatMap(([name, { kind }]) =>
    kind === "cloud-sql" || kind === "disk" ? [name] : [],
  );
  const known = regional.length === 0 ? "none does here" : `those are ${regional.join(", ")}`;
  return `"${store}" is not a store with an instance in each region; ${known}`;
}
