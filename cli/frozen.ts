import { LeaseHeld, type Leases } from "../recovery/execute/lease";
import { Refused } from "../recovery/execute/rest";
import type { ChosenStack } from "./choose-stacks";
import { lookingAt } from "./look";
import { Ending, EXIT } from "./outcome";
import type { Target } from "./target";

/**
 * Ends the command while a recovery is under way: what is deployed from a description that it has not
 * written yet would undo what it does. So does a lease that can't be read: unknown is never taken for good.
 */
export async function refuseFrozen(
  target: Pick<Target, "sandbox">,
  stacks: readonly ChosenStack[],
): Promise<void> {
  const bySystem = new Map(stacks.map((stack) => [stack.topology.naming.system, stack]));
  for (const { run, topology } of bySystem.values()) {
    const { leases } = await lookingAt(target, run.project, topology);
    const why = await whyFrozen(leases).catch((error: unknown) => {
      if (error instanceof Refused)
        return `whether a recovery is under way can't be seen: ${error.message}`;
      throw error;
    });
    if (why !== undefined) throw new Ending(EXIT.refused, `nothing was deployed: ${why}`);
  }
}

async function whyFrozen(leases: Leases): Promise<string | undefined> {
  const lease = await leases.seen();
  const way = "which would be undone; go on with that first, by the command that began it";
  if (lease !== "free") return `${new LeaseHeld(lease).message}, ${way} (docs/recovery.md)`;
  return (await leases.frozen()) ? `a recovery has frozen deployments, ${way}` : undefined;
}
