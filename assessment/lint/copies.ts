import { traitsOf } from "../../system/kinds/kinds";
import type { Topology } from "../../topology/model";
import { formatDuration } from "../../system/units";
import type { Finding } from "../objectives/finding";
import type { Lint } from "./lint";

/**
 * Says of an objective that holds what it doesn't hold by: whoever reads that there are daily backups
 * may take those for enough. Replicas never count: they copy a deletion like any other write.
 */
export function copiesAlone(
  { system }: Topology,
  { of, event, metric, objective, estimate }: Finding,
): readonly Lint[] {
  const store = system.data[of];
  if (!store || !objective || metric !== "rpo" || event !== "data-deletion") return [];
  if (estimate.is !== "known" || estimate.worst.seconds > objective.seconds) return [];
  const given = formatDuration(objective.seconds);
  const { copies, restore } = traitsOf(store, of);
  const rare = copies.filter(({ every }) => every > objective.seconds);
  const [first] = rare;
  if (!first) return [];
  const listed = rare.map(({ what, every }) => `${what} (up to ${formatDuration(every)})`);
  const message =
    `"${given}" is less than copies can hold: ${listed.join(", ")}; what meets it is that ` +
    `${restore.way}, and only while the deletion is noticed in time`;
  return [{ is: "note", path: objective.path, message }];
}
