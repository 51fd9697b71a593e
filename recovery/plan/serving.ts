import { groupsThere } from "../../topology/backend-links";
import type { Topology } from "../../topology/model";
import type { Step } from "../model";
import { diskNeeds } from "./disks";
import type { Setting } from "./setting";
import { grow, hardNeeds, open } from "./traffic";

/**
 * Every service that shall serve in a region that takes over: grown, healthy, and opened once what it
 * needs is there. Pods whose cluster has yet to come are none of these.
 */
export function serving(setting: Setting, then: Topology, to: string, lost: string): Step[] {
  const now = setting.topology;
  const standing = groupsThere(now.regions[to]);
  return Object.values(groupsThere(then.regions[to])).flatMap((group) => {
    const name = group.service;
    const before = capacityOf(now, name, to);
    if (capacityOf(then, name, to) !== 1 || before === undefined) return [];
    const grown = grow(setting, standing[name], group, ["fence"]);
    if (before === 1) return grown;
    const needs = hardNeeds(then, name);
    return [
      ...grown,
      open(setting, name, to, [
        `healthy-${name}-in-${to}`,
        ...needs.stores.filter((store) => then.databases[store]).map((store) => `point-${store}`),
        // Instances are ready only where they have their disk.
        ...needs.stores.flatMap((store) => diskNeeds(now, store, lost, to)),
        ...needs.services
          .filter((other) => opens(now, then, other, to))
          .map((other) => `open-${other}-in-${to}`),
        ...(now.services[name]?.backends.some(({ region }) => region === lost)
          ? [`close-${name}-in-${lost}`]
          : []),
      ]),
    ];
  });
}

/** Whether a service has to be opened in a region, where it stands closed now. */
export function opens(now: Topology, then: Topology, service: string, region: string): boolean {
  return capacityOf(now, service, region) === 0 && capacityOf(then, service, region) === 1;
}

function capacityOf({ services }: Topology, service: string, region: string): 0 | 1 | undefined {
  return services[service]?.backends.find((backend) => backend.region === region)?.capacityScaler;
}
