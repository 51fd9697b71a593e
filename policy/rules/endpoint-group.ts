import type { Resource } from "../../inventory/model";
import { listAt, numberAt, textAt } from "../../inventory/values";
import { kindName } from "../../inventory/fields/rules";
import { type PolicyContext, regionOf, regionOfZone, standingRegions, subjectOf } from "../context";
import { broken, type PolicyBreach } from "../rule";
import { DEPLOYMENTS } from "./pods";

const ZONE = /\/zones\/([^/]+)\/networkEndpointGroups\//;

/**
 * Endpoint groups of pods, as R17 has it of groups of instances: GKE makes one in each zone, and one
 * that is no backend leaves the pods of its zone without requests.
 */
export function endpointFaults(context: PolicyContext, service: Resource): PolicyBreach[] {
  const backends = listAt(service.inputs, "backends");
  const held = backends.flatMap((backend) => {
    const zone = ZONE.exec(textAt(backend, "group") ?? "")?.[1];
    return zone === undefined ? [] : [{ zone, backend }];
  });
  const [first] = held;
  if (first === undefined) return [];
  const own = regionOf(service);
  const standing = own === undefined ? standingRegions(context) : [own];
  const regions = [...new Set(held.map(({ zone }) => regionOfZone(zone)))];
  const missing = [...new Set([...regions, ...podRegions(context, service)])]
    .filter((region) => standing.includes(region))
    .flatMap((region) => context.situation.regions[region]?.zones ?? [])
    .filter((zone) => !held.some((other) => other.zone === zone));
  const strange = regions.filter((region) => !standing.includes(region));
  const uneven = regions.filter((region) => {
    const there = held.filter(({ zone }) => regionOfZone(zone) === region);
    return new Set(there.map(({ backend }) => numberAt(backend, "capacityScaler", 1))).size > 1;
  });
  return [
    ...broken(
      missing.length > 0,
      service,
      "backends",
      `has no endpoint group of "${missing.join(", ")}", so the pods there get no request; add it`,
    ),
    ...broken(
      strange.length > 0,
      service,
      "backends",
      `has endpoint groups of "${strange.join(", ")}", which isn't standing; take them out`,
    ),
    ...broken(
      uneven.length > 0,
      service,
      "backends",
      `of "${uneven.join(", ")}" have different capacities in one region; open or close them together`,
    ),
  ];
}

/** The regions where pods of the service run. */
function podRegions(context: PolicyContext, service: Resource): readonly string[] {
  const subject = subjectOf(context, service);
  return context.stacks.flatMap(({ region, inventory }) => {
    const isThere = inventory.resources.some(
      (resource) =>
        DEPLOYMENTS.includes(kindName(resource.type)) &&
        subject !== undefined &&
        subjectOf(context, resource) === subject &&
        numberAt(resource.inputs, "spec.replicas") !== 0,
    );
    return isThere ? [region] : [];
  });
}
