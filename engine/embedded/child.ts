import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Project } from "../project";
import type { Severity } from "./diagnostics";

/** Folder of what is loaded into a program's process. */
export const PRELOAD = path.join(__dirname, "preload");

/** How a program's process is started and heard. */
export interface ProgramProcess {
  readonly project: Project;
  readonly stack: string;
  readonly runScript: string;
  /** Address of the engine's services. */
  readonly address: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** Whether the program is told that nothing is made. */
  readonly dryRun: boolean;
  /** Kills the program. */
  readonly signal: AbortSignal;
  /** Called with each line that the program prints. */
  readonly onLine: (severity: Severity, line: string) => void;
}

/** How a program's process ended: with a code, or `null` when it was killed. */
export type ExitCode = number | null;

/** Has a process run a program, until it ends. */
export type RunProcess = (run: ProgramProcess) => Promise<ExitCode>;

/** Runs the program in a process of its own, as the Pulumi CLI does, until it ends. */
export async function runProcess(run: ProgramProcess): Promise<ExitCode> {
  const child = spawn(process.execPath, argumentsOf(run), {
    cwd: run.project.pwd,
    env: environmentOf(run),
    stdio: ["ignore", "pipe", "pipe", "ipc"], // the last says when we are gone
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  run.signal.addEventListener("abort", kill);
  listen(child.stdout, (line) => run.onLine("info", line));
  listen(child.stderr, (line) => run.onLine("info#err", line));
  try {
    return await new Promise<ExitCode>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
  } finally {
    process.off("exit", kill);
    run.signal.removeEventListener("abort", kill);
  }
}

function listen(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on("line", onLine);
}

function argumentsOf(run: ProgramProcess): string[] {
  const { project, runScript, dryRun } = run;
  const preloads = ["leave-with-parent.js", ...preloadsOf(project)];
  return [
    "--max-semi-space-size=2", // 50 MiB less for two stacks; the program is over before it would matter
    ...preloads.flatMap((file) => ["--require", path.join(PRELOAD, file)]),
    ...project.nodeArgs,
    runScript,
    ...Object.entries(flagsOf(run)).flatMap(([name, value]) => [`--${name}`, value]),
    ...(dryRun ? ["--dry-run"] : []),
    project.program,
  ];
}

/** What the SDK's script is told, by flag. */
export function flagsOf({ project, stack, address }: ProgramProcess) {
  return {
    monitor: address,
    engine: address,
    organization: "organization",
    project: project.name,
    stack,
    "root-directory": project.dir,
    pwd: project.pwd,
    parallel: "16",
  };
}

/** Files of `PRELOAD` that change how a program is loaded. */
export function preloadsOf({ typescript }: Project): readonly string[] {
  return ["late-modules.js", "plain-stacks.js", ...(typescript ? ["transpile.js"] : [])];
}

/**
 * What a program finds in its environment. PULUMI_NODEJS_TYPESCRIPT stays unset: it would load ts-node,
 * and `preload/transpile.js` takes its place.
 */
export function environmentOf(run: ProgramProcess): NodeJS.ProcessEnv {
  const { PULUMI_NODEJS_TYPESCRIPT: _, ...inherited } = process.env;
  const { tsconfig } = run.project;
  return {
    ...inherited,
    ...configOf(run),
    ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
  };
}

/** A stack's configuration, as a program finds it in its environment. */
export function configOf({ config, secretKeys }: ProgramProcess) {
  return {
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
  };
}
