import type { Plan } from "../model";
import { opening } from "./bracket";
import { inOrder } from "./order";
import { decision, evidence } from "./people";
import { report } from "./report";
import type { Setting } from "./setting";
import { close } from "./traffic";

/** Services that can do without a region at the moment: another one is open for them. */
export function drainable({ topology }: Setting, region: string): readonly string[] {
  return Object.values(topology.services).flatMap(({ name, backends }) => {
    const isOpen = (there: boolean) =>
      backends.some(
        (backend) => (backend.region === region) === there && backend.capacityScaler === 1,
      );
    return isOpen(true) && isOpen(false) ? [name] : [];
  });
}

/**
 * Moves traffic off a region before it is touched. Writes stay where they are: that is a switchover.
 * Deployments stay frozen until it is opened again, because the next one would open it.
 */
export function drain(setting: Setting, region: string): Plan {
  const services = drainable(setting, region);
  const closed = services.map((service) => close(setting, service, region, ["freeze-deployments"]));
  return {
    system: setting.topology.system.name,
    verb: "drain",
    of: region,
    title: `No more users are sent to ${region}`,
    detection: [],
    steps: inOrder([
      evidence(setting, region),
      decision(setting, `send no more users to ${region}`),
      ...opening(setting),
      ...closed,
      report(closed.length > 0 ? closed.map(({ id }) => id) : ["freeze-deployments"]),
    ]),
    loss: {},
    obligations: [
      {
        title: `Open ${region} again: standby drain ${region} --undo`,
        because: "deployments are frozen and the lease is held while it is drained",
      },
    ],
  };
}
