import type { Kind } from "../../kind";
import { delayed } from "../effective";

/** Where requests go changes everywhere some time after it is asked for. */
export const urlMap: Kind = delayed("urlmap", {
  kind: "compute.URLMap",
  takes: () => "load-balancer.update",
});
