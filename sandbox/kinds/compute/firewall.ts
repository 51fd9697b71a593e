import type { Kind } from "../../kind";
import { delayed } from "../effective";
import { recheckAll } from "./answers";

/** A rule holds on every host, and stops holding, some time after that is asked for. */
export const firewall: Kind = {
  ...delayed(
    "firewall",
    { kind: "compute.Firewall", takes: () => "firewall.change" },
    (_rule, cloud) => recheckAll(cloud),
  ),
  removed: (_rule, cloud) => recheckAll(cloud),
};
