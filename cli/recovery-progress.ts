import type { Entry, Journal } from "../recovery/execute/journal";
import type { Plan } from "../recovery/model";
import { finishes, lengthOf } from "../recovery/plan/critical-path";
import { lengthsOf, short } from "../report/plan";

/** A journal that tells whoever watches what is noted, with how long it takes as a rule. */
export function stepByStep(journal: Journal, plan: Plan, quiet: boolean): Journal {
  const whole = short(lengthsOf(plan).expected);
  return {
    ...journal,
    entries: journal.entries,
    note: (entry) => {
      journal.note(entry);
      const line = quiet ? undefined : lineOf(entry, journal, plan);
      if (line !== undefined) process.stderr.write(`${line} of ${whole}\n`);
    },
  };
}

function lineOf(entry: Entry, { entries }: Journal, plan: Plan): string | undefined {
  if (!("step" in entry)) return undefined;
  const step = plan.steps.find(({ id }) => id === entry.step);
  const [first] = entries;
  if (!step || !first) return undefined;
  const elapsed = short((entry.at - first.at) / 1000).padStart(8);
  const expected = short(finishes(plan, "expected").get(step.id) ?? 0);
  const said = entry.said === undefined || entry.said === "" ? "" : `: ${entry.said}`;
  switch (entry.did) {
    case "begins":
      return `${elapsed}  ${step.title} (takes ${short(lengthOf(step, "expected"))})`;
    case "failed":
      return `${elapsed}  FAILED ${step.id}${said}`;
    case "skipped":
      return `${elapsed}  is so already: ${step.id}`;
    case "done":
      return `${elapsed}  done: ${step.id}${said}; expected by ${expected}`;
  }
}
