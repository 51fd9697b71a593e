import { readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import colors from "picocolors";
import { runProgram } from "../engine/embedded/run-program";
import { KEYS } from "../engine/stacks";
import { checkInventory } from "../inventory/check";
import { type FieldRules, loadFieldRules } from "../inventory/fields/rules";
import { mergePreviews, toPreview } from "../inventory/preview-json";
import { evaluate, type PolicyResult } from "../policy/evaluate";
import { situationOf } from "../policy/situation";
import { previewText, type StackPreview } from "../report/preview";
import { type ChosenStack, chooseStacks } from "./choose-stacks";
import { projectFolder } from "./describe";
import { Ending, EXIT } from "./outcome";
import { progress } from "./progress";
import { type StackFlags, type WhatIf, whatIfOf, withStackFlags } from "./stack-flags";

interface PreviewFlags extends StackFlags {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  standby preview                                      both stacks, as described
  standby preview --standby cold                       what cold standby would be
  standby preview --state us-east1=standing --primary us-east1
  standby preview --overlay staging                    another environment of the same system
  standby preview --what-if services.web.load.peak='3000 rps'
  standby preview --json | jq .changeSummary           as pulumi preview --json prints it

Exit codes: 0 no problems, 1 problems found, 2 bad input.`;

/** `standby preview`: what the stacks would register, checked, with no account and no network. */
export function previewCommand(): Command {
  const command = new Command("preview").description(
    "Show and check what every stack would register; needs no CLI, account or network",
  );
  return withStackFlags(command)
    .option("--json", "print the document that pulumi preview --json prints")
    .addHelpText("after", EXAMPLES)
    .action(preview);
}

async function preview(flags: PreviewFlags): Promise<void> {
  const dir = projectFolder(process.cwd());
  const whatIf = whatIfOf(flags);
  const chosen = chooseStacks(dir, flags, whatIf);
  const runs = chosen.map(({ run }) => run);
  const done = progress(`previewing ${runs.map(({ stack }) => stack).join(", ")}`);
  const rules = fieldRules();
  const previews = await Promise.all(
    chosen.map((stack) => previewStack(dir, stack, whatIf, rules)),
  ).finally(done);
  const policies = heldAgainstRules(chosen, previews);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(mergePreviews(previews.map(({ inventory }) => toPreview(inventory))), null, 2)}\n`
      : `${previewText(previews, policies, colors)}\n`,
  );
  const errors = [...previews.map(({ check }) => check), ...policies]
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new Ending(
      EXIT.refused,
      flags.json ? `${errors.length} problems; see them without --json` : "",
    );
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
    throw new Ending(EXIT.badInput, `${run.stack}: ${said.join("\n")}`);
  }
  return { topology, region, inventory, check: checkInventory(inventory, rules) };
}

/** Holds each system's stacks together against the reliability rules, as of today. */
function heldAgainstRules(
  chosen: readonly ChosenStack[],
  previews: readonly StackPreview[],
): readonly PolicyResult[] {
  const today = new Date().toISOString().slice(0, "2027-01-31".length);
  const systems = new Map<string, StackPreview[]>();
  for (const [index, { run }] of chosen.entries()) {
    const preview = previews[index];
    const key = [run.system, run.overlay, run.project].join("\n");
    if (preview) systems.set(key, [...(systems.get(key) ?? []), preview]);
  }
  return [...systems.values()].flatMap((stacks) => {
    const held = stacks.map(({ region, inventory }) => ({ region: region.name, inventory }));
    const [first] = stacks;
    return first ? [evaluate(held, situationOf(first.topology.system), today)] : [];
  });
}

function fieldRules(): FieldRules {
  const file = (name: string) =>
    readFileSync(path.join(__dirname, "../inventory/fields", name), "utf8");
  return loadFieldRules(file("google.tsv"), file("declared.tsv"));
}
