import type { Step, Term } from "../model";
import { known, type Setting } from "./setting";

/** Deploys a region's stack; `of` says what is waited for beside the run itself. */
export function deploy(
  setting: Setting,
  region: string,
  title: string,
  needs: readonly string[],
  waits: readonly Term[] = [],
): Step {
  return {
    id: `up-${region}`,
    title,
    needs,
    action: { kind: "pulumi.up", region },
    done: { is: "no-changes", region },
    reversal: { by: "nothing", because: "deploying the description as it was is the way back" },
    takes: [
      known(setting, "execute", "pulumi.run", `${region}'s stack`, "a run of its program"),
      ...waits,
    ],
  };
}
