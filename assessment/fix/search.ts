import type { Setting } from "../../recovery/plan/setting";
import { type Evidence, ofStepsAlone } from "../objectives/evidence";
import type { Finding } from "../objectives/finding";
import { answer, questionsOf, questionTo } from "../objectives/questions";
import type { Question } from "../objectives/finding";
import type { Verdict } from "../objectives/verdict";
import { colder, dimensionsOf } from "./dimensions";
import type { Changes, Dimension, Option } from "./option";
import { strongest, withOptions } from "./reach";

/** Points that are tried at the most; a search that would need more says so. */
const MOST_POINTS = 3_000;

/** A change after which every objective is met that any change can meet. */
export interface Fix {
  readonly edits: Changes;
  /** Even at worst; else as a rule, and at risk. */
  readonly holds: "at worst" | "as a rule";
  /** Those of the edits that can change what Google bills; what is asked of people can't. */
  readonly billed: Changes;
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
 * at worst, or if nothing does, as a rule. What nothing can meet, and what nothing lets tell, is left.
 */
export function findFixes(
  setting: Setting,
  evidence: Evidence,
  findings: readonly Finding[],
): Fixes {
  const steps = ofStepsAlone(evidence);
  const asked = findings.flatMap((finding) => {
    const question = questionTo(setting, finding);
    return question && canBeMet(setting, steps, finding, question) ? [question] : [];
  });
  if (asked.length === 0) return { fixes: [], tried: 0, cut: false };
  const cheaper = colder(setting.topology.system);
  const searches = [
    new Search(setting, steps, asked, []),
    ...(cheaper ? [new Search(setting, steps, asked, [cheaper])] : []),
  ];
  const strict = searches.map((search) => search.run(WELL));
  if (strict.some((points) => points.length > 0)) return resultOf(searches, strict, "at worst");
  const lax = searches.map((search) => search.run([...WELL, "at-risk"]));
  return resultOf(searches, lax, "as a rule");
}

/** What isn't met, and what can't be told today and could with everything changed that helps. */
function canBeMet(
  setting: Setting,
  evidence: Evidence,
  { verdict }: Finding,
  question: Question,
): boolean {
  if (verdict !== "not-assessable")
    return verdict === "breached-can-be-met" || verdict === "at-risk";
  return answer(strongest(setting), evidence, [question]).every(({ verdict }) =>
    WELL.includes(verdict),
  );
}

function resultOf(
  searches: readonly Search[],
  found: readonly (readonly Point[])[],
  holds: Fix["holds"],
): Fixes {
  return {
    fixes: searches.flatMap((search, index) => search.fixes(found[index] ?? [], holds)),
    tried: searches.reduce((sum, { tried }) => sum + tried, 0),
    cut: searches.some(({ cut }) => cut),
  };
}

/** Which option of each dimension is taken, by its place; 0: none. */
type Point = readonly number[];

/** Everything that may be added to a description in which some of it is already changed. */
class Search {
  readonly cut: boolean;
  private readonly before: Setting;
  private readonly setting: Setting;
  private readonly evidence: Evidence;
  private readonly asked: readonly Question[];
  private readonly given: readonly Option[];
  private readonly dimensions: readonly Dimension[];
  private readonly points: readonly Point[];
  private readonly known = new Map<string, readonly Verdict[]>();

  constructor(
    before: Setting,
    evidence: Evidence,
    asked: readonly Question[],
    given: readonly Option[],
  ) {
    this.before = before;
    this.setting = withOptions(before, given);
    this.evidence = evidence;
    this.asked = asked;
    this.given = given;
    const taken = given.map(({ dimension }) => dimension);
    this.dimensions = helpful(this.setting, evidence, asked, taken);
    const all = pointsOf(this.dimensions, given.length);
    this.points = all.slice(0, MOST_POINTS);
    this.cut = all.length > MOST_POINTS;
  }

  get tried(): number {
    return this.known.size;
  }

  /** The points at which all that can be accepted is, each without a smaller one that does, too. */
  run(accepted: readonly Verdict[]): readonly Point[] {
    // What everything together doesn't reach, no part of it does.
    const most = this.dimensions.map(({ length }) => length);
    if (!this.isAccepted(most, accepted)) return [];
    const found: Point[] = [];
    for (const point of this.points) {
      if (found.some((smaller) => isWithin(smaller, point))) continue;
      if (this.isAccepted(point, accepted) && this.spoilsNothing(point)) found.push(point);
    }
    return found;
  }

  fixes(points: readonly Point[], holds: Fix["holds"]): readonly Fix[] {
    return points.map((point) => {
      const options = [...this.given, ...this.optionsAt(point)];
      const billed = options.filter(({ ofPeople }) => !ofPeople);
      return { edits: editsOf(options), holds, billed: editsOf(billed) };
    });
  }

  private isAccepted(point: Point, accepted: readonly Verdict[]): boolean {
    return this.verdictsAt(point).every((verdict) => accepted.includes(verdict));
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
    const questions = questionsOf(this.before);
    const before = answer(this.before, this.evidence, questions);
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
  taken: readonly string[],
): readonly Dimension[] {
  const dimensions = dimensionsOf(setting.topology.system).filter(
    ([first]) => first !== undefined && !taken.includes(first.dimension),
  );
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
function pointsOf(dimensions: readonly Dimension[], given: number): readonly Point[] {
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
    .filter((point) => changes(point) + given > 0)
    .sort((one, other) => changes(one) - changes(other) || strength(one) - strength(other));
}

/** Every change of the first is in the second, as strong or stronger. */
function isWithin(smaller: Point, point: Point): boolean {
  return smaller.every((place, index) => place <= (point[index] ?? 0));
}

function editsOf(options: readonly Option[]): Changes {
  return Object.assign({}, ...options.map(({ edits }) => edits));
}
