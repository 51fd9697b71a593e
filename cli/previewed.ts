import { readFileSync } from "node:fs";
import path from "node:path";
import { REFUSED } from "../assessment/gate";
import { runProgram } from "../engine/embedded/run-program";
import { KEYS } from "../engine/stacks";
import { checkInventory } from "../inventory/check";
import { type FieldRules, loadFieldRules } from "../inventory/fields/rules";
import type { StackInventory } from "../policy/context";
import { type Situation, situationOf } from "../policy/situation";
import { type Survival, survivalOf } from "../policy/survival/survive";
import type { StackPreview } from "../report/preview";
import { type ChosenStack, chooseStacks } from "./choose-stacks";
import { Ending, EXIT } from "./outcome";
import { progress } from "./progress";
import { today } from "./today";
import { type StackFlags, type WhatIf, whatIfOf } from "./stack-flags";

/** The chosen stacks of one system, previewed. */
export interface PreviewedSystem {
  readonly situation: Situation;
  readonly stacks: readonly StackInventory[];
  /** None where a stack of the system wasn't chosen. */
  readonly survival?: Survival;
}

/** What the chosen stacks would register. Ends the command where a program fails. */
export async function previewStacks(
  dir: string,
  flags: StackFlags,
): Promise<{ previews: readonly StackPreview[]; systems: readonly PreviewedSystem[] }> {
  const whatIf = whatIfOf(flags);
  const chosen = chooseStacks(dir, flags, whatIf);
  const done = progress(`previewing ${chosen.map(({ run }) => run.stack).join(", ")}`);
  const rules = fieldRules();
  const previews = await Promise.all(
    chosen.map((stack) => previewStack(dir, stack, whatIf, rules)),
  ).finally(done);
  return { previews, systems: systemsOf(chosen, previews) };
}

async function previewStack(
  dir: string,
  { run, topology, region }: ChosenStack,
  whatIf: WhatIf | undefined,
  rules: FieldRules,
): Promise<StackPreview> {
  const config = whatIf ? { ...run.config, [KEYS.whatIf]: JSON.stringify(whatIf) } : run.config;
  const { inventory, diagnostics, failed } = await runProgram({
    dir,
    stack: run.stack,
    config,
    secretKeys: [...run.secretKeys],
  });
  if (failed) {
    const said = diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message);
    // Nothing is wrong with the input: a gate that was asked to has refused it.
    const code = said.some((message) => message.includes(REFUSED)) ? EXIT.refused : EXIT.badInput;
    throw new Ending(code, `${run.stack}: ${said.join("\n")}`);
  }
  return { topology, region, inventory, check: checkInventory(inventory, rules) };
}

/** Stacks of one description belong together. */
function systemsOf(
  chosen: readonly ChosenStack[],
  previews: readonly StackPreview[],
): readonly PreviewedSystem[] {
  const systems = new Map<string, StackPreview[]>();
  for (const [index, { run }] of chosen.entries()) {
    const preview = previews[index];
    const key = [run.system, run.overlay, run.project].join("\n");
    if (preview) systems.set(key, [...(systems.get(key) ?? []), preview]);
  }
  return [...systems.values()].flatMap((found) => {
    const [first] = found;
    if (!first) return [];
    const stacks = found.map(({ region, inventory }) => ({ region: region.name, inventory }));
    const situation = situationOf(first.topology.system);
    const isWhole = Object.keys(situation.regions).length === stacks.length;
    return [
      {
        situation,
        stacks,
        ...(isWhole ? { survival: survivalOf(stacks, situation, today()) } : {}),
      },
    ];
  });
}

/** What is known of all kinds' inputs. */
export function fieldRules(): FieldRules {
  const file = (name: string) =>
    readFileSync(path.join(__dirname, "../inventory/fields", name), "utf8");
  return loadFieldRules(file("google.tsv"), file("declared.tsv"));
}
