import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { changesOf, errorsOf, type DeployOptions } from "../engine/deployer";
import type { PreviewDigest } from "../inventory/preview-json";
import { plannedText } from "../report/deployment";
import { editDescription } from "../system/edit";
import { agreed } from "./ask";
import { type ChosenStack, placedStacks, selected } from "./choose-stacks";
import { projectFolder } from "./describe";
import { refuseFrozen } from "./frozen";
import { onInterrupt } from "./interrupt";
import { Ending, EXIT } from "./outcome";
import { progress } from "./progress";
import { globalStages, type Stage, stagesToStandUp } from "./stand-up";
import { openTarget, type Target, type TargetFlags, withTargetFlags } from "./target";

export interface UpFlags extends TargetFlags {
  readonly global?: boolean;
  readonly stack?: string[];
  readonly yes?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  standby up                          every stack, the home region's first
  standby up us-east1                 stand a region up: its stack, its state, the home region's stack
  standby up --global                 only what is global, while the home region can't be reached
  standby up us-east1 --sandbox       rehearse it on this machine, with no account
  standby up --stack prod --yes       one stack, without a question

Each stack is previewed first. What was cut off is gone on with by running the same command again.

Exit codes: 0 done, 1 refused or failed, 2 bad input.`;

/** `standby up`: deploys stacks, stands a region up, or changes what is global alone. */
export function upCommand(): Command {
  const command = new Command("up")
    .description("Deploy the stacks, or stand a region up; previews and asks before each change")
    .argument("[region]", "region to stand up: deployed, then counted on by the others");
  return withTargetFlags(command)
    .option("--global", "only what is global, with the home region left alone")
    .option("--stack <name...>", "only these stacks")
    .option("--yes", "ask nothing")
    .option("--json", "print what was done as one document")
    .addHelpText("after", EXAMPLES)
    .action(async (region: string | undefined, flags: UpFlags) => {
      const dir = projectFolder(process.cwd());
      await up(dir, region, flags);
    });
}

/** What became of one stage, for programs. */
type Done =
  | { readonly stack: string; readonly changes: PreviewDigest["changeSummary"] }
  | { readonly edited: string; readonly path: string; readonly value: string };

/** Carries `standby up` out. Ends the command where it can't go on. */
export async function up(dir: string, region: string | undefined, flags: UpFlags): Promise<void> {
  const target = openTarget(dir, flags);
  const stages = stagesOf(dir, region, flags, target);
  process.stderr.write(`${target.says}\n`);
  const giveUp = new AbortController();
  const forgo = onInterrupt(() => giveUp.abort());
  const done: Done[] = [];
  try {
    await refuseFrozen(target, placedStacks(dir, target.runs));
    for (const stage of stages) {
      const work = { dir, flags, target, signal: giveUp.signal };
      done.push(stage.kind === "up" ? await deploy(stage, work) : edit(stage, work));
    }
  } catch (error) {
    if (giveUp.signal.aborted) throw new Ending(EXIT.refused, CUT_OFF);
    throw error;
  } finally {
    forgo();
    target.sandbox?.close();
  }
  if (flags.json) {
    const document = {
      engine: target.deployer.engine,
      sandbox: target.sandbox !== undefined,
      done,
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
}

const CUT_OFF = "cut off; run the same command again, and it goes on from here";

function stagesOf(
  dir: string,
  region: string | undefined,
  { global, stack }: UpFlags,
  { runs }: Target,
): readonly Stage[] {
  if (region !== undefined && (global === true || stack !== undefined)) {
    throw new Ending(EXIT.badInput, `"${region}" can't be combined with --global or --stack`);
  }
  if (global === true && stack !== undefined) {
    throw new Ending(
      EXIT.badInput,
      "--global  is the home region's stack alone, and can't be combined with --stack",
    );
  }
  const stacks = placedStacks(dir, runs);
  const [first] = stacks;
  if (!first) throw new Ending(EXIT.badInput, "there is no stack file; write Pulumi.prod.yaml");
  if (global === true) return globalStages(first.topology);
  if (region !== undefined) return stagesToStandUp(first.topology, region);
  const asked = new Set(selected({ ...(stack ? { stack } : {}) }, runs).map((run) => run.region));
  return stacks
    .filter(({ region: here }) => asked.has(here.name) && (stack || here.state !== "lost"))
    .map(({ region: here }) => ({ kind: "up", region: here.name, why: `region ${here.name}` }));
}

interface Work {
  readonly dir: string;
  readonly flags: UpFlags;
  readonly target: Target;
  readonly signal: AbortSignal;
}

type UpStage = Extract<Stage, { kind: "up" }>;
type EditStage = Extract<Stage, { kind: "edit" }>;

async function deploy({ region, under, why }: UpStage, work: Work): Promise<Done> {
  const { target, flags, signal } = work;
  const { run } = stackOf(region, work);
  const { stack } = run;
  const options: DeployOptions = { signal, ...(under === undefined ? {} : { under }) };
  const looked = progress(`previewing ${stack}`);
  const planned = await target.deployer.preview(run, options).finally(looked);
  if (planned.failed) throw failed(stack, "can't be deployed as it is", errorsOf(planned));
  say(flags, plannedText(stack, why, planned.digest));
  if (changesOf(planned).length === 0) return { stack, changes: {} };
  await agreed(`change ${stack}?`, flags.yes);
  const made = progress(`deploying ${stack}`);
  const deployed = await target.deployer.up(run, { ...options, planned: true }).finally(made);
  if (deployed.failed) throw failed(stack, "was not deployed to the end", errorsOf(deployed));
  say(flags, `${stack}: done`);
  return { stack, changes: deployed.digest.changeSummary };
}

/** The stack of a region, by the description as it is at this moment. */
function stackOf(region: string, { dir, target }: Work): ChosenStack {
  const found = placedStacks(dir, target.runs).find(({ run }) => run.region === region);
  if (found) return found;
  throw new Ending(
    EXIT.badInput,
    `no stack file has gcp:region ${region}; write one, such as Pulumi.dr.yaml`,
  );
}

function edit({ path: place, value }: EditStage, { dir, target, flags }: Work): Done {
  const file = target.runs[0]?.system ?? "";
  const full = path.resolve(dir, file);
  writeFileSync(full, editDescription(readFileSync(full, "utf8"), { [place]: value }));
  say(flags, `${file}: ${place} is "${value}" now`);
  return { edited: file, path: place, value };
}

function failed(stack: string, what: string, errors: readonly string[]): Ending {
  const again = "; mend that and run the same command again, which goes on from here";
  return new Ending(EXIT.refused, [`${stack} ${what}${again}:`, ...errors].join("\n"));
}

/** People read it as it comes; programs get one document at the end. */
function say({ json }: UpFlags, text: string): void {
  (json ? process.stderr : process.stdout).write(`${text}\n`);
}
