import type { Setting } from "../../recovery/plan/setting";
import { type Evidence, ofStepsAlone } from "../objectives/evidence";
import type { Finding } from "../objectives/finding";
import { answer, questionsOf, questionTo } from "../objectives/questions";
import type { Question } from "../objectives/finding";
import type { Verdict } from "../objectives/verdict";
import { dimensionsOf } from "./dimensions";
import type { Changes, Dimension, Option } from "./option";
import { withOptions } from "./reach";

/** Points that are tried at the most; a search that would need more says so. */
const MOST_POINTS = 3_000;

/** A change after which every objective is met that any change can meet. */
export interface Fix {
  readonly edits: Changes;
  /** Even at worst; else as a rule, and at risk. */
  readonly holds: "at worst" | "as a rule";
}

/** What a search has found. */
export interface Fixes {
  /** Each as small as it can be: whatever is left out of it, something is breached again. */
  readonly fixes: readonly Fix[];
  /** How many descriptions were assessed. */
  readonly tried: number;
  /** Not all of them could be tried. */
  readonly cut: boolean;
}

const WELL: readonly Verdict[] = ["met", "met-unproven", "no-objective"];

/**
 * Looks through everything that may be described otherwise for the least that meets every objective
 * at worst, or if nothing does, as a rule. What nothing can meet, and what can't be told, is left.
 */
export function findFixes(
  setting: Setting,
  evidence: Evidence,
  findings: readonly Finding[],
): Fixes {
  const unmet = findings.filter(
    ({ verdict }) => verdict === "breached-can-be-met" || verdict === "at-risk",
  );
  if (unmet.length === 0) return { fixes: [], tried: 0, cut: false };
  const asked = unmet.flatMap((finding) => questionTo(setting, finding) ?? []);
  const search = new Search(setting, ofStepsAlone(evidence), asked);
  const strict = search.run(WELL);
  if (strict.length > 0) return search.result(strict, "at worst");
  return search.result(search.run([...WELL, "at-risk"]), "as a rule");
}

/** Which option of each dimension is taken, by its place; 0: none. */
type Point = readonly number[];

class Search {
  private readonly setting: Setting;
  private readonly evidence: Evidence;
  private readonly asked: readonly Question[];
  private readonly dimensions: readonly Dimension[];
  private readonly points: readonly Point[];
  private readonly known = new Map<string, readonly Verdict[]>();
  private readonly cut: boolean;

  constructor(setting: Setting, evidence: Evidence, asked: readonly Question[]) {
    this.setting = setting;
    this.evidence = evidence;
    this.asked = asked;
    this.dimensions = helpful(setting, evidence, asked);
    const all = pointsOf(this.dimensions);
    this.points = all.slice(0, MOST_POINTS);
    this.cut = all.length > MOST_POINTS;
  }

  /** The points at which all that can be accepted is, each without a smaller one that does, too. */
  run(accepted: readonly Verdict[]): readonly Point[] {
    const found: Point[] = [];
    for (const point of this.points) {
      if (found.some((smaller) => isWithin(smaller, point))) continue;
      const all = this.verdictsAt(point).every((verdict) => accepted.includes(verdict));
      if (all && this.spoilsNothing(point)) found.push(point);
    }
    return found;
  }

  result(points: readonly Point[], holds: Fix["holds"]): Fixes {
    const fixes = points.map((point) => ({ edits: editsOf(this.optionsAt(point)), holds }));
    return { fixes, tried: this.known.size, cut: this.cut };
  }

  private verdictsAt(point: Point): readonly Verdict[] {
    const key = point.join(" ");
    const known = this.known.get(key);
    if (known) return known;
    const setting = withOptions(this.setting, this.optionsAt(point));
    const verdicts = answer(setting, this.evidence, this.asked).map(({ verdict }) => verdict);
    this.known.set(key, verdicts);
    return verdicts;
  }

  /** What was well before is well afterwards. */
  private spoilsNothing(point: Point): boolean {
    const questions = questionsOf(this.setting);
    const before = answer(this.setting, this.evidence, questions);
    const after = answer(
      withOptions(this.setting, this.optionsAt(point)),
      this.evidence,
      questions,
    );
    return before.every(
      ({ verdict }, index) =>
        !WELL.includes(verdict) || WELL.includes(after[index]?.verdict ?? "not-assessable"),
    );
  }

  private optionsAt(point: Point): readonly Option[] {
    return point.flatMap((place, index) => this.dimensions[index]?.[place - 1] ?? []);
  }
}

/** Only dimensions that change an answer: alone, or where the strongest of all others is taken. */
function helpful(
  setting: Setting,
  evidence: Evidence,
  asked: readonly Question[],
): readonly Dimension[] {
  const dimensions = dimensionsOf(setting.topology.system);
  const last = (all: readonly Dimension[]) => all.flatMap((dimension) => dimension.at(-1) ?? []);
  const told = (options: readonly Option[]) =>
    JSON.stringify(answer(withOptions(setting, options), evidence, asked));
  const [none, all] = [told([]), told(last(dimensions))];
  return dimensions.filter((dimension) => {
    const others = dimensions.filter((other) => other !== dimension);
    return told(last([dimension])) !== none || told(last(others)) !== all;
  });
}

/** All points, those with the fewest changes first, and of these the weaker first. */
function pointsOf(dimensions: readonly Dimension[]): readonly Point[] {
  const all = dimensions.reduce<readonly Point[]>(
    (points, dimension) =>
      points.flatMap((point) =>
        Array.from({ length: dimension.length + 1 }, (_, place) => [...point, place]),
      ),
    [[]],
  );
  const changes = (point: Point) => point.filter((place) => place > 0).length;
  const strength = (point: Point) => point.reduce((sum, place) => sum + place, 0);
  return all
    .filter((point) => changes(point) > 0)
    .sort((one, other) => changes(one) - changes(other) || strength(one) - strength(other));
}

/** Every change of the first is in the second, as strong or stronger. */
function isWithin(smaller: Point, point: Point): boolean {
  return smaller.every((place, index) => place <= (point[index] ?? 0));
}

function editsOf(options: readonly Option[]): Changes {
  return Object.assign({}, ...options.map(({ edits }) => edits));
}
