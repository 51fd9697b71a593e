import type { Work } from "../../system/kinds/traits";
import type { Action } from "../action";
import type { Term } from "../model";
import { sizeMissing } from "./loss";
import { known, type Setting } from "./setting";

/** A part of what a restore takes, as a term of its step. */
export function termOf(setting: Setting, store: string, work: Work): Term {
  const { what, length, amount = 1, lacksSize } = work;
  const term: Term =
    typeof length === "string"
      ? known(setting, "execute", length, store, what, amount)
      : {
          ...{ phase: "execute", of: store, what },
          ...length,
          best: length.best * amount,
          expected: length.expected * amount,
          worst: length.worst * amount,
        };
  return lacksSize ? { ...term, open: sizeMissing(store) } : term;
}

/** Where no call does it, people do, by the product's own way, and say when it is there. */
export function byPeople(
  { topology }: Pick<Setting, "topology">,
  store: string,
  where: string,
): Action {
  return {
    kind: "ask",
    who: topology.system.data[store]?.owner ?? "the owner",
    question: `is ${store} there ${where}?`,
  };
}
