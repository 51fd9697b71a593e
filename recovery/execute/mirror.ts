import type { Plan } from "../model";
import type { LeaseSeen } from "../observed";
import type { Entry, Journal } from "./journal";
import type { Leases } from "./lease";
import { Refused } from "./rest";

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

/** What whoever holds the lease has kept; nothing if they have kept nothing. */
export async function keptFor(leases: Leases, lease: LeaseSeen): Promise<Kept | undefined> {
  const found = await leases.kept(nameOf(lease));
  return found && (JSON.parse(found.text) as Kept); // written by mirrored alone
}

function nameOf({ since }: LeaseSeen): string {
  return `recoveries/${since.replaceAll(":", "")}.json`;
}
