import { readdirSync, readFileSync } from "node:fs";

/**
 * Kills a process and all that it began, in whatever group, at once; Linux only. Pulumi's CLI and
 * its plugins lead groups of their own, so the end of the first alone would leave them at work.
 */
export function killTree(root: number): void {
  const parents = new Map(running().map((pid) => [pid, parentOf(pid)]));
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isOurs(parents.get(pid)));
  for (const pid of [...parents.keys()].filter(isOurs)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

function running(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number | undefined {
  try {
    // "pid (name) state parent": a name may hold anything but ends with the last bracket.
    const [, rest = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(/\) (?=[A-Z] \d)/);
    const parent = Number(rest.split(" ")[1]);
    return parent > 0 ? parent : undefined;
  } catch {
    return undefined;
  }
}
