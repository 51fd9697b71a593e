import type { SqlInstance, Topology } from "../../topology/model";
import { fenceName, instanceHost, privateZoneName } from "../../topology/naming";
import type { InstanceSeen, Known, Observed, RegionSeen } from "../observed";
import { byName, known, type Looking, ONCE } from "./looking";
import { servicesSeen } from "./observe-services";
import { at, type Document, listAt, Refused, textAt } from "./rest";

/** Looks at all that a recovery of this system is about. What doesn't answer is unknown. */
export async function observe(looking: Looking, topology: Topology): Promise<Observed> {
  const { leases, clock, described } = looking;
  const [regions, databases, writers, services, lease, frozen] = await Promise.all([
    byName(Object.keys(topology.regions), (region) => fence(looking, topology, region)),
    byName(Object.keys(topology.databases), (store) => instances(looking, topology, store)),
    byName(Object.keys(topology.databases), (store) => writer(looking, topology, store)),
    servicesSeen(looking, topology),
    known(() => leases.seen()),
    known(() => leases.frozen()),
  ]);
  return {
    at: new Date(clock.now()).toISOString(),
    regions,
    databases,
    writers,
    services,
    lease,
    frozen,
    described: described(),
    changes: {},
    route: topology.edge?.route ?? "unknown",
  };
}

async function fence(
  { rest, hosts }: Looking,
  { naming, regions }: Topology,
  region: string,
): Promise<RegionSeen> {
  if (regions[region]?.state === "planned") return { works: "unknown", fenced: false };
  const rules = await known(() =>
    Promise.all(
      (["in", "out"] as const).map(async (direction) => {
        const name = fenceName(naming, region, direction);
        const rule = await rest.ask("GET", hosts.compute(`global/firewalls/${name}`), ONCE);
        return at(rule, "disabled") === false;
      }),
    ),
  );
  if (rules === "unknown") return { works: "unknown", fenced: "unknown" };
  const [first] = rules;
  const alike = rules.every((closed) => closed === first);
  return { works: "unknown", fenced: alike && first !== undefined ? first : "unknown" };
}

function instances(
  looking: Looking,
  { regions }: Topology,
  store: string,
): Promise<Readonly<Record<string, Known<InstanceSeen>>>> {
  const there = Object.values(regions).filter((region) => region.instances[store] !== undefined);
  return byName(
    there.map(({ name }) => name),
    async (region) => {
      const instance = regions[region]?.instances[store];
      return instance ? known(() => seenInstance(looking, instance)) : { state: "missing" };
    },
  );
}

async function seenInstance(
  { rest, hosts, clock }: Looking,
  { name }: SqlInstance,
): Promise<InstanceSeen> {
  const found = await rest.ask("GET", hosts.sql(name), ONCE).catch((error: unknown) => {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  });
  if (!found) return { state: "missing" };
  const { items } = await rest.ask("GET", hosts.sql(name, "/backupRuns"), ONCE);
  return {
    state: stateOf(found),
    name,
    role: textAt(found, "instanceType") === "READ_REPLICA_INSTANCE" ? "replica" : "writer",
    ha: textAt(found, "settings.availabilityType") === "REGIONAL",
    backups: at(found, "settings.backupConfiguration.enabled") === true,
    ...newestBackup(listAt({ items }, "items"), clock.now()),
  };
}

function stateOf(found: Document): "running" | "stopped" | "changing" {
  if (textAt(found, "settings.activationPolicy") === "NEVER") return "stopped";
  return textAt(found, "state") === "RUNNABLE" ? "running" : "changing";
}

/** Counted from when it began: what was written after that isn't in it. */
function newestBackup(runs: readonly Document[], now: number) {
  const begun = runs
    .filter((run) => textAt(run, "status") === "SUCCESSFUL")
    .map((run) => Date.parse(textAt(run, "startTime")));
  return begun.length === 0 ? {} : { backupAge: (now - Math.max(...begun)) / 1000 };
}

async function writer(
  { rest, hosts }: Looking,
  { naming, databases, regions }: Topology,
  store: string,
): Promise<Known<string>> {
  const host = `${databases[store]?.host ?? ""}.`;
  const url = hosts.dns(privateZoneName(naming), `rrsets/${host}/CNAME`);
  const record = await known(() => rest.ask("GET", url, ONCE));
  if (record === "unknown") return "unknown";
  const data: unknown = at(record, "rrdatas");
  const target: unknown = Array.isArray(data) ? data[0] : undefined;
  const region = Object.keys(regions).find(
    (name) => `${instanceHost(naming, store, name)}.` === target,
  );
  return region ?? "unknown";
}
