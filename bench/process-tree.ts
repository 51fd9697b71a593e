import { readdirSync, readFileSync } from "node:fs";

const MIB = 1024; // in /proc's kB
const SAMPLED_EVERY_MS = 20;

/** The memory of a process and all its descendants; the pages that they share count in each. */
export interface TreeMemory {
  /** The most that all held at the same moment, as far as samples saw it, in MiB. */
  readonly peak: number;
  /** The sum of the most that each ever held, as the kernel noted it: no moment was above it, in MiB. */
  readonly ceiling: number;
  /** The most that each ever held, in MiB, largest first: `node 140`. */
  readonly processes: readonly string[];
}

interface Status {
  readonly name: string;
  readonly parent: number;
  readonly resident: number;
  readonly most: number;
}

/** Watches a process tree (Linux only: reads /proc) until it is asked for what it saw. */
export class ProcessTree {
  #peak = 0;
  readonly #own = new Map<number, Status>();
  /** Processes that were there before or are others': not read again, so that a sample stays cheap. */
  readonly #foreign = new Set<number>();
  readonly #timer: NodeJS.Timeout;

  constructor(root: number) {
    for (const pid of running()) if (pid !== root) this.#foreign.add(pid);
    this.#sample(root);
    this.#timer = setInterval(() => this.#sample(root), SAMPLED_EVERY_MS);
  }

  stop(): TreeMemory {
    clearInterval(this.#timer);
    const most = [...this.#own.values()].toSorted((a, b) => b.most - a.most);
    return {
      peak: this.#peak / MIB,
      ceiling: most.reduce((sum, status) => sum + status.most, 0) / MIB,
      processes: most.map((status) => `${status.name} ${Math.round(status.most / MIB)}`),
    };
  }

  #sample(root: number): void {
    let resident = 0;
    // Parents come before their children: pids only wrap around after millions.
    for (const pid of running()) {
      if (this.#foreign.has(pid)) continue;
      const status = statusOf(pid);
      if (!status) continue;
      const own = pid === root || this.#own.has(pid) || this.#own.has(status.parent);
      if (own) this.#own.set(pid, status);
      else this.#foreign.add(pid);
      if (own) resident += status.resident;
    }
    this.#peak = Math.max(this.#peak, resident);
  }
}

function running(): number[] {
  const pids = readdirSync("/proc").map(Number);
  return pids.filter((pid) => Number.isInteger(pid)).sort((a, b) => a - b);
}

/** Nothing if the process has ended meanwhile; one that has ended and isn't reaped holds nothing. */
function statusOf(pid: number): Status | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    const value = (key: string) => new RegExp(`^${key}:\\s*(\\S+)`, "m").exec(text)?.[1] ?? "";
    if (value("VmRSS") === "") return undefined;
    return {
      name: value("Name"),
      parent: Number(value("PPid")),
      resident: Number(value("VmRSS")),
      most: Number(value("VmHWM")),
    };
  } catch {
    return undefined;
  }
}
