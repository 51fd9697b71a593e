import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Journal, openJournal } from "../recovery/execute/journal";
import type { Begun, Kept } from "../recovery/execute/mirror";
import { Lock } from "../sandbox/store/lock";

/** The recovery that is under way here, on disk: a rerun finds it and goes on. */
export class RecoveryFile {
  readonly #folder: string;

  /** @param folder that recoveries of this system are kept in */
  constructor(folder: string) {
    this.#folder = folder;
  }

  get begun(): Begun | undefined {
    if (!existsSync(this.#plan)) return undefined;
    return JSON.parse(readFileSync(this.#plan, "utf8")) as Begun; // written by begin alone
  }

  /**
   * Notes what is to be carried out, before anything is. What it overtakes is kept beside first: its
   * journal would say of the new plan's steps that they were done.
   *
   * @param at moment of this beginning, ISO 8601
   */
  begin(begun: Begun, at: string): void {
    mkdirSync(this.#folder, { recursive: true });
    const other = this.begun;
    if (other && JSON.stringify(other) !== JSON.stringify(begun)) this.end(at);
    const draft = `${this.#plan}.new`;
    writeFileSync(draft, JSON.stringify(begun), { flush: true });
    renameSync(draft, this.#plan);
  }

  /** What another machine has begun goes on here. @param at moment of the taking over, ISO 8601 */
  adopt({ entries, plan, before, lease }: Kept, at: string): void {
    mkdirSync(this.#folder, { recursive: true });
    if (this.begun) this.end(at);
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
    writeFileSync(this.#journal, lines.join(""), { flush: true });
    this.begin({ plan, before, lease }, at);
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

  /** It is over: what was done is kept beside, under the moment of its end. */
  end(at: string): void {
    const name = at.replaceAll(":", "");
    if (existsSync(this.#journal))
      renameSync(this.#journal, path.join(this.#folder, `${name}-journal.jsonl`));
    renameSync(this.#plan, path.join(this.#folder, `${name}-plan.json`));
  }

  get #plan(): string {
    return path.join(this.#folder, "plan.json");
  }

  get #journal(): string {
    return path.join(this.#folder, "journal.jsonl");
  }
}
