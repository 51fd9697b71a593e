import type { Finding } from "../../inventory/finding";
import type { StackInventory } from "../context";
import type { Hit, Survival } from "./survive";

/** What doesn't survive and nobody has accepted. */
export function surprisesOf({ hits }: Survival): readonly Hit[] {
  return hits.filter(
    ({ outcome, accepted }) => outcome === "doesn't survive" && accepted === undefined,
  );
}

/**
 * Surprises as problems of a preview: errors where a zone, a region or a key takes something along,
 * warnings where one resource does, which somebody would have to delete.
 */
export function surpriseFindings(
  survival: Survival,
  stacks: readonly StackInventory[],
): readonly Finding[] {
  const root = stacks[0]?.inventory.resources.find(({ parent }) => parent === undefined);
  return surprisesOf(survival).map(({ loss, what, because, urn }) => ({
    severity: loss.kind === "resource" ? "warning" : "error",
    urn: urn ?? root?.urn ?? "",
    path: "",
    message: `without ${titleOf(loss)} ${what} is at an end: ${because}`,
    rule: "survival",
  }));
}

/** `zone us-central1-a`, `Network online-bank`. */
export function titleOf({ kind, name }: Hit["loss"]): string {
  return ["zone", "region", "key"].includes(kind) ? `${kind} ${name}` : name;
}
