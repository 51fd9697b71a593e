import type { Situation } from "../situation";
import { isOver } from "../waive";
import { isSurprise, titleOf } from "./surprise";
import type { Hit } from "./survive";

type Waiver = Situation["waivers"][number];

/** What waivers of `survival` make of what a system doesn't survive. */
export interface WaivedHits {
  readonly hits: readonly Hit[];
  /** Places in the description's list of waivers that cover nothing and aren't over. */
  readonly idle: readonly number[];
}

/** Takes as accepted what waivers cover on this day, written as `2027-01-31`; the last day counts. */
export function waiveHits(hits: readonly Hit[], { waivers }: Situation, today: string): WaivedHits {
  const current = waivers.filter((waiver) => waiver.rule === "survival" && !isOver(waiver, today));
  const used = new Set<Waiver>();
  const waived = hits.map((hit) => {
    const waiver = isSurprise(hit)
      ? current.find((candidate) => covers(candidate, hit))
      : undefined;
    if (!waiver) return hit;
    used.add(waiver);
    return { ...hit, accepted: `${waiver.reason} (waived until ${waiver.until})` };
  });
  const idle = current.filter((waiver) => !used.has(waiver));
  return { hits: waived, idle: idle.map((waiver) => waivers.indexOf(waiver)) };
}

/** The service or store that is at an end, what is lost, or the lost resource by its URN. */
function covers({ of }: Waiver, { what, loss, urn }: Hit): boolean {
  return of !== undefined && [what, titleOf(loss), urn].includes(of);
}
