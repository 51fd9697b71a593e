import type { Cloud } from "../../cloud";
import { invalid } from "../../error";
import type { Asked, Kind } from "../../kind";
import type { Instant } from "../../model";
import { delayed } from "../effective";
import { blocksAt, textsAt } from "../lookup";

function refuse({ properties }: Asked): void {
  const name = properties["name"];
  if (typeof name !== "string" || !name.endsWith(".")) {
    throw invalid("The 'name' of a resource record set must end in a dot");
  }
  const plain = textsAt(properties, "rrdatas").length > 0;
  const policies = blocksAt(properties, "routingPolicy").length;
  if (plain === policies > 0) throw invalid("Give either 'rrdatas' or 'routingPolicy'");
}

/** Since when a region is lost, for whoever finds that out only after a while. */
export function lostSince(cloud: Cloud, region: string): Instant | undefined {
  return cloud.table<Instant>("dns.lost").get(region);
}

/** Notes which regions that have a load balancer's address are lost, and since when. */
function note(cloud: Cloud): void {
  const table = cloud.table<Instant>("dns.lost");
  for (const { kind, location } of cloud.all("compute.Subnetwork")) {
    if (kind !== "compute.Subnetwork") continue;
    const lost = cloud.faults.isLost(location);
    if (lost && table.get(location) === undefined) table.put(location, cloud.now);
    if (!lost) table.delete(location);
  }
}

/** A record is answered some time after it is asked for; who holds on to an old answer does so longer. */
export const recordSet: Kind = {
  ...delayed("record", { kind: "dns.RecordSet", refuse, takes: () => "dns.change" }),
  faulted: note,
};
