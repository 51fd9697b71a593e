import type { Step } from "../model";

/** The last step of a plan that changes nothing: what happened, beside what was expected. */
export function report(needs: readonly string[]): Step {
  return {
    id: "report",
    title: "Report what was measured against what was predicted and asked for",
    needs,
    action: { kind: "report" },
    done: { is: "journalled" },
    reversal: { by: "no effect" },
    takes: [],
  };
}
