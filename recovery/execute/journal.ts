import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { numberAt, parsed, textAt } from "./rest";

/** One thing that was noted, at a moment in Unix milliseconds. */
export type Entry =
  /** The first: what is carried out, and by whom. A rerun goes on with both. */
  | { readonly at: number; readonly plan: string; readonly holder: string }
  | {
      readonly at: number;
      readonly step: string;
      readonly did: "begins" | "failed" | "done" | "skipped";
      readonly said?: string;
    };

/** Where an executor writes down what it is about to do and what it has done. */
export interface Journal {
  readonly entries: readonly Entry[];
  /** Returns once the entry is safe from a power cut. */
  note(entry: Entry): void;
  /** Keeps what was noted so far where another machine finds it. @throws JournalTaken */
  readonly keep?: () => Promise<void>;
}

/** A journal in a file: one JSON document on a line, appended and synced, never rewritten. */
export function openJournal(file: string): Journal {
  const entries: Entry[] = existsSync(file) ? read(readFileSync(file, "utf8")) : [];
  return {
    entries,
    note: (entry) => {
      const handle = openSync(file, "a");
      try {
        writeSync(handle, `${JSON.stringify(entry)}\n`);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      entries.push(entry);
    },
  };
}

/** A line that a kill has cut off is none, nor is one of something else. */
function read(text: string): Entry[] {
  return text.split("\n").flatMap((line) => {
    const found = parsed(line);
    const isEntry =
      numberAt(found, "at") > 0 && textAt(found, "step") + textAt(found, "plan") !== "";
    return isEntry ? [found as Entry] : []; // the rest was written by note alone
  });
}

/** When each step was done, by the journal. */
export function doneBy({ entries }: Journal): ReadonlyMap<string, number> {
  return new Map(
    entries.flatMap((entry) =>
      "step" in entry && (entry.did === "done" || entry.did === "skipped")
        ? [[entry.step, entry.at] as const]
        : [],
    ),
  );
}
