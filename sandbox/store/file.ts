import { EngineError } from "../../engine/deployer";
import { naming } from "../../engine/disk-error";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { Lock } from "./lock";
import type { Change, Records } from "./records";

/** A log isn't worth writing anew before it has grown by so much, in bytes. */
const SMALL = 1024 * 1024;

/** The file's first line: how large it was when it was written as a whole, this line included. */
interface Head {
  readonly sandbox: 1;
  readonly whole: number;
}

/**
 * The records in a file that several processes use at once. Every transaction is one line with all
 * its changes, so it is there in full or not at all: a line that isn't ended is cut off. When the
 * file is twice as large as it was when last written as a whole, it is written anew beside itself and renamed.
 *
 * What has been acknowledged survives the death of any process. It survives a power failure only
 * if the system has written it out by then: a sandbox can be made anew, and fsync for every line
 * would take longer than all else. The file that replaces another is synced before the rename.
 */
export class RecordsFile {
  readonly #path: string;
  readonly #records: Records;
  readonly #lock: Lock;
  #file: number | undefined;
  /** How far it has been read, or written by us. */
  #offset = 0;
  #whole = 0;

  constructor(file: string, records: Records) {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    this.#path = file;
    this.#records = records;
    this.#lock = new Lock(`${file}.lock`);
  }

  /**
   * Runs something on the records as all processes have left them, while no other can. What it
   * changes is kept, also if it throws what `keeps` says; on any other error nothing is.
   */
  transact<T>(run: () => T, keeps: (error: unknown) => boolean): T {
    this.#lock.take();
    try {
      this.#catchUp();
      try {
        const result = run();
        this.#append();
        return result;
      } catch (error) {
        if (keeps(error)) this.#append();
        else this.#records.rollBack();
        throw error;
      }
    } finally {
      this.#lock.release();
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    this.#lock.close();
  }

  /** Reads what others have appended, or everything if the file is another one than before. */
  #catchUp(): void {
    if (!this.#isCurrent()) this.#open();
    const file = this.#required();
    const { size } = fstatSync(file);
    if (size === this.#offset && size > 0) return;
    const text = this.#readFrom(this.#offset, size);
    const end = text.lastIndexOf(0x0a) + 1;
    const isFirst = this.#offset === 0;
    for (const line of text.subarray(0, end).toString("utf8").split("\n")) {
      if (line !== "") this.#take(line);
    }
    // Only what came after it was written as a whole can have been cut short by a killed process.
    if (isFirst && end < this.#whole) throw this.#damaged();
    this.#offset += end;
    if (end < text.length) ftruncateSync(file, this.#offset);
    if (this.#offset === 0) this.#append([]);
  }

  #isCurrent(): boolean {
    if (this.#file === undefined) return false;
    const now = statSync(this.#path, { throwIfNoEntry: false });
    // The open file keeps its number from being given to another one.
    const ours = fstatSync(this.#file);
    return now?.ino === ours.ino && now.dev === ours.dev && now.size >= this.#offset;
  }

  #open(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = openSync(this.#path, "a+", 0o600);
    this.#offset = 0;
    this.#whole = 0;
    this.#records.clear();
  }

  #take(line: string): void {
    const parsed = parse(line);
    if (Array.isArray(parsed)) {
      for (const change of parsed as Change[]) this.#records.apply(change); // lines are ours alone
    } else if (isHead(parsed)) {
      this.#whole = parsed.whole;
    } else throw this.#damaged();
  }

  #damaged(): EngineError {
    return new EngineError(`${this.#path} is damaged; "standby sandbox reset" begins anew`);
  }

  #append(changes: readonly Change[] = this.#records.takeChanges()): void {
    const head = this.#offset === 0 ? `${JSON.stringify({ sandbox: 1, whole: 0 })}\n` : "";
    if (changes.length === 0 && head === "") return;
    const line = changes.length === 0 ? "" : `${JSON.stringify(changes)}\n`;
    const file = this.#required();
    try {
      this.#offset += naming(this.#path, () => writeAll(file, head + line));
    } catch (error) {
      // Such as a full disk: what we hold in memory no longer is what the file says.
      ftruncateSync(file, this.#offset);
      closeSync(file);
      this.#file = undefined;
      throw error;
    }
    if (this.#offset > 2 * this.#whole + SMALL) this.#writeWhole();
  }

  /** Writes the file anew, without what has been overwritten since. */
  #writeWhole(): void {
    const lines = this.#records.all().map((change) => `${JSON.stringify([change])}\n`);
    const body = lines.join("");
    const size = Buffer.byteLength(body);
    const head: Head = { sandbox: 1, whole: size };
    const beside = `${this.#path}.new`;
    rmSync(beside, { force: true });
    const file = openSync(beside, "ax+", 0o600);
    this.#offset = writeAll(file, `${JSON.stringify(head)}\n${body}`);
    fsyncSync(file);
    renameSync(beside, this.#path);
    closeSync(this.#required());
    this.#file = file;
    this.#whole = size;
  }

  #readFrom(start: number, end: number): Buffer {
    const buffer = Buffer.alloc(Math.max(end - start, 0));
    let done = 0;
    while (done < buffer.length) {
      const file = this.#required();
      const more = readSync(file, buffer, done, buffer.length - done, start + done);
      if (more === 0) break;
      done += more;
    }
    return buffer.subarray(0, done);
  }

  #required(): number {
    if (this.#file === undefined) throw new Error(`${this.#path} is not open`);
    return this.#file;
  }
}

function writeAll(file: number, text: string): number {
  const bytes = Buffer.from(text, "utf8");
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done);
  return done;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isHead(value: unknown): value is Head {
  return typeof value === "object" && value !== null && "sandbox" in value && "whole" in value;
}
