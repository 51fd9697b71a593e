import { holds } from "./holds";
import type { Step } from "./model";
import type { Observed } from "./observed";

/**
 * Whether a step is done, by what is seen, or because its action has returned (`acted`).
 *
 * Only the latter counts where nothing can be seen; for a deployment, which may have failed in the
 * middle; and for the lease: that somebody holds it doesn't mean that we do.
 */
export function isDone(
  { done, action }: Pick<Step, "done" | "action">,
  acted: boolean,
  seen: Observed,
): boolean {
  const returns =
    done.is === "journalled" || action.kind === "pulumi.up" || action.kind === "lease.take";
  return returns ? acted : holds(done, seen);
}
