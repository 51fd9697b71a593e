import type { Setting } from "../../recovery/plan/setting";
import type { Asked, Examiner } from "./asked";
import type { Dimension } from "./option";
import { withOptions } from "./reach";

/** Numbers that differ by less are the same. */
const SAME = 1e-12;

/** Only dimensions that better an answer: alone, or where the strongest of all others is taken. */
export function helpful(
  setting: Setting,
  examiner: Examiner,
  asked: Asked,
  dimensions: readonly Dimension[],
): readonly Dimension[] {
  const last = (all: readonly Dimension[]) => all.flatMap((dimension) => dimension.at(-1) ?? []);
  const told = (all: readonly Dimension[]) =>
    examiner.measured(withOptions(setting, last(all)), asked);
  const none = told([]);
  const all = told(dimensions);
  return dimensions.filter(
    (dimension) =>
      betters(told([dimension]), none) ||
      betters(all, told(dimensions.filter((other) => other !== dimension))),
  );
}

function betters(one: readonly number[], other: readonly number[]): boolean {
  return one.some((value, index) => value > (other[index] ?? 0) + SAME);
}
