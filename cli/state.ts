import path from "node:path";
import { Command } from "commander";
import colors from "picocolors";
import { EngineError } from "../engine/deployer";
import { readState } from "../engine/pulumi/read-state";
import { type StateBucket, type StateCheck, verifyState } from "../recovery/verify-state";
import { at, Refused, type Rest, textAt } from "../recovery/execute/rest";
import { sandboxEnvironment } from "../sandbox/environment";
import { stateText } from "../report/state";
import { type ChosenStack, placedStacks, selected } from "./choose-stacks";
import { projectFolder } from "./describe";
import { emulatedRest, googleRest } from "./look";
import { Ending, EXIT } from "./outcome";
import { progress } from "./progress";
import { openTarget, sandboxFolder, type TargetFlags, withTargetFlags } from "./target";

interface StateFlags extends TargetFlags {
  readonly stack?: string[];
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  standby state verify                    every stack's state, without the home region
  standby state verify --stack prod --json

It reads the states with the Pulumi CLI, has all their secrets opened, and refuses every host of the
home region meanwhile. It looks where the bucket and the key are. Nothing of what a state holds is
printed or kept, and nothing is changed.

Exit codes: 0 it can, 1 it can't, 2 bad input, 3 something couldn't be seen.`;

/** `standby state verify`: whether states can be read and opened while the home region is gone. */
export function stateCommand(): Command {
  const verify = withTargetFlags(
    new Command("verify").description(
      "Read every state and open its secrets without the home region",
    ),
  )
    .option("--stack <name...>", "only these stacks")
    .option("--json", "print it as data")
    .addHelpText("after", EXAMPLES)
    .action((flags: StateFlags) => verifyStates(projectFolder(process.cwd()), flags));
  return new Command("state").description("Look after the states").addCommand(verify);
}

/** What was found of one stack. */
export interface Verified {
  readonly stack: string;
  readonly checks: readonly StateCheck[];
}

async function verifyStates(dir: string, flags: StateFlags): Promise<void> {
  const target = openTarget(dir, { ...flags, ...(flags.sandbox ? { engine: "pulumi" } : {}) });
  try {
    const chosen = selected(flags, target.runs);
    const stacks = placedStacks(dir, target.runs).filter(({ run }) =>
      chosen.some(({ stack }) => stack === run.stack),
    );
    const from = target.sandbox ? inSandbox(dir, flags) : { dir, env: process.env };
    const verified: Verified[] = [];
    for (const stack of stacks) verified.push(await verifyOne(stack, from));
    const text = flags.json ? JSON.stringify(verified, null, 2) : stateText(verified, colors);
    process.stdout.write(`${text}\n`);
    const outcomes = verified.flatMap(({ checks }) => checks.map(({ outcome }) => outcome));
    if (outcomes.includes("broken")) throw new Ending(EXIT.refused, "");
    if (outcomes.includes("unclear")) throw new Ending(EXIT.inconclusive, "");
  } finally {
    target.sandbox?.close();
  }
}

interface From {
  readonly dir: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

function inSandbox(dir: string, flags: StateFlags): From {
  const folder = sandboxFolder(dir, flags);
  return { dir: folder.folder, env: sandboxEnvironment(folder, process.env) };
}

/** As Google's own libraries do: with a stand-in for Cloud Storage where one is named. */
function bucketRest(): Rest | Promise<Rest> {
  return process.env["STORAGE_EMULATOR_HOST"] ? emulatedRest() : googleRest();
}

async function verifyOne({ run, topology }: ChosenStack, { dir, env }: From): Promise<Verified> {
  const done = progress(`reading the state of ${run.stack}`);
  try {
    const { home } = topology;
    const seen = await readState({ dir: path.resolve(dir), env, stack: run.stack, without: home });
    const name = /^gs:\/\/([^/?]+)/.exec(seen.backend)?.[1];
    const bucket = name === undefined ? {} : { bucket: await bucketOf(name) };
    return {
      stack: run.stack,
      checks: verifyState({ stack: run.stack, ...seen, ...bucket }, home),
    };
  } catch (error) {
    throw error instanceof EngineError ? new Ending(EXIT.refused, error.message) : error;
  } finally {
    done();
  }
}

/** What Cloud Storage says of the bucket, or why it says nothing. */
async function bucketOf(name: string): Promise<StateBucket | string> {
  try {
    const host = process.env["STORAGE_EMULATOR_HOST"];
    const base = host ? `http://${host}` : "https://storage.googleapis.com";
    const rest = await bucketRest();
    const found = await rest.ask("GET", `${base}/storage/v1/b/${name}`, { attempts: 2 });
    const places = at(found, "customPlacementConfig.dataLocations");
    return {
      name,
      location: textAt(found, "location"),
      dataLocations: Array.isArray(places) ? places.map(String) : [],
      turbo: textAt(found, "rpo") === "ASYNC_TURBO",
      versions: at(found, "versioning.enabled") === true,
      retention: at(found, "retentionPolicy") !== undefined,
    };
  } catch (error) {
    if (error instanceof Refused) return `${error.status} ${error.message}`;
    throw error;
  }
}
