import type { Dimension } from "./option";

/** Which option of each dimension is taken, by its place; 0: none. */
export type Point = readonly number[];

/**
 * All points, those with the fewest changes first, and of these the weaker first. `may`: whether a
 * point is worth looking at; the others cost nothing.
 */
export function* pointsOf(
  dimensions: readonly Dimension[],
  may: (point: Point) => boolean,
): Generator<Point> {
  for (let changes = 0; changes <= dimensions.length; changes += 1) {
    const alike = [...withChanges(dimensions, changes)].filter(may);
    yield* alike.sort((one, other) => strength(one) - strength(other));
  }
}

function* withChanges(dimensions: readonly Dimension[], changes: number): Generator<Point> {
  const [first, ...rest] = dimensions;
  if (!first) {
    if (changes === 0) yield [];
    return;
  }
  if (changes > dimensions.length) return;
  for (const point of withChanges(rest, changes)) yield [0, ...point];
  if (changes === 0) return;
  for (const point of withChanges(rest, changes - 1)) {
    for (let place = 1; place <= first.length; place += 1) yield [place, ...point];
  }
}

function strength(point: Point): number {
  return point.reduce((sum, place) => sum + place, 0);
}

/** Every change of the first is in the second, as strong or stronger. */
export function isWithin(smaller: Point, point: Point): boolean {
  return smaller.every((place, index) => place <= (point[index] ?? 0));
}
