import { readStacks } from "../engine/project";
import { fromProject, KEYS, runsOfSystem, type StackRun, stackRuns } from "../engine/stacks";
import type { Problem } from "../system/problem";
import type { RegionPart, Topology } from "../topology/model";
import { readDescription, topologiesOf, topologyOf } from "./describe";
import { Ending, EXIT } from "./outcome";
import type { StackFlags, WhatIf } from "./stack-flags";

/** A stack that a command is about, with what its description means. */
export interface ChosenStack {
  readonly run: StackRun;
  readonly topology: Topology;
  readonly region: RegionPart;
}

/** The stacks that the flags choose, each system's home first. Ends the command with all problems. */
export function chooseStacks(
  dir: string,
  flags: StackFlags,
  whatIf: WhatIf | undefined,
): readonly ChosenStack[] {
  return placedStacks(dir, selected(flags, chooseRuns(dir, flags, whatIf)), whatIf);
}

/** All stacks of the stack files, or of the system that the flags name. Ends the command with all problems. */
export function chooseRuns(dir: string, flags: StackFlags, whatIf?: WhatIf): readonly StackRun[] {
  return chosenRuns(dir, flags, whatIf).map((run) => overlaid(run, flags));
}

/** The one description that all stacks are of. Ends the command where there are several, or none. */
export function describedIn(runs: readonly StackRun[]): string {
  const files = [...new Set(runs.map(({ system }) => system))];
  const [file] = files;
  if (file !== undefined && files.length === 1) return file;
  const said = files.length === 0 ? "there is no stack file; " : "";
  throw new Ending(
    EXIT.badInput,
    `${said}choose one description: --system ${files.join(" | ") || "FILE"}`,
  );
}

/** What the descriptions say of stacks as they stand now, each system's home first. */
export function placedStacks(
  dir: string,
  runs: readonly StackRun[],
  whatIf?: WhatIf,
): readonly ChosenStack[] {
  const topologies = topologiesOf(dir, runs, whatIf);
  const chosen = runs.map((run, index) => placed(run, topologies[index]));
  const homes = chosen.filter(({ region, topology }) => region.name === topology.home);
  return [...homes, ...chosen.filter((stack) => !homes.includes(stack))];
}

/** An overlay that the stack files name belongs to their own description. */
function overlaid(run: StackRun, { system, overlay }: StackFlags): StackRun {
  if (system === undefined && overlay === undefined) return run;
  const { overlay: _, ...rest } = run;
  const config = { ...run.config, [KEYS.overlay]: overlay ?? "" };
  return { ...rest, config, ...(overlay === undefined ? {} : { overlay }) };
}

function placed(run: StackRun, topology: Topology | undefined): ChosenStack {
  const region = topology?.regions[run.region];
  if (topology && region) return { run, topology, region };
  const known = Object.keys(topology?.regions ?? {}).join(", ");
  const place = `Pulumi.${run.stack}.yaml: ${KEYS.region}`;
  throw new Ending(EXIT.badInput, `${place}  "${run.region}" is not one of ${known}`);
}

function chosenRuns(
  dir: string,
  { system, overlay }: StackFlags,
  whatIf: WhatIf | undefined,
): readonly StackRun[] {
  const files = readStacks(dir);
  if (system === undefined) {
    const problems: Problem[] = [];
    const runs = stackRuns(files, problems);
    if (problems.length > 0) {
      throw new Ending(
        EXIT.badInput,
        problems.map((problem) => `${problem.path}  ${problem.message}`).join("\n"),
      );
    }
    return runs;
  }
  const file = fromProject(dir, process.cwd(), system);
  const source = {
    path: system,
    text: readDescription(dir, file),
    ...(overlay === undefined ? {} : { overlay }),
    ...(whatIf ? { whatIf } : {}),
  };
  const project = files.map(({ config }) => config[KEYS.project]).find(Boolean) ?? "";
  const { home, regions } = topologyOf(source, project);
  return runsOfSystem(files, file, home, Object.keys(regions));
}

/** Those that `--stack` names, or all. Ends the command if there is no such stack. */
export function selected(
  { stack }: Pick<StackFlags, "stack">,
  runs: readonly StackRun[],
): readonly StackRun[] {
  const known = runs.map((run) => run.stack);
  const strange = stack?.find((name) => !known.includes(name));
  if (strange !== undefined) {
    throw new Ending(EXIT.badInput, `--stack  "${strange}" is not one of ${known.join(", ")}`);
  }
  return stack ? runs.filter((run) => stack.includes(run.stack)) : runs;
}
