import type { Plan } from "../model";
import type { LeaseSeen } from "../observed";
import type { Entry, Journal } from "./journal";
import type { Leases } from "./lease";
import { at, parsed, Refused, textAt } from "./rest";

/** A recovery that was begun: all that going on with it takes, whatever the description says by now. */
export interface Begun {
  readonly plan: Plan;
  /** The description's text before anything was done. */
  readonly before: string;
  readonly lease: LeaseSeen;
}

/** The same as another machine finds it. */
export interface Kept extends Begun {
  /** The description's text as the recovery has left it so far. */
  readonly described: string;
  readonly entries: readonly Entry[];
}

/** Somebody else goes on with this recovery. */
export class JournalTaken extends Error {
  override readonly name = "JournalTaken";
}

interface Mirroring {
  readonly begun: Begun;
  readonly leases: Leases;
  /** The description as it is now. */
  readonly text: () => string;
  /** Why the last copy couldn't be made: nothing waits for it. */
  readonly said: (why: string) => void;
}

/** A journal that is kept beside the lease as well: under the moment since which that is held. */
export function mirrored(journal: Journal, { begun, leases, text, said }: Mirroring): Journal {
  const name = nameOf(begun.lease);
  let generation: string | undefined;
  let last = "";
  const keep = async (): Promise<void> => {
    const kept: Kept = { ...begun, described: text(), entries: journal.entries };
    const now = JSON.stringify(kept);
    if (now === last) return;
    try {
      generation ??= (await leases.kept(name))?.generation ?? "0";
      generation = await leases.keep(name, now, generation);
      last = now;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 412) {
        throw new JournalTaken(
          "somebody else goes on with this recovery; look, and leave it to them",
        );
      }
      said(error.message);
    }
  };
  return { entries: journal.entries, note: (entry) => journal.note(entry), keep };
}

/** What whoever holds the lease has kept for it; nothing if there is nothing that can be gone on with. */
export async function keptFor(leases: Leases, lease: LeaseSeen): Promise<Kept | undefined> {
  const found = await leases.kept(nameOf(lease));
  const kept = begunFrom(found?.text ?? "");
  const isWhole =
    textAt(kept, "described") !== "" &&
    Array.isArray(at(kept, "entries")) &&
    `${kept?.plan.verb} ${kept?.plan.of}` === lease.plan;
  return isWhole ? (kept as Kept) : undefined; // the rest was written by mirrored alone
}

/** A recovery from its text; nothing where that is something else, or was cut off. */
export function begunFrom(text: string): Begun | undefined {
  const document = parsed(text);
  const isBegun =
    ["plan.verb", "plan.of", "before", "lease.holder", "lease.since"].every(
      (path) => textAt(document, path) !== "",
    ) &&
    stepsOf(document).length > 0 &&
    stepsOf(document).every((step) => STEP.every((path) => textAt(step, path) !== ""));
  return isBegun ? (document as Begun) : undefined; // written whole, or not at all
}

/** What every step says, whatever it does. */
const STEP = ["id", "title", "action.kind", "done.is"] as const;

/** All entries of the list: one that is no document has nothing in it. */
function stepsOf(document: unknown): readonly unknown[] {
  const steps = at(document, "plan.steps");
  return Array.isArray(steps) ? (steps as readonly unknown[]) : [];
}

function nameOf({ since }: LeaseSeen): string {
  return `recoveries/${since.replaceAll(":", "")}.json`;
}
