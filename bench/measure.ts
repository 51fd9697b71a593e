import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { PROJECT } from "./project";
import { ProcessTree, type TreeMemory } from "./process-tree";

/** What one run of a command took, its child processes included. */
export interface Measured {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of processor, which say less about what else ran at the time. */
  readonly cpu: number;
  readonly memory: TreeMemory;
}

/** The kernel counts processor time in ticks, of which there are 100 in a second on every Linux. */
const TICKS = 100;

/** Runs Node.js with these arguments, its output discarded or put in a file. One at a time. */
export async function measured(
  args: readonly string[],
  output = "/dev/null",
  env: NodeJS.ProcessEnv = process.env,
): Promise<Measured> {
  const out = openSync(output, "w");
  const before = processorSeconds();
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: PROJECT,
    env,
    stdio: ["ignore", out, "inherit"],
  });
  const tree = new ProcessTree(child.pid ?? 0);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", resolve);
    });
    const wall = (performance.now() - start) / 1000;
    if (code !== 0) throw new Error(`"node ${args.join(" ")}" ended with exit code ${code}`);
    return { wall, cpu: processorSeconds() - before, memory: tree.stop() };
  } finally {
    tree.stop();
    closeSync(out);
  }
}

/** Several commands, one after the other, that together do what another does alone. */
export async function measuredInTurn(commands: readonly (readonly string[])[]): Promise<Measured> {
  const parts: Measured[] = [];
  for (const args of commands) parts.push(await measured(args));
  const largest = parts.map(({ memory }) => memory).toSorted((a, b) => b.peak - a.peak)[0];
  if (!largest) throw new Error("there is no command to measure");
  return {
    wall: parts.reduce((sum, { wall }) => sum + wall, 0),
    cpu: parts.reduce((sum, { cpu }) => sum + cpu, 0),
    memory: largest,
  };
}

/** Of all children of this process that have ended, and of theirs. */
function processorSeconds(): number {
  const [, fields = ""] = /\) (.*)$/s.exec(readFileSync("/proc/self/stat", "utf8")) ?? [];
  const [user = 0, system = 0] = fields.split(" ").slice(13, 15).map(Number); // cutime, cstime
  return (user + system) / TICKS;
}
