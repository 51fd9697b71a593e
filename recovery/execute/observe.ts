import type { Topology } from "../../topology/model";
import { fenceName } from "../../topology/naming";
import type { Known, Observed, RegionSeen } from "../observed";
import { byName, known, type Looking, ONCE } from "./looking";
import { backupsSeen, copiesSeen, databasesSeen, writersSeen } from "./observe-databases";
import { servicesSeen } from "./observe-services";
import { at } from "./rest";
import { works } from "./works";

/**
 * Looks at all that a recovery of this system is about. What doesn't answer is unknown.
 * @param then what will be described afterwards: instances that the recovery makes are looked at, too
 */
export async function observe(
  looking: Looking,
  topology: Topology,
  then: Topology = topology,
): Promise<Observed> {
  const { leases, clock, described } = looking;
  const [fenced, databases, backups, copies, writers, services, lease, frozen] = await Promise.all([
    byName(Object.keys(topology.regions), (region) => fence(looking, topology, region)),
    databasesSeen(looking, topology, then),
    backupsSeen(looking, topology),
    copiesSeen(looking, topology, then),
    writersSeen(looking, topology),
    servicesSeen(looking, topology, then),
    known(() => leases.seen()),
    known(() => leases.frozen()),
  ]);
  const regions = Object.entries(fenced).map(([region, closed]): [string, RegionSeen] => [
    region,
    { works: works(region, services, databases), fenced: closed },
  ]);
  return {
    at: new Date(clock.now()).toISOString(),
    regions: Object.fromEntries(regions),
    databases,
    backups,
    copies,
    writers,
    services,
    lease,
    frozen,
    described: described(),
    changes: {},
    // The name servers follow the deployment of what is described.
    route: described().route ?? "unknown",
  };
}

async function fence(
  { rest, hosts }: Looking,
  { naming, regions }: Topology,
  region: string,
): Promise<Known<boolean>> {
  if (regions[region]?.state === "planned") return false;
  const rules = await known(() =>
    Promise.all(
      (["in", "out"] as const).map(async (direction) => {
        const name = fenceName(naming, region, direction);
        const rule = await rest.ask("GET", hosts.compute(`global/firewalls/${name}`), ONCE);
        return at(rule, "disabled") === false;
      }),
    ),
  );
  if (rules === "unknown") return "unknown";
  const [first] = rules;
  const alike = rules.every((closed) => closed === first);
  return alike && first !== undefined ? first : "unknown";
}
