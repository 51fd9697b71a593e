import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { Command, Option } from "commander";
import type { EngineName } from "../engine/deployer";
import { readProject } from "../engine/project";
import { findPulumi, runCli } from "../engine/pulumi/cli";
import type { StackRun } from "../engine/stacks";
import { sandboxEnvironment } from "../sandbox/environment";
import type { SandboxFolder } from "../sandbox/folder";
import { EPOCH } from "../sandbox/clock";
import { openSandbox } from "../sandbox/sandbox";
import { chooseRuns, placedStacks } from "./choose-stacks";
import { projectFolder } from "./describe";
import { Ending, EXIT } from "./outcome";
import type { StackFlags } from "./stack-flags";
import { sandboxFolder } from "./target";
import { tour } from "./tour";

type SandboxFlags = Pick<StackFlags, "system" | "overlay">;

const EXAMPLES = `
Examples:
  standby sandbox -- pulumi up -s prod     the real CLI, in the sandbox
  standby sandbox -- standby up us-east1   any command, as with its --sandbox
  standby sandbox tour                     both stacks up, from nothing, step by step
  standby sandbox status                   what it holds, and whose it is
  standby sandbox lose us-central1         nothing in that region answers any more
  standby sandbox back us-central1         it is there again
  standby sandbox reset                    take it away

A command runs in the sandbox's folder, which has its own stack files and its own copy of the
description, without credentials of any account.

Exit codes: 0 done, or the command's own, 1 refused, 2 bad input.`;

/** `standby sandbox`: runs commands in the sandbox, shows it, takes it away. */
export function sandboxCommand(): Command {
  const command = new Command("sandbox")
    .description("Run a command in the sandbox, a stand-in for Google Cloud on this machine")
    .argument("[command...]", "command and its arguments, after --")
    .addHelpText("afterAll", EXAMPLES);
  withSystem(command).action(async (words: string[], flags: SandboxFlags) => {
    const [program, ...args] = words;
    if (program === undefined) throw new Ending(EXIT.badInput, `name a command after "--"`);
    process.exitCode = await runInSandbox(projectFolder(process.cwd()), program, args, flags);
  });
  command.addCommand(
    withSystem(new Command("status").description("What it holds, and whose it is")).action(status),
  );
  command.addCommand(withSystem(new Command("reset").description("Take it away")).action(reset));
  command.addCommand(
    withSystem(new Command("lose").description("Let a region be gone, until it is back"))
      .argument("<region>", "region that answers nothing any more")
      .action((region: string, _: object, asked: Command) => lose(region, true, asked)),
  );
  command.addCommand(
    withSystem(new Command("back").description("Let a lost region be there again"))
      .argument("<region>", "region that was lost")
      .action((region: string, _: object, asked: Command) => lose(region, false, asked)),
  );
  command.addCommand(
    withSystem(new Command("tour").description("Bring both stacks up from nothing, step by step"))
      .addOption(
        new Option("--engine <engine>").choices(["pulumi", "embedded"]).default("embedded"),
      )
      .action((_: object, asked: Command) => {
        const flags: SandboxFlags & { engine: EngineName } = asked.optsWithGlobals();
        return tour(projectFolder(process.cwd()), flags);
      }),
  );
  return command;
}

function withSystem(command: Command): Command {
  return command
    .option("--system <file>", "description to take instead of the stack files'")
    .option("--overlay <name>", "environment of the description");
}

async function runInSandbox(
  dir: string,
  program: string,
  args: readonly string[],
  flags: SandboxFlags,
): Promise<number> {
  const folder = sandboxFolder(dir, flags);
  const runs = folder.prepare(dir, chooseRuns(dir, flags));
  const isCli = program === "pulumi";
  if (isCli) folder.claim("pulumi");
  const env = sandboxEnvironment(folder, process.env);
  if (isCli) await makeStacks(folder, runs, env);
  const projects = [...new Set(runs.map(({ project }) => project))].join(", ");
  process.stderr.write(
    `THIS IS THE SANDBOX: project ${projects} is not real, and nothing real is touched or reached\n`,
  );
  // "standby" is this program, wherever it was started from; it works on the project, not on the copy.
  const [start, words, cwd] =
    program === "standby"
      ? [process.execPath, [path.join(__dirname, "../bin/standby.js"), ...args], dir]
      : [program, args, folder.folder];
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(start, words, { cwd, env, stdio: "inherit" });
    child.on("error", (error) => reject(new Ending(EXIT.badInput, notStarted(program, error))));
    child.on("exit", (ended) => resolve(ended ?? EXIT.refused));
  });
  if (isCli) settle(folder);
  return code;
}

function notStarted(program: string, error: Error): string {
  const isMissing = "code" in error && error.code === "ENOENT";
  return isMissing
    ? `"${program}" is neither on the PATH nor one of status, lose, back, tour, reset; name a command after "--"`
    : `${program}: ${error.message}`;
}

/** Makes the stacks that aren't there yet, so that `pulumi up -s prod` is all that has to be typed. */
async function makeStacks(
  { folder }: SandboxFolder,
  runs: readonly StackRun[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const pulumi = findPulumi(env["PATH"] ?? "");
  if (pulumi === undefined) {
    throw new Ending(
      EXIT.refused,
      `"pulumi" is not on the PATH; "standby up --sandbox" needs none`,
    );
  }
  const { name } = readProject(folder);
  for (const { stack } of runs) {
    const state = path.join(folder, "pulumi", ".pulumi", "stacks", name, `${stack}.json`);
    if (existsSync(state)) continue;
    const words = ["stack", "init", stack, "--no-select", "--non-interactive"];
    const { code, stderr } = await runCli(pulumi, words, { dir: folder, env });
    if (code !== 0 && !stderr.includes("already exists")) {
      throw new Ending(EXIT.refused, `pulumi stack init ${stack}: ${stderr.trim()}`);
    }
  }
}

/** What the CLI has begun is over for whoever looks next, as after a deployment of ours. */
function settle(folder: SandboxFolder): void {
  if (!existsSync(folder.store)) return;
  const sandbox = openSandbox({ file: folder.store });
  sandbox.transact((cloud) => cloud.settle());
  sandbox.close();
}

function status(_: object, command: Command): void {
  const dir = projectFolder(process.cwd());
  const flags: SandboxFlags = command.optsWithGlobals();
  const folder = sandboxFolder(dir, flags);
  const where = path.relative(process.cwd(), folder.folder);
  if (!folder.exists) {
    process.stdout.write(`${where}: not there; "standby up --sandbox" makes it\n`);
    return;
  }
  const runs = folder.prepare(dir, chooseRuns(dir, flags));
  const stacks = placedStacks(dir, runs).map(
    ({ run, region }) => `  ${run.stack}  ${run.region}: ${region.state}, ${region.role}`,
  );
  const sandbox = openSandbox({ file: folder.store });
  const held = sandbox.transact((cloud) => ({
    things: [...cloud.all()].length,
    now: new Date(EPOCH + cloud.now).toISOString(),
  }));
  sandbox.close();
  const stale = folder
    .changedOutside(dir)
    .map((system) => `  ${system} has changed since the copy`);
  process.stdout.write(
    `${[
      `${where}: ${folder.engine ?? "no"} engine's, ${held.things} resources, its time ${held.now}`,
      ...stacks,
      ...stale,
    ].join("\n")}\n`,
  );
}

/** Ten minutes pass: users, probes and replicas have noticed. */
const NOTICED = 10 * 60_000;

function lose(region: string, gone: boolean, command: Command): void {
  const dir = projectFolder(process.cwd());
  const flags: SandboxFlags = command.optsWithGlobals();
  const folder = sandboxFolder(dir, flags);
  if (!folder.exists) {
    throw new Ending(
      EXIT.refused,
      `the sandbox is empty; stand a system up first: standby up --sandbox`,
    );
  }
  const stacks = placedStacks(dir, folder.prepare(dir, chooseRuns(dir, flags)));
  const regions = stacks.map((stack) => stack.run.region);
  if (!regions.includes(region)) {
    throw new Ending(EXIT.badInput, `"${region}" is not one of ${regions.join(", ")}`);
  }
  const sandbox = openSandbox({ file: folder.store });
  sandbox.transact((cloud) => {
    const id = `lost ${region}`;
    if (gone) cloud.faults.inject(id, { kind: "region-loss", region, calls: "fail" });
    else cloud.faults.heal(id);
    cloud.advanceTo(cloud.now + NOTICED);
  });
  sandbox.close();
  process.stdout.write(`${region} is ${gone ? "lost" : "back"}\n`);
}

function reset(_: object, command: Command): void {
  const dir = projectFolder(process.cwd());
  const folder = sandboxFolder(dir, command.optsWithGlobals<SandboxFlags>());
  const left = folder.reset();
  const where = path.relative(process.cwd(), folder.folder) || ".";
  const rest = left.length === 0 ? "" : `, but for what isn't the sandbox's: ${left.join(", ")}`;
  process.stdout.write(`${where} is gone${rest}\n`);
}
