import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PASSPHRASE } from "../../sandbox/deployer";
import { sandboxEnvironment } from "../../sandbox/environment";
import { SandboxFolder } from "../../sandbox/folder";
import { openSandbox, type Sandbox } from "../../sandbox/sandbox";
import { setConfig } from "../engine/real-cli";
import { cleanClone, commit } from "./clean-clone";
import type { Ran } from "./stand-ins";

export const SANDBOX_PROJECT = "sandbox-example-bank-prod";
const STACKS = ["prod", "dr"] as const;

/**
 * A clean clone whose real CLI deploys into a sandbox beside it. Both read the clone's description,
 * and a recovery writes to it. A copy goes on by itself.
 */
export class Standing {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** With the stacks made, and nothing deployed yet. */
  static async open(): Promise<Standing> {
    const standing = Standing.bare();
    await standing.makeStacks();
    return standing;
  }

  /** Without the stacks: their states may be somewhere else. */
  static bare(): Standing {
    const standing = new Standing(mkdtempSync(path.join(tmpdir(), "standby-standing-")));
    cleanClone(standing.folder);
    const { folder } = standing.#sandbox;
    mkdirSync(path.join(folder, "systems"), { recursive: true });
    mkdirSync(path.join(standing.folder, "bin"));
    symlinkSync(
      path.join("../../project/systems/online-bank.yaml"),
      path.join(folder, "systems/online-bank.yaml"),
    );
    writeFileSync(path.join(folder, "sandbox.json"), `{"engine":"pulumi","systems":{}}\n`);
    return standing;
  }

  async makeStacks(env: NodeJS.ProcessEnv = {}): Promise<void> {
    for (const stack of STACKS) {
      const file = path.join(this.clone, `Pulumi.${stack}.yaml`);
      setConfig(file, { "gcp:project": SANDBOX_PROJECT });
      const made = await this.run("pulumi", ["stack", "init", stack, "--non-interactive"], env);
      if (made.code !== 0) throw new Error(made.out);
      cpSync(file, path.join(this.#sandbox.folder, `Pulumi.${stack}.yaml`));
    }
    commit(this.clone, "Make the stacks");
  }

  /** The same as it is now, for one test to change. */
  copy(): Standing {
    const folder = mkdtempSync(path.join(tmpdir(), "standby-standing-"));
    cpSync(this.folder, folder, { recursive: true, verbatimSymlinks: true });
    return new Standing(folder);
  }

  get clone(): string {
    return path.join(this.folder, "project");
  }

  /** The folder of the states. */
  get states(): string {
    return path.join(this.folder, "sandbox/pulumi");
  }

  get env(): NodeJS.ProcessEnv {
    const env = sandboxEnvironment(this.#sandbox, process.env);
    const PATH = [path.join(this.folder, "bin"), env["PATH"]].join(path.delimiter);
    return { ...env, PATH, HOME: this.folder, NO_COLOR: "1", PULUMI_CONFIG_PASSPHRASE: PASSPHRASE };
  }

  get #sandbox(): SandboxFolder {
    return new SandboxFolder(path.join(this.folder, "sandbox"));
  }

  /** A command that stands in for a real one; `$HERE` is this folder. */
  command(name: string, body: string): void {
    const file = path.join(this.folder, "bin", name);
    writeFileSync(file, `#!/usr/bin/env bash\n${body}\n`, { mode: 0o755 });
  }

  /** Runs a command, or one of the clone's scripts, in the clone. */
  run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
    const options = {
      ...{ cwd: this.clone, maxBuffer: 2 ** 28 },
      env: { ...this.env, HERE: this.folder, ...env },
    };
    const [file, words] = command.startsWith(".ci/")
      ? [path.join(this.clone, command), args]
      : [command, args];
    return new Promise((resolve) => {
      execFile(file, words, options, (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : error ? 1 : 0;
        resolve({ code, out: `${stdout}${stderr}` });
      });
    });
  }

  /** What is secret in a stack's state, opened; a certificate is for everybody. */
  async secrets(stack: string, env: NodeJS.ProcessEnv = {}): Promise<readonly string[]> {
    const { out } = await this.run(
      "pulumi",
      ["stack", "export", "--stack", stack, "--show-secrets"],
      env,
    );
    // Each stands there as JSON inside of JSON; short ones could be anything.
    return [...out.matchAll(/"plaintext": "(?:\\")?([^"\\]{12,})/g)].flatMap(([, text = ""]) =>
      text.startsWith("-----BEGIN CERTIFICATE") ? [] : [text],
    );
  }

  /** Lets time pass until all that was begun is over: instances have booted, checks have passed. */
  settle(): void {
    this.inSandbox((sandbox) => sandbox.transact((cloud) => cloud.settle()));
  }

  /** Does something to the cloud itself. */
  inSandbox<Result>(work: (sandbox: Sandbox) => Result): Result {
    const sandbox = openSandbox({ file: this.#sandbox.store });
    try {
      return work(sandbox);
    } finally {
      sandbox.close();
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
