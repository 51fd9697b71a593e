import type { Plan } from "../model";
import { closing, opening } from "./bracket";
import { drainable } from "./drain";
import { inOrder } from "./order";
import { decision, evidence } from "./people";
import type { Setting } from "./setting";
import { grow, open } from "./traffic";

/** What a drain has closed is opened again, each service once enough of it is healthy there. */
export function undrain(setting: Setting, region: string): Plan {
  const { topology } = setting;
  const services = drainable(setting, region);
  const first = ["freeze-deployments"];
  const healthy = services.flatMap((service) => {
    const group = topology.regions[region]?.groups[service];
    return group ? grow(setting, group, group, first) : [];
  });
  const waits = new Set(healthy.map(({ id }) => id));
  const opened = services.map((service) => {
    const ready = `healthy-${service}-in-${region}`;
    return open(setting, service, region, waits.has(ready) ? [ready] : first);
  });
  return {
    system: topology.system.name,
    verb: "drain",
    of: region,
    title: `Users are sent to ${region} again`,
    detection: [],
    steps: inOrder([
      evidence(setting, region),
      decision(setting, `send users to ${region} again`),
      ...opening(setting),
      ...healthy,
      ...opened,
      ...closing(setting, {
        after: opened.length > 0 ? opened.map(({ id }) => id) : first,
        stacks: [topology.home],
      }),
    ]),
    loss: {},
    obligations: [],
  };
}
