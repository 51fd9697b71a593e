import type { Alert } from "../../topology/alerts/alert";
import { readTopology } from "../../topology/read";
import { read } from "./markdown";

/** The shipped bank's alerts once its other region stands. */
export function bankAlerts(): readonly Alert[] {
  const file = "systems/online-bank.yaml";
  const whatIf = { "regions.us-east1.state": "standing" };
  const found = readTopology({ path: file, text: read(file), whatIf }, "example-bank-prod");
  if (found.problems) throw new Error("the bank has problems");
  return found.topology.monitoring.alerts;
}
