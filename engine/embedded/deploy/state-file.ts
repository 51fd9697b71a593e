import { createHash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { isRecord } from "../../config";
import { naming } from "../../disk-error";
import { isRunning } from "../../running";
import { CheckpointError, fromCheckpoint, saltOf, Sealer, toCheckpoint } from "./checkpoint";
import { passphraseCrypter } from "./passphrase";
import { replayed, type Change } from "./snapshot";
import { NOTHING, type StackState } from "./state";

/** Where a deployment finds a stack's state and writes each change down. */
export interface StateKeeper {
  /** What was there when it was opened. */
  readonly state: StackState;
  /** Writes a change down before it returns: what comes next may be this process's end. */
  record(change: Change): void;
  /** Writes the state as a whole. */
  finish(state: StackState): void;
}

/** A state file that somebody else is writing. */
export class StateLocked extends Error {
  override readonly name = "StateLocked";
}

/**
 * A stack's state in a file of Pulumi's own format.
 *
 * The file is replaced as a whole, when a deployment ends. In between, each change is one line at
 * the end of `<file>.journal`, so that a deployment costs as many writes as it has steps, however
 * large the state is. A journal that a killed process left behind is taken in when the file is
 * opened next. It survives the process, not the machine: lines are not synced one by one.
 */
export class StateFile implements StateKeeper {
  readonly #file: string;
  readonly #sealer: Sealer;
  readonly #salt: string;
  #state: StackState;
  /** Whether the file says all that the journal does. */
  #isWhole = false;

  private constructor(file: string, sealer: Sealer, salt: string, state: StackState) {
    this.#file = file;
    this.#sealer = sealer;
    this.#salt = salt;
    this.#state = state;
  }

  /**
   * Reads the state, which may not be there yet, without touching anything.
   * Throws a `CheckpointError`, or a `WrongPassphrase`.
   */
  static async read(file: string, passphrase: string): Promise<StackState> {
    return (await load(file, passphrase)).state;
  }

  /** Opens the state for a deployment; `close` has to follow. Throws a `StateLocked`, too. */
  static async open(file: string, passphrase: string): Promise<StateFile> {
    lock(file);
    try {
      const { state, sealer, salt } = await load(file, passphrase);
      const opened = new StateFile(file, sealer, salt, state);
      opened.finish(state);
      return opened;
    } catch (error) {
      unlock(file);
      throw error;
    }
  }

  get state(): StackState {
    return this.#state;
  }

  record(change: Change): void {
    const { put, begin } = change;
    const line = {
      ...change,
      ...(put ? { put: put.map(([key, state]) => [key, this.#sealer.resource(state)]) } : {}),
      ...(begin
        ? {
            begin: begin.map(([key, { type, resource }]) => [
              key,
              { type, resource: this.#sealer.resource(resource) },
            ]),
          }
        : {}),
    };
    this.#isWhole = false;
    append(journalOf(this.#file), `${JSON.stringify(line)}\n`);
  }

  finish(state: StackState): void {
    this.#isWhole = false;
    const time = new Date().toISOString();
    const document = toCheckpoint(state, this.#sealer, this.#salt, time);
    const text = `${JSON.stringify(document, null, 4)}\n`;
    replace(this.#file, text);
    // A journal belongs to the file it was begun on. Killed before this line, the old one belongs to none.
    writeFileSync(journalOf(this.#file), `${JSON.stringify({ of: digest(text) })}\n`);
    this.#state = state;
    this.#isWhole = true;
  }

  /** What couldn't be written as a whole, as on a full disk, stays in the journal for the next one. */
  close(): void {
    if (this.#isWhole) rmSync(journalOf(this.#file), { force: true });
    unlock(this.#file);
  }
}

interface Loaded {
  readonly state: StackState;
  readonly sealer: Sealer;
  readonly salt: string;
}

async function load(file: string, passphrase: string): Promise<Loaded> {
  const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const document = text === undefined ? undefined : parsed(text);
  const known = document === undefined ? undefined : saltOf(document);
  const crypter = await passphraseCrypter(passphrase, known);
  const sealer = new Sealer(crypter);
  const state = document === undefined ? NOTHING : fromCheckpoint(document, sealer);
  const changes = text === undefined ? [] : journal(file, digest(text), sealer);
  return { state: replayed(state, changes), sealer, salt: crypter.salt };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CheckpointError("not a stack's state: it is not JSON");
  }
}

/** The changes that were written down; the last line may be cut off, and then never took effect. */
function journal(file: string, of: string, sealer: Sealer): Change[] {
  if (!existsSync(journalOf(file))) return [];
  const [head = "", ...lines] = readFileSync(journalOf(file), "utf8").split("\n");
  if (head !== JSON.stringify({ of })) return [];
  return lines.slice(0, -1).map((line) => change(JSON.parse(line), sealer));
}

function change(line: unknown, sealer: Sealer): Change {
  const { put, begin, ...rest } = isRecord(line) ? line : {};
  return {
    ...rest,
    ...(Array.isArray(put) ? { put: put.map(([key, state]) => [key, sealer.opened(state)]) } : {}),
    ...(Array.isArray(begin)
      ? {
          begin: begin.map(([key, { type, resource }]) => [
            key,
            { type, resource: sealer.opened(resource) },
          ]),
        }
      : {}),
  };
}

function journalOf(file: string): string {
  return `${file}.journal`;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function replace(file: string, text: string): void {
  const fresh = `${file}.${process.pid}`;
  try {
    naming(file, () => writeSynced(fresh, text));
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

function writeSynced(file: string, text: string): void {
  const handle = openSync(file, "w", 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A line in full or not at all: half of one would be read as one with the next. */
function append(file: string, line: string): void {
  const before = statSync(file).size;
  try {
    naming(file, () => appendFileSync(file, line));
  } catch (error) {
    truncateSync(file, before);
    throw error;
  }
}

/** One deployment at a time; a lock whose process is gone is no lock. */
function lock(file: string): void {
  const name = `${file}.lock`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(name, String(process.pid), { flag: "wx" });
      return;
    } catch {
      const holder = existsSync(name) ? Number(readFileSync(name, "utf8")) : 0;
      if (isRunning(holder)) {
        throw new StateLocked(`${file} is being written by process ${holder}; wait until it ends`);
      }
      rmSync(name, { force: true });
    }
  }
  throw new StateLocked(`${name} can't be written`);
}

function unlock(file: string): void {
  rmSync(`${file}.lock`, { force: true });
}
