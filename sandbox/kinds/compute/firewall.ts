import type { Kind } from "../../kind";
import { recheckAll } from "./answers";

/** A rule holds, and stops holding, some time after it is asked for. */
export const firewall: Kind = {
  kind: "compute.Firewall",
  takes: () => "firewall.change",
  done: (rule, cloud) => {
    cloud.setRuntime(rule.id, { ...rule.runtime, holds: true });
    recheckAll(cloud);
  },
  removed: (_rule, cloud) => recheckAll(cloud),
};
