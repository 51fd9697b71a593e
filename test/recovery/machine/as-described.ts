import type { InstanceSeen, Observed, ServiceSeen } from "../../../recovery/observed";
import type { SqlInstance, Topology } from "../../../topology/model";

/** What is seen of a system in which everything is as its topology says, an hour after a backup. */
export function asDescribed(topology: Topology): Observed {
  const { regions, databases, services, primary, system } = topology;
  const deployed = Object.values(regions).filter(({ state }) => state !== "planned");
  const byRegion = <T>(see: (region: (typeof deployed)[number]) => readonly T[]) =>
    Object.fromEntries(deployed.flatMap((region) => see(region).map((one) => [region.name, one])));
  return {
    at: "2026-01-05T00:00:00Z",
    regions: byRegion(({ state }) => [{ works: state !== "lost", fenced: state === "lost" }]),
    databases: Object.fromEntries(
      Object.keys(databases).map((store) => [
        store,
        byRegion(({ instances }) => (instances[store] ? [instanceSeen(instances[store])] : [])),
      ]),
    ),
    writers: Object.fromEntries(Object.keys(databases).map((store) => [store, primary])),
    services: Object.fromEntries(
      Object.values(services).map(({ name, backends }) => [
        name,
        byRegion(({ name: region, groups }): ServiceSeen[] => {
          const least = groups[name]?.scaling === "on" ? groups[name].least : 0;
          const backend = backends.find((one) => one.region === region);
          const open = backend?.capacityScaler === 1;
          if (!groups[name]) return [];
          return [{ open, listed: backend !== undefined, least, running: least, healthy: least }];
        }),
      ]),
    ),
    lease: "free",
    frozen: false,
    described: {
      primary,
      standby: system.standby,
      states: Object.fromEntries(Object.values(regions).map(({ name, state }) => [name, state])),
    },
    changes: {},
    route: "unknown",
  };
}

function instanceSeen({ name, role, ha }: SqlInstance): InstanceSeen {
  const isWriter = role === "writer";
  return {
    state: role === "fenced" ? "stopped" : "running",
    name,
    role: isWriter ? "writer" : "replica",
    ha,
    backups: isWriter,
    ...(isWriter ? { backupAge: 3600 } : { lag: 1 }),
  };
}
