import { readFileSync } from "node:fs";
import path from "node:path";
import type { Topology } from "../../topology/model";
import { readTopology } from "../../topology/read";
import { PROJECT } from "../stacks/runs";

/** The bank's topology with other values. */
export function topologyFrom(whatIf: Readonly<Record<string, string>>): Topology {
  const file = "systems/online-bank.yaml";
  const text = readFileSync(path.join(PROJECT, file), "utf8");
  const read = readTopology({ path: file, text, whatIf }, "example-bank-prod");
  if (read.problems) throw new Error(JSON.stringify(read.problems));
  return read.topology;
}
