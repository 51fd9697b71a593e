import type { InstanceSeen, Observed } from "../../../../recovery/observed";
import { descriptionOf } from "../../../../recovery/execute/described";
import { other, type Place, type Plans, REGIONS } from "./plans";

/**
 * missing; writer; replica; stopped; demoted: a writer until the service reaches it and makes it a
 * replica; empty: takes writes and holds nothing.
 */
export type Instance = "missing" | "writer" | "replica" | "stopped" | "demoted" | "empty";

/** What is there, as far as safety goes. Arrays by region, in the order of REGIONS. */
export interface Cloud {
  readonly up: readonly boolean[];
  readonly fenced: readonly boolean[];
  readonly description: number;
  /** By store, then by region. */
  readonly instances: readonly (readonly Instance[])[];
  readonly generations: readonly (readonly number[])[];
  /** Region that the writer's name leads to, by store. */
  readonly names: readonly Place[];
  /** By service, then by region. */
  readonly open: readonly (readonly boolean[])[];
  readonly listed: readonly (readonly boolean[])[];
  readonly frozen: boolean;
  /** Which operator holds the lease: 0 or 1; 2: nobody. */
  readonly lease: number;
  readonly leasePlan: string;
}

export const NOBODY = 2;

/** One value of a list changed. */
export function withAt<T>(list: readonly T[], place: number, value: T): readonly T[] {
  return list[place] === value ? list : list.map((one, index) => (index === place ? value : one));
}

export function withIn<T>(
  lists: readonly (readonly T[])[],
  row: number,
  place: number,
  value: T,
): readonly (readonly T[])[] {
  return lists.map((list, index) => (index === row ? withAt(list, place, value) : list));
}

/** Takes writes, as far as anybody outside can see. */
export const isWriter = (instance: Instance | undefined): boolean =>
  instance === "writer" || instance === "demoted" || instance === "empty";

/** Whether clients can reach the instances of a region. */
export const isReached = ({ up, fenced }: Cloud, place: Place): boolean =>
  up[place] === true && fenced[place] === false;

/** Whether a store can be written to under the name that applications use. */
export function isWritable(cloud: Cloud, store: number): boolean {
  const at = cloud.names[store] ?? 0;
  return isReached(cloud, at) && cloud.instances[store]?.[at] === "writer";
}

/** What never may be, in any state. */
export function wrongIn(cloud: Cloud, plans: Plans): string | undefined {
  for (const [store, instances] of cloud.instances.entries()) {
    const places = ([0, 1] as const).filter(
      (place) => isReached(cloud, place) && isWriter(instances[place]),
    );
    if (places.length > 1) return `${plans.stores[store]} has two writers that clients can reach`;
  }
  return undefined;
}

/** The system as it is in a calm hour, before anything. */
export function calm(plans: Plans): Cloud {
  const cloud: Cloud = {
    up: [true, true],
    fenced: [false, false],
    description: 0,
    instances: plans.stores.map(() => ["missing", "missing"]),
    generations: plans.stores.map(() => [1, 1]),
    names: plans.stores.map(() => 0),
    open: plans.services.map(() => [false, false]),
    listed: plans.services.map(() => [false, false]),
    frozen: false,
    lease: NOBODY,
    leasePlan: "",
  };
  const topology = plans.topology(0);
  const instances = plans.stores.map((store) =>
    REGIONS.map((region): Instance => {
      const role = topology.regions[region]?.instances[store]?.role;
      return role === "writer" || role === "replica" ? role : "missing";
    }),
  );
  return { ...cloud, instances, ...traffic(cloud, plans) };
}

/** The backends as the description has them. */
export function traffic({ description }: Cloud, plans: Plans): Pick<Cloud, "open" | "listed"> {
  const { services } = plans.topology(description);
  const backend = (service: string, region: string) =>
    services[service]?.backends.find((one) => one.region === region);
  return {
    open: plans.services.map((service) =>
      REGIONS.map((region) => backend(service, region)?.capacityScaler === 1),
    ),
    listed: plans.services.map((service) =>
      REGIONS.map((region) => backend(service, region) !== undefined),
    ),
  };
}

const SEEN = new WeakMap<Cloud, Observed>();

/** What an operator sees; a region that is down shows nothing of what it holds. */
export function observed(cloud: Cloud, plans: Plans): Observed {
  const known = SEEN.get(cloud) ?? look(cloud, plans);
  SEEN.set(cloud, known);
  return known;
}

function look(cloud: Cloud, plans: Plans): Observed {
  const byRegion = <T>(of: (place: Place) => T) =>
    Object.fromEntries(([0, 1] as const).map((place) => [REGIONS[place], of(place)]));
  return {
    at: "2026-01-01T01:00:00Z",
    regions: byRegion((at) => ({
      works: cloud.up[at] ?? false,
      fenced: cloud.fenced[at] ?? false,
    })),
    databases: Object.fromEntries(
      plans.stores.map((store, row) => [store, byRegion((at) => seen(cloud, row, at))]),
    ),
    writers: Object.fromEntries(
      plans.stores.map((store, row) => [store, REGIONS[cloud.names[row] ?? 0]]),
    ),
    services: Object.fromEntries(
      plans.services.map((service, row) => [
        service,
        byRegion((at) => ({
          open: cloud.open[row]?.[at] ?? false,
          listed: cloud.listed[row]?.[at] ?? false,
          least: 1000,
          running: 1000,
          healthy: cloud.up[at] ? 1000 : 0,
        })),
      ]),
    ),
    lease:
      cloud.lease === NOBODY
        ? "free"
        : { holder: `${cloud.lease}`, since: "2026-01-01T00:00:00Z", plan: cloud.leasePlan },
    frozen: cloud.frozen,
    described: descriptionOf(plans.topology(cloud.description)),
    changes: byRegion(() => "unknown" as const), // known to whoever ran a preview, and to nobody else
    route: "front",
  };
}

function seen(cloud: Cloud, store: number, at: Place): InstanceSeen | "unknown" {
  if (!cloud.up[at]) return "unknown";
  const instance = cloud.instances[store]?.[at] ?? "missing";
  if (instance === "missing") return { state: "missing" };
  const shared = { name: "", ha: true, backups: true, backupAge: 0 };
  if (instance === "stopped") return { state: "stopped", role: "writer", ...shared };
  const source = cloud.up[other(at)] ? 1 : 5; // known from the last minutes, even if the writer is gone
  if (instance === "replica") return { state: "running", role: "replica", lag: source, ...shared };
  const restored = instance === "empty" ? {} : { restoreAge: 0 };
  return { state: "running", role: "writer", ...shared, ...restored };
}
