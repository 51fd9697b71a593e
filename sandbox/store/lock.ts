import { EngineError } from "../../engine/deployer";
import { beganOf, isRunning } from "../../engine/running";
import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import os from "node:os";

/** A holder needs milliseconds; who waits so long is better told who that is. */
const PATIENCE_MS = 30_000;
const LONGEST_PAUSE_MS = 20;

/** Whoever may hold a lock: a process, as far as others can tell whether it still lives. */
interface Holder {
  /** Different for every holder that ever was. */
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** When the process began, where the system says: a number that is used again is another process. */
  readonly began: string | undefined;
  /** When it first asked, in Unix milliseconds. */
  readonly since: number;
}

/**
 * A file that only one process at a time can make. It is made as a link to a file that already says
 * who holds it, so that nobody ever sees it empty. The lock of a process that has died is broken by
 * whoever holds the lock on breaking that very one: so nobody breaks one that was taken meanwhile.
 */
export class Lock {
  readonly #file: string;
  readonly #mine: string;
  readonly #holder: Holder;
  #isReady = false;

  constructor(file: string) {
    const token = `${process.pid}-${randomBytes(6).toString("hex")}`;
    const { pid } = process;
    this.#file = file;
    this.#mine = `${file}.${token}`;
    this.#holder = { token, pid, host: os.hostname(), began: beganOf(pid), since: Date.now() };
  }

  /** Waits until nobody else holds it. @throws EngineError that names the holder if that takes too long. */
  take(patience = PATIENCE_MS): void {
    const until = Date.now() + patience;
    for (let pause = 1; !this.#tryFor(this.#file); pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const holder = read(this.#file);
      if (holder && isGone(holder)) this.#break(holder);
      else if (Date.now() > until) throw new EngineError(heldBy(this.#file, holder));
      else if (holder) sleep(pause);
    }
  }

  release(): void {
    unlinkSync(this.#file);
  }

  /** Leaves no file of its own behind. */
  close(): void {
    rmSync(this.#mine, { force: true });
    this.#isReady = false;
  }

  /** Removes the lock of a dead process, if it is still that one's. */
  #break(dead: Holder): void {
    const breaking = `${this.#file}.break-${dead.token}`;
    if (!this.#tryFor(breaking)) {
      // Somebody is at it already. Who died over it is dealt with in the same way, one level down.
      const other = read(breaking);
      if (other && isGone(other)) new Lock(breaking).#clear(other);
      return sleep(1);
    }
    try {
      if (read(this.#file)?.token === dead.token) unlinkSync(this.#file);
      rmSync(`${this.#file}.${dead.token}`, { force: true });
    } finally {
      unlinkSync(breaking);
    }
  }

  #clear(dead: Holder): void {
    try {
      this.#break(dead);
    } finally {
      this.close();
    }
  }

  #tryFor(file: string): boolean {
    if (!this.#isReady) writeFileSync(this.#mine, JSON.stringify(this.#holder));
    this.#isReady = true;
    try {
      linkSync(this.#mine, file);
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    }
  }
}

/** Undefined if it is gone again. */
function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder; // only this class writes it, and whole
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether a holder has died without releasing. Of another machine's nobody can tell: it counts as alive. */
function isGone({ pid, host, began }: Holder): boolean {
  if (host !== os.hostname()) return false;
  if (!isRunning(pid)) return true;
  const now = beganOf(pid);
  return began !== undefined && now !== undefined && now !== began;
}

function heldBy(file: string, holder: Holder | undefined): string {
  if (!holder) return `${file} is taken again and again by others; try later`;
  const { pid, host, since } = holder;
  const when = new Date(since).toISOString();
  return `${file} is held by process ${pid} on ${host} (since ${when}); stop it, or delete the file if it is gone`;
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
