import { readFileSync } from "node:fs";
import path from "node:path";
import { loadFieldRules, type FieldRules } from "../inventory/fields/rules";
import { parseDurations } from "../recovery/durations";
import { Cloud } from "./cloud";
import { CloudError, NoAnswer } from "./error";
import { Faults } from "./faults";
import type { Kind } from "./kind";
import { SANDBOX_KINDS } from "./kinds/kinds";
import { RecordsFile } from "./store/file";
import { Records } from "./store/records";
import { usualLine } from "./takes";
import type { Spans } from "./timing";

export interface SandboxOptions {
  /** Where everything is kept, for all processes that name it. @default in memory, gone with the process */
  readonly file?: string;
  /** What all chance follows from, in a sandbox that is new. @default 1 */
  readonly seed?: number;
  /** @default all that have behaviour of their own */
  readonly kinds?: readonly Kind[];
  /** What fields kinds need and can't change. @default the project's field files */
  readonly rules?: FieldRules;
  /** How long things take. @default the project's file of durations */
  readonly spans?: Spans;
  /** The wall clock in Unix milliseconds; with it time passes by itself. @default time stands still until it is advanced */
  readonly wall?: () => number;
}

/** A sandbox: in memory, or in a file that several processes share. */
export function openSandbox(options: SandboxOptions = {}): Sandbox {
  const records = new Records();
  const cloud = new Cloud({
    records,
    kinds: options.kinds ?? SANDBOX_KINDS,
    spans: options.spans ?? projectSpans(),
    faults: new Faults(records),
    rules: options.rules ?? projectRules(),
    takes: usualLine,
  });
  return new Sandbox(cloud, records, options);
}

/** One cloud, and who else may work on it. */
export class Sandbox {
  readonly #cloud: Cloud;
  readonly #records: Records;
  readonly #file: RecordsFile | undefined;
  readonly #options: SandboxOptions;
  #isBusy = false;
  /** The wall clock when this process last looked. */
  #looked: number | undefined;

  constructor(cloud: Cloud, records: Records, options: SandboxOptions) {
    this.#cloud = cloud;
    this.#records = records;
    this.#options = options;
    this.#file = options.file === undefined ? undefined : new RecordsFile(options.file, records);
  }

  /**
   * Has the cloud to itself for one piece of work, which must not wait for anything. What calls
   * have done is kept, also if one of them is refused and the refusal comes out of it; on any other
   * error nothing is. Work within work is one piece.
   */
  readonly transact = <T>(work: (cloud: Cloud) => T): T => {
    if (this.#isBusy) return work(this.#cloud);
    this.#isBusy = true;
    try {
      return this.#kept(() => {
        this.#prepare();
        return work(this.#cloud);
      });
    } finally {
      this.#isBusy = false;
    }
  };

  /** Another sandbox in memory that is as this one is now; from then on each goes its own way. */
  fork(seed?: number): Sandbox {
    const { file: _, ...options } = this.#options;
    const other = openSandbox(options);
    for (const change of this.transact(() => this.#records.all())) other.#records.apply(change);
    if (seed !== undefined) {
      other.transact((cloud) => {
        cloud.seed = seed;
      });
    }
    return other;
  }

  /** Leaves nothing open; what is in the file stays. */
  close(): void {
    this.#file?.close();
  }

  #kept<T>(run: () => T): T {
    if (this.#file) return this.#file.transact(run, isAnswer);
    try {
      return run();
    } catch (error) {
      if (!isAnswer(error)) this.#records.rollBack();
      throw error;
    } finally {
      this.#records.takeChanges();
    }
  }

  #prepare(): void {
    const settings = this.#records.table<number>("setting");
    const { seed, wall } = this.#options;
    if (settings.get("seed") === undefined) this.#cloud.seed = seed ?? 1;
    if (!wall) return;
    // While nobody runs it, time stands still; while several do, none lets it pass twice.
    const now = wall();
    const last = this.#looked === undefined ? now : (settings.get("wall") ?? now);
    this.#looked = now;
    if (now > last) this.#cloud.advanceTo(this.#cloud.now + now - last);
    settings.put("wall", now);
  }
}

/** How the cloud answers a call; everything else is a mistake of ours. */
function isAnswer(error: unknown): boolean {
  return error instanceof CloudError || error instanceof NoAnswer;
}

const PROJECT = path.join(__dirname, "..");
let rules: FieldRules | undefined;
let spans: Spans | undefined;

/** The project's own field rules, read once. */
export function projectRules(): FieldRules {
  rules ??= loadFieldRules(
    read("inventory/fields/google.tsv"),
    read("inventory/fields/declared.tsv"),
  );
  return rules;
}

/** The file says seconds. */
function projectSpans(): Spans {
  if (spans) return spans;
  const durations = parseDurations(read("recovery/durations.tsv"));
  spans = (id) => {
    const { best, expected, worst } = durations(id);
    return { best: best * 1000, expected: expected * 1000, worst: worst * 1000 };
  };
  return spans;
}

function read(file: string): string {
  return readFileSync(path.join(PROJECT, file), "utf8");
}
