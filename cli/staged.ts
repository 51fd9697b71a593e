import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { changesOf, errorsOf } from "../engine/deployer";
import { KEYS } from "../engine/stacks";
import { plannedText } from "../report/deployment";
import { editDescription, type Edits } from "../system/edit";
import { type ChosenStack, placedStacks } from "./choose-stacks";
import { Ending, EXIT } from "./outcome";
import { progress } from "./progress";
import type { Target } from "./target";

/** What a command works on that edits the description and deploys. */
export interface Staged {
  /** The project's folder. */
  readonly dir: string;
  readonly target: Target;
  readonly say: (text: string) => void;
}

/** The stacks of the one system that the target has. Ends the command if it has several, or none. */
export function stacksOf({ dir, target }: Pick<Staged, "dir" | "target">): readonly ChosenStack[] {
  const systems = new Set(target.runs.map(({ system }) => system));
  if (systems.size === 1) return placedStacks(dir, target.runs);
  throw new Ending(
    EXIT.badInput,
    `the stack files have ${systems.size} systems; choose one: --system ${[...systems].join(" | ")}`,
  );
}

/** Stacks in the order of their regions; regions without a stack of their own are left out. */
export function inOrderOf(
  stacks: readonly ChosenStack[],
  regions: readonly string[],
): readonly ChosenStack[] {
  return regions.flatMap((region) => stacks.filter(({ run }) => run.region === region));
}

/** Stacks that have been deployed: one that hasn't takes its mode from the description when it is. */
export async function deployedOf(
  { target }: Pick<Staged, "target">,
  stacks: readonly ChosenStack[],
): Promise<readonly ChosenStack[]> {
  const states = await Promise.all(stacks.map(({ run }) => target.deployer.state(run)));
  return stacks.filter((_, index) => (states[index]?.length ?? 0) > 0);
}

/** Shows what an edit, or a setting, would change. Ends the command if any stack refuses. */
export async function previewStaged(
  { target, say }: Staged,
  stacks: readonly ChosenStack[],
  why: string,
  config: Readonly<Record<string, string>>,
): Promise<void> {
  const refused: string[] = [];
  for (const { run } of stacks) {
    const looked = progress(`previewing ${run.stack}`);
    const supposed = { ...run, config: { ...run.config, ...config } };
    const planned = await target.deployer.preview(supposed).finally(looked);
    if (planned.failed) refused.push(...errorsOf(planned).map((error) => `${run.stack}: ${error}`));
    else say(plannedText(run.stack, why, planned.digest));
  }
  if (refused.length > 0) throw new Ending(EXIT.refused, refused.join("\n"));
}

/** Configuration under which a preview shows the edited description. */
export function supposing(edits: Edits): Readonly<Record<string, string>> {
  return { [KEYS.whatIf]: JSON.stringify(edits) };
}

/**
 * Edits the description where it stands; the same edit a second time changes nothing. Ends the
 * command, with the file as it was, if an overlay says otherwise or the outcome has problems.
 */
export function writeEdits(staged: Staged, { run }: ChosenStack, edits: Edits): void {
  const { dir, say } = staged;
  const file = path.resolve(dir, run.system);
  const before = readFileSync(file, "utf8");
  const after = editDescription(before, edits);
  if (after === before) return;
  writeFileSync(file, after);
  try {
    stacksOf(staged);
  } catch (error) {
    writeFileSync(file, before);
    throw error;
  }
  for (const [place, value] of Object.entries(edits)) {
    say(`${run.system}: ${place} is ${JSON.stringify(value)} now`);
  }
}

/** Deploys the stacks one after the other. Ends the command at the first that fails; a second try goes on from there. */
export async function deployStaged(
  { target, say }: Staged,
  stacks: readonly ChosenStack[],
  config: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (const { run } of stacks) {
    const made = progress(`deploying ${run.stack}`);
    const whole = { ...run, config: { ...run.config, ...config } };
    const done = await target.deployer.up(whole).finally(made);
    if (done.failed) {
      const again = "mend that and run the same command again, which goes on from here";
      const title = `${run.stack} was not deployed to the end; ${again}:`;
      throw new Ending(EXIT.refused, [title, ...errorsOf(done)].join("\n"));
    }
    say(`${run.stack}: ${changesOf(done).length === 0 ? "nothing to do" : "done"}`);
  }
}
