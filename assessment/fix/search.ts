import type { Setting } from "../../recovery/plan/setting";
import { isPossible } from "./possible";
import { type Evidence, ofStepsAlone } from "../objectives/evidence";
import type { Finding, Question } from "../objectives/finding";
import { answer, questionsOf, questionTo } from "../objectives/questions";
import type { Verdict } from "../objectives/verdict";
import { type Asked, Examiner, type Held, sharesOf } from "./asked";
import { colder, dimensionsOf } from "./dimensions";
import { helpful } from "./helpful";
import type { Changes, Dimension, Option } from "./option";
import { isWithin, type Point, pointsOf } from "./points";
import { strongest, withOptions } from "./reach";

/** Descriptions that are assessed at the most; a search that would need more says so. */
const MOST_TRIED = 2_000;

/** A change after which every objective is met that any change can meet. */
export interface Fix {
  readonly edits: Changes;
  /** Even at worst; else as a rule, and at risk. */
  readonly holds: "at worst" | "as a rule";
  /** Those of the edits that can change what Google bills; what is asked of people can't. */
  readonly billed: Changes;
  /** What has to be minded when it is deployed, as sentences. */
  readonly mind: readonly string[];
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
const isWell = (verdict: Verdict) => WELL.includes(verdict);

/**
 * Looks through everything that may be described otherwise for the least that meets every objective
 * at worst, or if nothing does, as a rule. What nothing can meet, and what nothing lets tell, is left.
 * `held`: the availability objectives; left out, only those of events are looked at.
 */
export function findFixes(
  setting: Setting,
  evidence: Evidence,
  findings: readonly Finding[],
  held?: Held,
): Fixes {
  const steps = ofStepsAlone(evidence);
  const questions = findings.flatMap((finding) => {
    const question = questionTo(setting, finding);
    return question && canBeMet(setting, steps, finding, question) ? [question] : [];
  });
  const shares = sharesOf(setting, held?.findings ?? [], (one) => one === "breached-can-be-met");
  if (questions.length === 0 && shares.length === 0) return { fixes: [], tried: 0, cut: false };
  const examiner = new Examiner(steps, held?.beliefs);
  const well = sharesOf(setting, held?.findings ?? [], isWell);
  const sought = { asked: { questions, shares }, well };
  const cheaper = colder(setting.topology.system);
  const searches = [
    new Search(setting, examiner, sought, []),
    ...(cheaper ? [new Search(setting, examiner, sought, [cheaper])] : []),
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
  return answer(strongest(setting), evidence, [question]).every(({ verdict }) => isWell(verdict));
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

/** What a fix has to meet, and the availabilities that it may not spoil. */
interface Sought {
  readonly asked: Asked;
  readonly well: Asked["shares"];
}

/** Everything that may be added to a description in which some of it is already changed. */
class Search {
  /** Not all could be tried. */
  cut = false;
  private readonly before: Setting;
  private readonly setting: Setting;
  private readonly examiner: Examiner;
  private readonly sought: Sought;
  private readonly given: readonly Option[];
  private readonly dimensions: readonly Dimension[];
  private readonly known = new Map<string, boolean>();
  private wellBefore: readonly Question[] | undefined;

  constructor(before: Setting, examiner: Examiner, sought: Sought, given: readonly Option[]) {
    this.before = before;
    this.setting = withOptions(before, given);
    this.examiner = examiner;
    this.sought = sought;
    this.given = given;
    const taken = given.map(({ dimension }) => dimension);
    const free = dimensionsOf(this.setting.topology.system).filter(
      ([first]) => first !== undefined && !taken.includes(first.dimension),
    );
    this.dimensions = helpful(this.setting, examiner, sought.asked, free);
  }

  /** Points that were assessed. */
  get tried(): number {
    return new Set([...this.known.keys()].map((key) => key.split(":")[0])).size;
  }

  /** The points at which all that can be accepted is, each without a smaller one that does, too. */
  run(accepted: readonly Verdict[]): readonly Point[] {
    // What everything together doesn't reach, no part of it does.
    const most = this.dimensions.map(({ length }) => length);
    if (!this.isAccepted(most, accepted)) return [];
    const needed = this.needed(most, accepted);
    const found: Point[] = [];
    const may = (point: Point) =>
      this.given.length + strengthOf(point) > 0 &&
      needed.every((places) => places.some((index) => (point[index] ?? 0) > 0));
    for (const point of pointsOf(this.dimensions, may)) {
      if (found.some((smaller) => isWithin(smaller, point))) continue;
      if (this.tried >= MOST_TRIED) {
        this.cut = true;
        break;
      }
      if (this.isAccepted(point, accepted) && this.spoilsNothing(point)) found.push(point);
    }
    return found;
  }

  fixes(points: readonly Point[], holds: Fix["holds"]): readonly Fix[] {
    return points.map((point) => {
      const options = [...this.given, ...this.optionsAt(point)];
      const billed = options.filter(({ ofPeople }) => !ofPeople);
      const mind = options.flatMap((option) => option.mind ?? []);
      return { edits: editsOf(options), holds, billed: editsOf(billed), mind };
    });
  }

  /** Sets of dimensions of which one has to be changed: without all of a set, nothing else is enough. */
  private needed(most: Point, accepted: readonly Verdict[]): readonly (readonly number[])[] {
    const without = (gone: readonly number[]) =>
      !this.isAccepted(
        most.map((place, index) => (gone.includes(index) ? 0 : place)),
        accepted,
      );
    const all = most.map((_, index) => index);
    const single = all.filter((index) => without([index]));
    const rest = all.filter((index) => !single.includes(index));
    const pairs = rest.flatMap((one) =>
      rest.flatMap((other) => (one < other && without([one, other]) ? [[one, other]] : [])),
    );
    return [...single.map((index) => [index]), ...pairs];
  }

  private isAccepted(point: Point, accepted: readonly Verdict[]): boolean {
    const key = `${point.join(" ")}:${accepted.length}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const holds = this.examiner.isAccepted(this.at(point), this.sought.asked, accepted);
    this.known.set(key, holds);
    return holds;
  }

  /** What was well before is well afterwards, and may be described so. */
  private spoilsNothing(point: Point): boolean {
    const setting = this.at(point);
    if (!isPossible(setting.topology)) return false;
    this.wellBefore ??= this.examiner
      .answers(this.before, questionsOf(this.before))
      .flatMap((finding) =>
        isWell(finding.verdict) ? (questionTo(this.before, finding) ?? []) : [],
      );
    const asked = { questions: this.wellBefore, shares: this.sought.well };
    return this.examiner.isAccepted(setting, asked, WELL);
  }

  private at(point: Point): Setting {
    return withOptions(this.setting, this.optionsAt(point));
  }

  private optionsAt(point: Point): readonly Option[] {
    return point.flatMap((place, index) => this.dimensions[index]?.[place - 1] ?? []);
  }
}

function strengthOf(point: Point): number {
  return point.reduce((sum, place) => sum + place, 0);
}

function editsOf(options: readonly Option[]): Changes {
  return Object.assign({}, ...options.map(({ edits }) => edits));
}
