import type { Holds } from "./condition";
import type { DescriptionSeen, InstanceSeen, Observed, ServiceSeen } from "./observed";

/** Whether a condition holds. What can't be observed doesn't hold. */
export const holds: Holds = (condition, seen) => {
  switch (condition.is) {
    case "journalled":
      return false;
    case "lease-held":
      return seen.lease !== "unknown" && seen.lease !== "free";
    case "lease-free":
      return seen.lease === "free";
    case "frozen":
      return seen.frozen === condition.value;
    case "backend": {
      const { open, listed } = serviceIn(seen, condition);
      return open === condition.open && (condition.listed ?? listed) === listed;
    }
    case "fenced":
      return seen.regions[condition.region]?.fenced === condition.value;
    case "writable":
    case "replica":
    case "stopped":
    case "protected":
    case "backed-up":
    case "instance":
    case "restored":
      return holdsOf(condition.is, instanceIn(seen, condition), seen);
    case "complete": {
      const instance = instanceIn(seen, condition);
      if (!instance || instance.state !== "running") return false;
      return (
        isAll(instance.databases, condition.databases) && isAll(instance.logins, condition.logins)
      );
    }
    case "writer-name":
      return seen.writers[condition.store] === condition.region;
    case "route":
      return seen.route === condition.through;
    case "scaled":
      return isLeast(serviceIn(seen, condition).least, condition.least);
    case "healthy":
      return isLeast(serviceIn(seen, condition).healthy, condition.least);
    case "described":
      return Object.entries(condition.edits).every(([path, value]) =>
        isSame(describedAt(seen.described, path), value),
      );
    case "no-changes":
      return seen.changes[condition.region] === false;
    case "all":
      return condition.of.every((one) => holds(one, seen));
  }
};

type AboutInstance =
  "writable" | "replica" | "stopped" | "protected" | "backed-up" | "instance" | "restored";

function holdsOf(is: AboutInstance, instance: InstanceSeen | undefined, seen: Observed): boolean {
  if (!instance || instance.state === "missing") return false;
  switch (is) {
    case "writable":
      return instance.state === "running" && instance.role === "writer";
    case "replica":
      return instance.state === "running" && instance.role === "replica";
    case "stopped":
      return instance.state === "stopped";
    case "protected":
      return instance.state === "running" && instance.ha && instance.backups;
    case "backed-up":
      return isUnderLease(instance.backupAge, seen);
    case "instance":
      return instance.state === "running";
    case "restored":
      return (
        instance.state === "running" &&
        instance.role === "writer" &&
        isUnderLease(instance.restoreAge, seen)
      );
  }
}

/** A backup counts if it was taken under the lease: an older one holds what was before the recovery. */
function isUnderLease(age: number | "unknown" | undefined, { lease, at }: Observed): boolean {
  if (age === undefined || age === "unknown" || lease === "unknown" || lease === "free")
    return false;
  return instantOf(at) - age * 1000 >= instantOf(lease.since);
}

/** Unix milliseconds of a time in ISO 8601. */
function instantOf(time: string): number {
  // oxlint-disable-next-line no-restricted-globals -- reads a text that is given, and no clock
  return Date.parse(time);
}

const UNSEEN: ServiceSeen = {
  open: "unknown",
  least: "unknown",
  running: "unknown",
  healthy: "unknown",
};

function serviceIn(
  { services }: Observed,
  { service, region }: { readonly service: string; readonly region: string },
): ServiceSeen {
  const seen = services[service]?.[region];
  return seen === undefined || seen === "unknown" ? UNSEEN : seen;
}

function instanceIn(
  { databases, copies }: Observed,
  about: { readonly store: string; readonly region: string; readonly instance?: string },
): InstanceSeen | undefined {
  const { store, region, instance } = about;
  const seen = instance === undefined ? databases[store]?.[region] : copies?.[instance];
  return seen === "unknown" ? undefined : seen;
}

function isAll(seen: readonly string[] | undefined, asked: readonly string[]): boolean {
  return seen !== undefined && asked.every((name) => seen.includes(name));
}

function isLeast(seen: number | "unknown", least: number): boolean {
  return seen !== "unknown" && seen >= least;
}

/** What the description says at a path, as far as recoveries look at it. */
function describedAt(described: DescriptionSeen, path: string) {
  const { primary, standby, states, instances, clusters, values } = described;
  if (path === "primary") return primary;
  if (path === "standby") return standby;
  if (path === "edge.route") return described.route;
  if (path === "kubernetes.clusters") return clusters;
  const [, store] = /^data\.([^.]+)\.instances$/.exec(path) ?? [];
  if (store !== undefined) return instances?.[store];
  const [, region] = /^regions\.([^.]+)\.state$/.exec(path) ?? [];
  return region === undefined ? values?.[path] : states[region];
}

/** The same words, or the same entries in whatever order. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || (isEntries(a) && isEntries(b) && textOf(a) === textOf(b));
}

function isEntries(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function textOf(entries: object): string {
  return JSON.stringify(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
