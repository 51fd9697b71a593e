import type { Cloud } from "../../cloud";
import { invalid } from "../../error";
import type { JsonObject } from "../../json";
import type { Asked, Kind } from "../../kind";
import type { CloudResource } from "../../model";
import { delayed } from "../effective";
import { blocksAt, byLink, numberAt, textAt, textsAt } from "../lookup";
import { probe } from "./answers";
import { holdersOf } from "./machine";

/** What the API refuses: no backend left open, capacity it doesn't know, rates in the wrong mode. */
function refuse({ properties, before }: Asked): void {
  refuseScheme(before, properties);
  const backends = blocksAt(properties, "backends");
  const capacities = backends.map((backend) => numberAt(backend, "capacityScaler") ?? 1);
  for (const capacity of capacities) {
    if (capacity === 0 || (capacity >= 0.1 && capacity <= 1)) continue;
    throw invalid(`Invalid value for field 'capacityScaler': '${capacity}'; 0, or 0.1 to 1.0`);
  }
  if (capacities.length === 1 && capacities[0] === 0) {
    throw invalid("The only backend of a backend service must have a capacity above 0");
  }
  for (const backend of backends) {
    if (backend["balancingMode"] !== "RATE") continue;
    const rates = ["maxRate", "maxRatePerInstance", "maxRatePerEndpoint"];
    if (rates.some((rate) => numberAt(backend, rate) !== undefined)) continue;
    throw invalid("Balancing mode RATE needs maxRate, maxRatePerInstance or maxRatePerEndpoint");
  }
}

/** Only between the two external ones, and that by a migration that isn't modelled (declarations). */
function refuseScheme(before: CloudResource | undefined, after: JsonObject): void {
  const [was, is] = [before?.properties ?? after, after].map(
    (properties) => textAt(properties, "loadBalancingScheme") ?? "EXTERNAL",
  );
  if (was === is) return;
  throw invalid(
    `Invalid value for field 'loadBalancingScheme': '${is}'; it is '${was}' and stays so`,
  );
}

/** Its health check looks at every group that is a backend from now on. */
function reached(service: CloudResource, cloud: Cloud): void {
  const checks = textsAt(service.properties, "healthChecks").flatMap(
    (link) => byLink(cloud, link) ?? [],
  );
  for (const backend of blocksAt(service.properties, "backends")) {
    const group = byLink(cloud, backend["group"]);
    if (!group) continue;
    for (const holder of holdersOf(cloud, group)) {
      for (const check of checks) probe(cloud, holder, check);
    }
  }
}

export const backendService: Kind = delayed(
  "backend",
  { kind: "compute.BackendService", refuse, takes: () => "load-balancer.update" },
  reached,
);
