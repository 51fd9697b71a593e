/** How long something takes, in milliseconds. */
export interface Span {
  readonly best: number;
  readonly expected: number;
  readonly worst: number;
}

/** Spans by the id of their line in the file of durations. */
export type Spans = (id: string) => Span;

/**
 * A number from 0 up to 1 that follows from the words alone: what is drawn for one thing doesn't
 * depend on how many others were drawn before, so two runs of one seed are alike whatever their order.
 */
export function chance(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5; // FNV-1a, 32 bits, and the finalizer of MurmurHash3 to spread it
  for (const character of words.join("\u0000")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** One length out of a span: triangular, so most are near what is expected and none outside. */
export function draw({ best, expected, worst }: Span, luck: number): number {
  const range = worst - best;
  if (range <= 0) return expected;
  const bend = (expected - best) / range;
  const value =
    luck < bend
      ? best + Math.sqrt(luck * range * (expected - best))
      : worst - Math.sqrt((1 - luck) * range * (worst - expected));
  return Math.round(value);
}
