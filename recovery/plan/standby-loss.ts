import type { Plan } from "../model";
import { closing, describe, opening } from "./bracket";
import { keepsIn } from "./elsewhere";
import { inOrder } from "./order";
import { decision, evidence, noticed } from "./people";
import { known, type Setting } from "./setting";
import { close, failsOver } from "./traffic";

/** A region that doesn't take the writes is gone: users go elsewhere by themselves, and nothing waits for it any more. */
export function standbyLoss(setting: Setting, lost: string): Plan {
  const { topology } = setting;
  const closed = Object.values(topology.services).flatMap(({ name, backends }) =>
    backends.some(({ region }) => region === lost) && backends.length > 1
      ? [close(setting, name, lost, ["freeze-deployments"], "backend.remove")]
      : [],
  );
  const edits = { [`regions.${lost}.state`]: "lost" };
  return {
    system: topology.system.name,
    verb: "drain",
    event: "region-loss",
    of: lost,
    title: `${lost} is lost: ${topology.primary} goes on without a standby`,
    detection: noticed(setting, lost),
    steps: inOrder([
      ...failsOver(setting, lost),
      evidence(setting, lost),
      decision(setting, `give ${lost} up`),
      ...opening(setting),
      ...closed,
      {
        id: "fence",
        title: `Fence ${lost}: whatever state it comes back in, nothing of it may act`,
        needs: ["freeze-deployments"],
        action: { kind: "fence.close", region: lost },
        done: { is: "fenced", region: lost, value: true },
        reversal: { by: { kind: "fence.open", region: lost } },
        takes: [
          known(setting, "execute", "firewall.change", lost, "two firewall rules switched on"),
        ],
      },
      describe(setting, edits, ["fence", ...closed.map(({ id }) => id)]),
      ...closing(setting, {
        after: ["write-description"],
        stacks: [topology.home, topology.primary],
        globalOnly: [lost],
        own: [topology.home, topology.primary].filter((one) => keepsIn(topology, one, lost)),
        brings: true,
      }),
    ]),
    loss: {},
    obligations: [
      {
        title: `Bring ${lost} back as standby, or stand another region up`,
        verb: "rejoin",
        because: `until then nothing takes over if ${topology.primary} is lost, too`,
      },
    ],
  };
}
