import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readStacks } from "../../engine/project";
import { KEYS } from "../../engine/stacks";
import { formatProblems } from "../../system/report";
import { readTopology } from "../../topology/read";
import { type Situation, situationOf } from "../situation";

/** What a stack is described to be. */
export interface DescribedStack {
  readonly region: string;
  readonly situation: Situation;
}

/** What the stack file, and the description that it names, say. Throws what a person has to mend. */
export function describedStack(project: string, stack: string): DescribedStack {
  const file = readStacks(project).find((candidate) => candidate.stack === stack);
  const config = file?.config ?? {};
  const [system = "", region = ""] = [config[KEYS.system], config[KEYS.region]];
  const full = path.resolve(project, system);
  if (system === "" || !existsSync(full)) {
    throw new Error(`Pulumi.${stack}.yaml: ${KEYS.system} "${system}" is not a file`);
  }
  const overlay = config[KEYS.overlay];
  const whatIf = config[KEYS.whatIf];
  const source = {
    ...{ path: system, text: readFileSync(full, "utf8") },
    ...(overlay === undefined || overlay === "" ? {} : { overlay }),
    ...(whatIf === undefined || whatIf === "" ? {} : { whatIf: valuesIn(whatIf) }),
  };
  const read = readTopology(source, config[KEYS.project] ?? "");
  if (read.problems) throw new Error(formatProblems(system, read.problems));
  return { region, situation: situationOf(read.topology.system) };
}

function valuesIn(text: string): Record<string, unknown> {
  const values: unknown = JSON.parse(text);
  return typeof values === "object" && values !== null
    ? Object.fromEntries(Object.entries(values))
    : {};
}
