import { readFileSync } from "node:fs";

/**
 * Whether a process of this machine runs. One that is dead and that nobody has taken notice of yet does
 * not: in a container whose first process waits for none, that lasts.
 */
export function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's runs, too, though it can't be signalled.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return statOf(pid)?.[0] !== "Z";
}

/** When a process began, in ticks since boot: its number may be another one's by now. Linux alone says. */
export function beganOf(pid: number): string | undefined {
  return statOf(pid)?.[19];
}

/** Linux' /proc/<pid>/stat from field 3 on, which is the state: what stands before may hold anything. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
