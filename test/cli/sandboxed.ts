import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { Status } from "../../recovery/machine/status";
import { openSandbox } from "../../sandbox/sandbox";
import { standing } from "../sandbox/circle/same";
import { PROJECT } from "../stacks/runs";
import { spawnable, standby } from "./run-standby";

/** A sandbox's folder and the commands that are run in it, as a person runs them. */
export class Sandboxed {
  readonly folder: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor(name: string, env: NodeJS.ProcessEnv = {}) {
    this.folder = path.join(PROJECT, ".standby", `test-${name}-${process.pid}`);
    this.#env = env;
  }

  /** The cloud's file. */
  get store(): string {
    return path.join(this.folder, "cloud.jsonl");
  }

  /** Another that is as this one is now. */
  fork(name: string): Sandboxed {
    const other = new Sandboxed(name, this.#env);
    cpSync(this.folder, other.folder, {
      recursive: true,
      filter: (file) => !file.includes(".lock"),
    });
    return other;
  }

  run(...args: string[]) {
    return standby(args, this.#environment);
  }

  /** A command that runs beside the test. */
  begin(...args: string[]): ChildProcess {
    return spawn(...spawnable(args, this.#environment));
  }

  /** Begins a command and kills it once it has said something; the signal that ended it. */
  async killedAfter(said: string, ...args: string[]): Promise<NodeJS.Signals | null> {
    const child = this.begin(...args);
    await saying(child, said);
    child.kill("SIGKILL");
    await once(child, "close");
    return child.signalCode;
  }

  get #environment(): NodeJS.ProcessEnv {
    return { ...this.#env, STANDBY_SANDBOX: this.store };
  }

  /** A command that has to work; what it prints. */
  done(...args: string[]): string {
    const { status, stdout, stderr } = this.run(...args);
    expect([args.join(" "), status, status === 0 ? "" : stderr + stdout]).toEqual([
      args.join(" "),
      0,
      "",
    ]);
    return stdout;
  }

  status(): Status {
    return JSON.parse(this.run("status", "--json").stdout) as Status; // its own test holds the form
  }

  description(): string {
    return readFileSync(path.join(this.folder, "systems/online-bank.yaml"), "utf8");
  }

  /** What stands in the cloud. */
  cloud() {
    const sandbox = openSandbox({ file: this.store });
    const found = sandbox.transact(standing);
    sandbox.close();
    return found;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits until a process has said something on its way. @throws Error if it ends without */
export async function saying({ stderr }: ChildProcess, said: string): Promise<void> {
  let heard = "";
  for await (const part of stderr ?? []) {
    heard += String(part);
    if (heard.includes(said)) return;
  }
  throw new Error(`it ended without saying "${said}":\n${heard}`);
}
