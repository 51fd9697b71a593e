import { shutDoor } from "../recovery/execute/check-copy";
import type { Begun } from "../recovery/execute/mirror";
import { Ending, EXIT } from "./outcome";
import type { RecoveryTarget } from "./recovery-target";

/**
 * Ends a restore whose copy is no good, before anything that users have was touched: deployments go
 * on, the lease is given back, the copy is left. Ends the command where it is too late for that.
 */
export async function giveUp(target: RecoveryTarget, begun: Begun | undefined): Promise<void> {
  const { file, leases, clock } = target;
  if (begun?.plan.verb !== "restore") {
    throw new Ending(EXIT.refused, "--give-up  no restore is under way here");
  }
  const { steps } = begun.plan;
  const touching = steps.filter(({ needs }) => needs.includes("consent")).map(({ id }) => id);
  const touched = file
    .journal()
    .entries.find((entry) => "step" in entry && touching.includes(entry.step));
  if (touched && "step" in touched) {
    throw new Ending(
      EXIT.refused,
      `--give-up  ${touched.step} was begun, so the copy is on its way into place; go on with it`,
    );
  }
  for (const { action } of steps) {
    if (action.kind === "sql.check") await shutDoor(target, action.instance);
  }
  const held = await leases.seen();
  if (held !== "free" && held.holder === begun.lease.holder) {
    await leases.thaw();
    await leases.release(held.holder);
  }
  file.end(new Date(clock.now()).toISOString());
  const copies = steps.flatMap(({ action }) =>
    action.kind === "sql.clone"
      ? [`; look whether ${action.instance} is there, and delete it`]
      : [],
  );
  process.stdout.write(`given up, nothing that is in use was touched${copies.join("")}\n`);
}
