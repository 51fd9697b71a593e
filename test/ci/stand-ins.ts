import { execFile, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PROJECT } from "../docs/markdown";

export interface Ran {
  readonly code: number;
  readonly out: string;
}

/** A folder with commands that stand in for the real ones, and write down how they were called. */
export class StandIns {
  readonly folder = mkdtempSync(path.join(tmpdir(), "standby-ci-"));
  readonly #bin = path.join(this.folder, "bin");
  #project = PROJECT;

  constructor() {
    mkdirSync(this.#bin);
  }

  /** Whose scripts are run from now on, and where; else the project's own. */
  work(project: string): void {
    this.#project = project;
  }

  /** `body` is what a shell does when the command is called. */
  command(name: string, body: string): void {
    const file = path.join(this.#bin, name);
    writeFileSync(file, `#!/usr/bin/env bash\necho "${name} $*" >> "${this.#log}"\n${body}\n`);
    chmodSync(file, 0o755);
  }

  /** How all commands were called, in their order. */
  calls(): readonly string[] {
    return existsSync(this.#log) ? readFileSync(this.#log, "utf8").trim().split("\n") : [];
  }

  write(name: string, text: string): string {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
    return new Promise((resolve) => {
      const options = { env: this.#env(env), cwd: this.folder };
      execFile(path.join(this.#project, script), args, options, (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : error ? 1 : 0;
        resolve({ code, out: `${stdout}${stderr}` });
      });
    });
  }

  /** Runs one command where the scripts are, as a step of a workflow does. */
  shell(command: string, env: NodeJS.ProcessEnv = {}): Promise<Ran> {
    const options = { env: this.#env(env), cwd: this.#project };
    return new Promise((resolve) => {
      execFile("bash", ["-e", "-c", command], options, (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : error ? 1 : 0;
        resolve({ code, out: `${stdout}${stderr}` });
      });
    });
  }

  /** Starts a script and leaves it running. */
  start(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return spawn(path.join(this.#project, script), args, {
      env: this.#env(env),
      cwd: this.folder,
      stdio: "ignore",
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  get #log(): string {
    return path.join(this.folder, "calls");
  }

  #env(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const { PATH } = process.env;
    return { PATH: `${this.#bin}:${PATH}`, HOME: this.folder, NO_COLOR: "1", ...env };
  }
}
