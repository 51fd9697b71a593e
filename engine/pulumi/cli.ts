import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import type { Problem } from "../../system/problem";
import { isRecord } from "../config";

/** The Pulumi CLI on a search path such as `$PATH`, if it is there. */
export function findPulumi(searchPath: string): string | undefined {
  const candidates = searchPath
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, "pulumi"));
  return candidates.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A preview by the CLI. */
export interface CliPreview {
  /** The project's folder. */
  readonly dir: string;
  readonly stack: string;
  /** The whole environment: what the CLI finds its backend, plugins and credentials by. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /**
   * After how long the CLI is stopped, in milliseconds.
   * @default 600_000
   */
  readonly timeoutMs?: number;
}

/** The document of `pulumi preview --json`, or why there is none. */
export type CliOutcome = { readonly document: unknown } | { readonly problems: readonly Problem[] };

/** Runs `pulumi preview --json`, which reads the stack's state and changes nothing. */
export async function previewJson({ dir, stack, env, timeoutMs }: CliPreview): Promise<CliOutcome> {
  const where = `pulumi preview --stack ${stack}`;
  const pulumi = findPulumi(env["PATH"] ?? "");
  if (pulumi === undefined) {
    const message = `"pulumi" is not on the PATH; install it from https://www.pulumi.com/docs/install`;
    return { problems: [{ path: where, message }] };
  }
  const flags = ["preview", "--json", "--non-interactive", "--stack", stack];
  const ended = await runCli(pulumi, flags, { dir, env, timeoutMs: timeoutMs ?? 600_000 });
  if (ended.timedOut) {
    return {
      problems: [{ path: where, message: `took longer than ${timeoutMs} ms and was stopped` }],
    };
  }
  const document = parsed(ended.stdout);
  if (ended.code === 0 && document !== undefined) return { document };
  const problems = errorsOf(document).map((message) => ({ path: where, message }));
  const written = ended.stderr.trim() || ended.stdout.trim() || `ended with code ${ended.code}`;
  return { problems: problems.length > 0 ? problems : [{ path: where, message: written }] };
}

/** How a run of the CLI ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Where the CLI runs, and for how long. */
export interface CliRun {
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  /** After how long it is stopped, in milliseconds. @default never */
  readonly timeoutMs?: number;
  /** Asks it to end, as Ctrl-C does: it then records what it has done. */
  readonly signal?: AbortSignal;
}

/** Runs the CLI in a process group of its own, which ends with it: killed, it leaves its plugins behind. */
export function runCli(pulumi: string, args: readonly string[], run: CliRun): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(pulumi, args, {
      cwd: run.dir,
      env: run.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr, timedOut] = ["", "", false];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const stop = () => endGroup(child.pid);
    const late = () => {
      timedOut = true;
      stop();
    };
    const timer = run.timeoutMs === undefined ? undefined : setTimeout(late, run.timeoutMs);
    process.once("exit", stop);
    const interrupt = () => child.kill("SIGINT");
    run.signal?.addEventListener("abort", interrupt);
    const settle = () => {
      clearTimeout(timer);
      run.signal?.removeEventListener("abort", interrupt);
      process.off("exit", stop);
      stop();
    };
    child.on("error", (error) => (settle(), reject(error)));
    child.on("exit", settle);
    child.on("close", (code) => resolve({ code, stdout, stderr, timedOut }));
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing of the group is left.
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorsOf(document: unknown): string[] {
  const diagnostics = isRecord(document) ? document["diagnostics"] : undefined;
  const errors = (Array.isArray(diagnostics) ? diagnostics : []).filter(
    (entry: unknown) => isRecord(entry) && entry["severity"] === "error",
  );
  return errors.map((entry: unknown) => (isRecord(entry) ? String(entry["message"]).trim() : ""));
}
