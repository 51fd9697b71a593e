import type { Action } from "../action";
import type { Obligation } from "../model";
import { madeBy } from "./copy-of";

/** What the steps of a restore say: a queue has no copy, what was taken from it comes once more. */
export interface Wording {
  readonly title: string;
  readonly question: string;
  readonly copy: string;
  /** Why nothing takes the copy back. */
  readonly remains: string;
  /** What somebody looks at where no program does. */
  readonly look: string;
  readonly handOver: string;
  readonly obligations: readonly Obligation[];
}

export function wordingOf(store: string, to: string, copied: Action): Wording {
  return copied.kind === "queue.seek" ? again(store, to) : beside(store, to, madeBy(copied));
}

function again(store: string, to: string): Wording {
  return {
    title: `${store} from ${to}, delivered again`,
    question: `have everything of ${store} since ${to} delivered again`,
    copy: `Have what was taken from ${store} since ${to} delivered again`,
    remains: "tasks are done twice, which workers have to bear anyway",
    look: `what ${store} delivers again, and that it is worked off`,
    handOver: `Ask the owner of ${store} whether all that was missing is done`,
    obligations: [],
  };
}

function beside(store: string, to: string, made: readonly string[]): Wording {
  const names = made.length === 0 ? "" : `, ${made.join(" and ")}`;
  return {
    title: `${store} as of ${to}, in a new place`,
    question: `bring ${store} back as of ${to}, in a new place`,
    copy: `Make a copy of ${store} as of ${to}`,
    remains: "it is made beside what is there; deleting the copy is the way back",
    look: `the restored copy of ${store}: rows, sums, the newest entry`,
    handOver: `Hand the copy of ${store}${names === "" ? "" : `${names},`} to its owner, who puts back what is missing`,
    obligations: [
      {
        title: `Delete the restored copy of ${store}${names} when it is no longer needed`,
        because: "it holds all of the data, and costs as much",
      },
    ],
  };
}
