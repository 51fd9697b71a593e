import type { Finding } from "../../inventory/finding";
import type { StackInventory } from "../context";
import type { Situation } from "../situation";
import type { Hit, Survival } from "./survive";

/** What doesn't survive and nobody has accepted. */
export function surprisesOf({ hits }: Survival): readonly Hit[] {
  return hits.filter(isSurprise);
}

export function isSurprise({ outcome, accepted }: Hit): boolean {
  return outcome === "doesn't survive" && accepted === undefined;
}

/**
 * Surprises as problems of a preview: errors where a zone, a region or a key takes something along,
 * warnings where one resource does, which somebody would have to delete, and where a waiver covers
 * nothing.
 */
export function surpriseFindings(
  survival: Survival,
  stacks: readonly StackInventory[],
  { waivers }: Pick<Situation, "waivers">,
): readonly Finding[] {
  const root = stacks[0]?.inventory.resources.find(({ parent }) => parent === undefined);
  const idle = survival.idle.map((index) => ({
    severity: "warning" as const,
    urn: root?.urn ?? "",
    path: `waivers[${index}]`,
    message: `nothing of "${waivers[index]?.of ?? ""}" is at an end by surprise; take the waiver out`,
    rule: "survival",
  }));
  const surprises = surprisesOf(survival).map(({ loss, what, because, urn }) => ({
    severity: loss.kind === "resource" ? ("warning" as const) : ("error" as const),
    urn: urn ?? root?.urn ?? "",
    path: "",
    message: `without ${titleOf(loss)} ${what} is at an end: ${because}`,
    rule: "survival",
  }));
  return [...surprises, ...idle];
}

/** `zone us-central1-a`, `Network online-bank`. */
export function titleOf({ kind, name }: Hit["loss"]): string {
  return ["zone", "region", "key"].includes(kind) ? `${kind} ${name}` : name;
}
