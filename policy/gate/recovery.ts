import { isBlock } from "../../inventory/values";
import type { GateRule, Recovery } from "./rule";

export const recoveryRules: readonly GateRule[] = [
  {
    id: "recovery",
    title: "Nothing is deployed while a recovery is going on",
    why: "the deployment would undo what the recovery does, or do it a second time",
    breaches: (previews, { recoveries }) =>
      previews
        .filter(({ changes }) => changes.some(({ op }) => op !== "same"))
        .flatMap(({ root }) =>
          recoveries.map(({ holder, plan }) => ({
            urn: root,
            path: "",
            message: `${holder} is at work on ${plan}; wait until the lease is given back, or ask ${holder}`,
          })),
        ),
  },
];

/**
 * What an object of the lease's bucket says: `lease.json`, or `frozen.json`. Nothing if it is empty,
 * which is how a pipeline writes that there is none.
 *
 * Throws an `Error` that says what is missing if it is neither.
 */
export function readRecovery(text: string): Recovery | undefined {
  if (text.trim() === "") return undefined;
  const document: unknown = JSON.parse(text);
  const [holder, plan, why] = ["holder", "plan", "why"].map((key) =>
    isBlock(document) && typeof document[key] === "string" ? document[key] : undefined,
  );
  if (holder !== undefined) return { holder, plan: plan ?? "something that it doesn't say" };
  if (why !== undefined) return { holder: "somebody", plan: why };
  throw new Error(`has neither "holder" nor "why"; give it lease.json or frozen.json`);
}
