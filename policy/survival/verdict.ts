/** What comes of a loss. */
export type Outcome = "survives" | "survives by recovery" | "doesn't survive";

/** What comes of a loss for one service or store. */
export interface Verdict {
  readonly outcome: Outcome;
  /** What brings it back, or why nothing does; nothing needs to be said of what goes on. */
  readonly because?: string;
}

export const SURVIVES: Verdict = { outcome: "survives" };

export function recovers(because: string): Verdict {
  return { outcome: "survives by recovery", because };
}

export function ends(because: string): Verdict {
  return { outcome: "doesn't survive", because };
}

/** By recovery if there is something that brings it back, else at an end. */
export function either(way: string | undefined, because: string): Verdict {
  return way === undefined ? ends(because) : recovers(way);
}
