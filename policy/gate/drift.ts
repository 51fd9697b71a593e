import type { Change, GatedPreview } from "./change";
import { onlyRoles } from "./role";

/**
 * How what stands differs from what is described: not at all; in the roles and what follows them,
 * which a switchover or a failover changes on purpose; or otherwise.
 */
export type Drift = "none" | "roles" | "drift" | "unclear";

/** What a preview of the described system, refreshed first, says of the difference. */
export function driftOf(preview: GatedPreview): Drift {
  if (preview.errors.length > 0) return "unclear";
  if (differences(preview).length === 0) return "none";
  return onlyRoles(preview) ? "roles" : "drift";
}

/** What would be made, changed or taken away; components hold nothing themselves. */
export function differences({ changes }: GatedPreview): readonly Change[] {
  return changes.filter(({ custom, op }) => custom && op !== "same");
}
