import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import {
  configOf,
  environmentOf,
  flagsOf,
  PRELOAD,
  preloadsOf,
  type ExitCode,
  type ProgramProcess,
  type RunProcess,
} from "./child";

/** Milliseconds without a run after which the process is not kept any longer. */
const KEPT = 20_000;

/** What the process says: lines that the program printed, and how a run ended. */
type Message =
  { readonly stdout: string } | { readonly stderr: string } | { readonly code: ExitCode };

/**
 * Runs one project's program again and again, one run after the other, in one process that has loaded
 * Pulumi once: for who deploys the same stacks many times, as a drill does. The project's own files are
 * loaded for each run, so that none sees what another has left in them. After a failed run, and after
 * 20 seconds without any, the process ends; the next run begins another.
 */
export class KeptProgram {
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  /** As `runProcess`, once the runs before it are over. */
  readonly run: RunProcess = (run) => {
    const ended = this.#last.then(() => this.#once(run));
    this.#last = ended.catch(() => undefined);
    return ended;
  };

  async #once(run: ProgramProcess): Promise<ExitCode> {
    if (run.signal.aborted) return null;
    clearTimeout(this.#idle);
    const child = (this.#child ??= this.#start(run));
    const kill = () => child.kill("SIGKILL");
    run.signal.addEventListener("abort", kill);
    try {
      const code = await ending(child, run);
      if (code !== 0) this.#leave();
      return code;
    } finally {
      run.signal.removeEventListener("abort", kill);
      this.#idle = setTimeout(() => this.#leave(), KEPT).unref();
    }
  }

  #start(run: ProgramProcess): ChildProcess {
    const child = start(run);
    child.once("exit", () => {
      if (this.#child === child) this.#child = undefined;
    });
    return child;
  }

  #leave(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }
}

/** A process that keeps nobody waiting for it, and leaves with this one. */
function start(run: ProgramProcess): ChildProcess {
  const { project, runScript } = run;
  const preloads = preloadsOf(project).map((file) => path.join(PRELOAD, file));
  const child = fork(path.join(PRELOAD, "again.js"), [runScript, ...preloads], {
    cwd: project.pwd,
    env: { ...environmentOf(run), PULUMI_NODEJS_ROOT_DIRECTORY: project.dir },
    execArgv: [...project.nodeArgs],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  child.unref();
  child.channel?.unref();
  return child;
}

/** Tells the process what to run, and waits until that is over or the process is gone. */
function ending(child: ChildProcess, run: ProgramProcess): Promise<ExitCode> {
  const { project, dryRun, onLine } = run;
  return new Promise<ExitCode>((resolve, reject) => {
    const hear = (message: Message) => {
      if ("stdout" in message) print(message.stdout, (line) => onLine("info", line));
      else if ("stderr" in message) print(message.stderr, (line) => onLine("info#err", line));
      else over(message.code);
    };
    const over = (code: ExitCode) => {
      child.off("message", hear).off("exit", over).off("error", reject);
      resolve(code);
    };
    child.on("message", hear).on("exit", over).on("error", reject);
    child.send({
      flags: { ...flagsOf(run), "dry-run": dryRun, _: [project.program] },
      environment: configOf(run),
    });
  });
}

function print(text: string, onLine: (line: string) => void): void {
  for (const line of text.replace(/\n$/, "").split("\n")) onLine(line);
}
