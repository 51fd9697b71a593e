import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDurations } from "../../../recovery/durations";
import type { Plan, Step } from "../../../recovery/model";
import type { Setting } from "../../../recovery/plan/setting";
import { readTopology } from "../../../topology/read";

const ROOT = path.join(__dirname, "../../..");
const file = (...parts: string[]) => readFileSync(path.join(ROOT, ...parts), "utf8");

export const durations = parseDurations(file("recovery/durations.tsv"));

export type Mode = "cold" | "warm" | "hot";
export const MODES: readonly Mode[] = ["cold", "warm", "hot"];

/** A shipped system with its second region standing, in a mode, and whatever else is supposed. */
export function setting(
  system: string,
  mode: Mode,
  supposed: Readonly<Record<string, unknown>> = {},
): Setting {
  const text = file("systems", `${system}.yaml`);
  const whatIf = { standby: mode, ...standing(text), ...supposed };
  const read = readTopology({ path: `${system}.yaml`, text, whatIf }, "sandbox-test");
  if (!read.topology) throw new Error(JSON.stringify(read));
  return { topology: read.topology, durations };
}

function standing(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^ {2}([a-z]+-[a-z]+\d+):.*state: planned/gm)].map(([, region = ""]) => [
      `regions.${region}.state`,
      "standing",
    ]),
  );
}

export function stepOf(plan: Plan, id: string): Step {
  const step = plan.steps.find((one) => one.id === id);
  if (!step) throw new Error(`no step ${id} in ${plan.steps.map((one) => one.id).join(", ")}`);
  return step;
}

/** All that has to be done before a step. */
export function before(plan: Plan, id: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (one: string): void => {
    for (const need of stepOf(plan, one).needs) {
      if (!reached.has(need)) visit(need);
      reached.add(need);
    }
  };
  visit(id);
  return reached;
}
