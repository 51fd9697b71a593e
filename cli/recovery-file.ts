import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Journal, openJournal } from "../recovery/execute/journal";
import { type Begun, begunFrom, type Kept } from "../recovery/execute/mirror";
import { Lock } from "../sandbox/store/lock";
import { Ending, EXIT } from "./outcome";

/** The recovery that is under way here, on disk: a rerun finds it and goes on. */
export class RecoveryFile {
  readonly #folder: string;

  /** @param folder that recoveries of this system are kept in */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Ends the command where what is kept can't be gone on with: nothing says what was done. */
  get begun(): Begun | undefined {
    if (!existsSync(this.#plan)) return undefined;
    const begun = begunFrom(readFileSync(this.#plan, "utf8"));
    if (!begun) throw unusable(`${this.#plan} is no plan that was begun`);
    const [first] = openJournal(this.#journal).entries;
    const title = `${begun.plan.verb} ${begun.plan.of}`;
    if (first === undefined || ("plan" in first && first.plan === title)) return begun;
    const other = "plan" in first ? `"${first.plan}"` : "something else";
    throw unusable(`${this.#journal} is the journal of ${other}, and not of "${title}"`);
  }

  /**
   * Notes what is to be carried out, before anything is. What it overtakes is kept beside first: its
   * journal would say of the new plan's steps that they were done.
   *
   * @param at moment of this beginning, ISO 8601
   */
  begin(begun: Begun, at: string): void {
    mkdirSync(this.#folder, { recursive: true });
    const text = JSON.stringify(begun);
    const isSame = existsSync(this.#plan) && readFileSync(this.#plan, "utf8") === text;
    if (!isSame) this.end(at);
    this.#write(text);
  }

  /** What another machine has begun goes on here. @param at moment of the taking over, ISO 8601 */
  adopt({ entries, plan, before, lease }: Kept, at: string): void {
    mkdirSync(this.#folder, { recursive: true });
    this.end(at);
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
    writeFileSync(this.#journal, lines.join(""), { flush: true });
    this.#write(JSON.stringify({ plan, before, lease }));
  }

  journal(): Journal {
    mkdirSync(this.#folder, { recursive: true });
    return openJournal(this.#journal);
  }

  /**
   * Keeps every other process of this machine from carrying out what is kept here, until the returned
   * function is called or this process is gone. @throws Error that names who is at it
   */
  hold(): () => void {
    mkdirSync(this.#folder, { recursive: true });
    const lock = new Lock(path.join(this.#folder, "lock"));
    try {
      lock.take(0);
    } catch (error) {
      lock.close();
      throw error;
    }
    return () => {
      lock.release();
      lock.close();
    };
  }

  /**
   * It is over: what was done is kept beside, under the moment of its end. The plan goes first: cut
   * off in between, nothing goes on, and the next beginning sets the journal aside.
   */
  end(at: string): void {
    const name = at.replaceAll(":", "");
    for (const [file, kept] of [
      [this.#plan, `${name}-plan.json`],
      [this.#journal, `${name}-journal.jsonl`],
    ] as const) {
      if (existsSync(file)) renameSync(file, path.join(this.#folder, kept));
    }
  }

  #write(text: string): void {
    const draft = `${this.#plan}.new`;
    writeFileSync(draft, text, { flush: true });
    renameSync(draft, this.#plan);
  }

  get #plan(): string {
    return path.join(this.#folder, "plan.json");
  }

  get #journal(): string {
    return path.join(this.#folder, "journal.jsonl");
  }
}

function unusable(why: string): Ending {
  return new Ending(
    EXIT.refused,
    `${why}; nothing was done. Move its folder aside, and begin again: whoever holds the lease is told then, with how to go on with what is kept beside it`,
  );
}
