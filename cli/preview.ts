import { readFileSync } from "node:fs";
import path from "node:path";
import { Command, Option } from "commander";
import colors from "picocolors";
import { runProgram } from "../engine/embedded/run-program";
import { readStacks } from "../engine/project";
import { fromProject, KEYS, runsOfSystem, type StackRun, stackRuns } from "../engine/stacks";
import { checkInventory } from "../inventory/check";
import { type FieldRules, loadFieldRules } from "../inventory/fields/rules";
import { mergePreviews, toPreview } from "../inventory/preview-json";
import { previewText, type StackPreview } from "../report/preview";
import type { Problem } from "../system/problem";
import type { Topology } from "../topology/model";
import { projectFolder, readDescription, systemOf, topologiesOf } from "./describe";
import { Ending, EXIT } from "./outcome";
import { progress } from "./progress";

interface PreviewFlags {
  readonly system?: string;
  readonly stack?: string[];
  readonly standby?: string;
  readonly primary?: string;
  readonly state?: Readonly<Record<string, string>>;
  readonly whatIf?: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  standby preview                                      both stacks, as described
  standby preview --standby cold                       what cold standby would be
  standby preview --state us-east1=standing --primary us-east1
  standby preview --what-if services.web.load.peak='3000 rps'
  standby preview --json | jq .changeSummary           as pulumi preview --json prints it

Exit codes: 0 no problems, 1 problems found, 2 bad input.`;

/** `standby preview`: what the stacks would register, checked, with no account and no network. */
export function previewCommand(): Command {
  return new Command("preview")
    .description("Show and check what every stack would register; needs no CLI, account or network")
    .addOption(
      new Option(
        "--system <file>",
        "description to preview instead of the stack files': its home region as prod, the other as dr",
      ),
    )
    .addOption(new Option("--stack <name...>", "only these stacks"))
    .addOption(new Option("--standby <mode>", "cold, warm or hot, instead of the described mode"))
    .addOption(
      new Option(
        "--primary <region>",
        "region that takes the writes, instead of the described one",
      ),
    )
    .addOption(
      new Option("--state <region=state>", "planned, standing or lost; may be repeated").argParser(
        pair,
      ),
    )
    .addOption(
      new Option(
        "--what-if <path=value>",
        "any value of the description; may be repeated",
      ).argParser(pair),
    )
    .addOption(new Option("--json", "print the document that pulumi preview --json prints"))
    .addHelpText("after", EXAMPLES)
    .action(preview);
}

async function preview(flags: PreviewFlags): Promise<void> {
  const dir = projectFolder(process.cwd());
  const whatIf = whatIfOf(flags);
  const runs = selected(flags, chosenRuns(dir, flags, whatIf));
  const topologies = topologiesOf(dir, runs, whatIf);
  const done = progress(`previewing ${runs.map(({ stack }) => stack).join(", ")}`);
  const rules = fieldRules();
  const previews = await Promise.all(
    runs.map((run, index) => previewStack(dir, run, topologies[index], whatIf, rules)),
  ).finally(done);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(mergePreviews(previews.map(({ inventory }) => toPreview(inventory))), null, 2)}\n`
      : `${previewText(previews, colors)}\n`,
  );
  const errors = previews
    .flatMap(({ check }) => check.findings)
    .filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new Ending(
      EXIT.refused,
      flags.json ? `${errors.length} problems; see them without --json` : "",
    );
}

async function previewStack(
  dir: string,
  run: StackRun,
  topology: Topology | undefined,
  whatIf: Readonly<Record<string, string>> | undefined,
  rules: FieldRules,
): Promise<StackPreview> {
  const region = topology?.regions[run.region];
  if (!topology || !region) {
    const known = Object.keys(topology?.regions ?? {}).join(", ");
    throw new Ending(
      EXIT.badInput,
      `Pulumi.${run.stack}.yaml: ${KEYS.region}  "${run.region}" is not one of ${known}`,
    );
  }
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

function chosenRuns(
  dir: string,
  { system }: PreviewFlags,
  whatIf: Readonly<Record<string, string>> | undefined,
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
  const { home, regions } = systemOf({
    path: system,
    text: readDescription(dir, file),
    ...(whatIf ? { whatIf } : {}),
  });
  return runsOfSystem(files, file, home, Object.keys(regions));
}

function selected({ stack }: PreviewFlags, runs: readonly StackRun[]): readonly StackRun[] {
  const known = runs.map((run) => run.stack);
  const strange = stack?.find((name) => !known.includes(name));
  if (strange !== undefined) {
    throw new Ending(EXIT.badInput, `--stack  "${strange}" is not one of ${known.join(", ")}`);
  }
  return stack ? runs.filter((run) => stack.includes(run.stack)) : runs;
}

function whatIfOf({
  standby,
  primary,
  state,
  whatIf,
}: PreviewFlags): Readonly<Record<string, string>> | undefined {
  const values = {
    ...whatIf,
    ...(standby === undefined ? {} : { standby }),
    ...(primary === undefined ? {} : { primary }),
    ...Object.fromEntries(
      Object.entries(state ?? {}).map(([region, value]) => [`regions.${region}.state`, value]),
    ),
  };
  return Object.keys(values).length > 0 ? values : undefined;
}

function pair(
  text: string,
  earlier: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw new Ending(
      EXIT.badInput,
      `"${text}" has no "="; write the name, "=" and the value, such as us-east1=standing`,
    );
  }
  return { ...earlier, [key]: value };
}

function fieldRules(): FieldRules {
  const file = (name: string) =>
    readFileSync(path.join(__dirname, "../inventory/fields", name), "utf8");
  return loadFieldRules(file("google.tsv"), file("declared.tsv"));
}
