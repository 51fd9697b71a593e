import path from "node:path";
import { type Command, Option } from "commander";
import type { Deployer, EngineName } from "../engine/deployer";
import { findPulumi } from "../engine/pulumi/cli";
import { PulumiDeployer } from "../engine/pulumi/deployer";
import type { StackRun } from "../engine/stacks";
import { SandboxDeployer } from "../sandbox/deployer";
import { sandboxEnvironment } from "../sandbox/environment";
import { SandboxFolder } from "../sandbox/folder";
import { openSandbox, type Sandbox } from "../sandbox/sandbox";
import { settling } from "../sandbox/settling";
import { chooseRuns } from "./choose-stacks";
import { Ending, EXIT } from "./outcome";
import type { StackFlags } from "./stack-flags";

/** Where a command deploys, and with which engine. */
export interface TargetFlags extends Pick<StackFlags, "system" | "overlay"> {
  readonly sandbox?: boolean;
  readonly engine?: EngineName;
}

/** What a command works on: real projects, or the sandbox. */
export interface Target {
  readonly deployer: Deployer;
  /** All stacks there are. */
  readonly runs: readonly StackRun[];
  /** Set in the sandbox alone. */
  readonly sandbox?: Sandbox;
  /** One line on what is about to be touched. */
  readonly says: string;
}

export const NO_CLI =
  `deploying to Google Cloud takes the Pulumi CLI, and "pulumi" is not on the PATH; install it from ` +
  `https://www.pulumi.com/docs/install, or add --sandbox to rehearse without an account`;

/** Adds the flags to a command. */
export function withTargetFlags(command: Command): Command {
  return command
    .option("--system <file>", "description to read instead of the stack files'")
    .option("--overlay <name>", "environment of the description, instead of the stack files'")
    .option("--sandbox", "work in the sandbox on this machine; nothing real is touched")
    .addOption(
      new Option("--engine <engine>", "pulumi: the CLI; embedded: ours, for the sandbox alone")
        .choices(["pulumi", "embedded"])
        .default(undefined, "pulumi; in the sandbox embedded"),
    );
}

/** Whether the Pulumi CLI is there. */
export function hasCli(): boolean {
  return findPulumi(process.env["PATH"] ?? "") !== undefined;
}

/** Opens what the flags choose. Ends the command where that can't be. */
export function openTarget(dir: string, flags: TargetFlags): Target {
  const store = process.env["STANDBY_SANDBOX"];
  if (flags.sandbox !== true && !store) return real(dir, flags);
  return rehearsal(dir, flags, sandboxFolder(dir, flags));
}

/** The folder of the sandbox that the flags, or the environment, choose: another system has another. */
export function sandboxFolder(dir: string, { system }: Pick<StackFlags, "system">): SandboxFolder {
  const store = process.env["STANDBY_SANDBOX"];
  if (store) return new SandboxFolder(path.dirname(path.resolve(store)));
  const name = system === undefined ? "" : `-${path.basename(system, path.extname(system))}`;
  return new SandboxFolder(path.join(dir, ".standby", `sandbox${name}`));
}

function real(dir: string, flags: TargetFlags): Target {
  if (flags.engine === "embedded") {
    throw new Ending(
      EXIT.badInput,
      `--engine  "embedded" never talks to Google Cloud; leave it out, or add --sandbox`,
    );
  }
  if (!hasCli()) throw new Ending(EXIT.refused, NO_CLI);
  const runs = chooseRuns(dir, flags);
  const projects = [...new Set(runs.map(({ project }) => project))].join(", ");
  return {
    deployer: new PulumiDeployer({ dir, env: process.env }),
    runs,
    says: `on Google Cloud, project ${projects}, with the Pulumi CLI`,
  };
}

function rehearsal(dir: string, flags: TargetFlags, folder: SandboxFolder): Target {
  const engine = flags.engine ?? folder.engine ?? "embedded";
  const runs = folder.prepare(dir, chooseRuns(dir, flags));
  folder.claim(engine);
  const sandbox = openSandbox({ file: folder.store });
  const where = path.relative(process.cwd(), folder.folder) || ".";
  const stale = folder
    .changedOutside(dir)
    .map((system) => `\n  ${system} has changed since; "standby sandbox reset" takes it anew`);
  return {
    deployer:
      engine === "embedded"
        ? new SandboxDeployer({ dir, states: folder.states, sandbox })
        : settling(
            new PulumiDeployer({
              dir: folder.folder,
              env: sandboxEnvironment(folder, process.env),
              makesStacks: true,
            }),
            sandbox,
          ),
    runs,
    sandbox,
    says:
      `IN THE SANDBOX, nothing real is touched: ${where}, ${engine} engine, ` +
      `with its own copy of the description${stale.join("")}`,
  };
}
