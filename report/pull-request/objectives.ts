import { isBlock, listAt, numberAt, textAt } from "../../inventory/values";
import type { BeforeAfter } from "./before-after";
import { code, plain, table } from "./markdown";

/** What the comment reads of one finding of `standby assess --json`. */
export interface AssessedObjective {
  readonly of: string;
  readonly event: string;
  readonly metric: string;
  readonly verdict: string;
  /** What is asked for, in seconds; none for a question without an objective. */
  readonly asked?: number;
  /** As a rule and at worst, in seconds; none where nothing says it. */
  readonly expected?: number;
  readonly worst?: number;
}

/** Reads what `standby assess --json` prints. Throws an `Error` if it is no assessment. */
export function readAssessment(json: unknown): readonly AssessedObjective[] {
  if (!isBlock(json) || !Array.isArray(json["findings"])) {
    throw new Error(`it has no list "findings"; give it what standby assess --json prints`);
  }
  return listAt(json, "findings").map((finding): AssessedObjective => {
    const text = (path: string) => textAt(finding, path) ?? "";
    const [asked, expected, worst] = [
      "objective.seconds",
      "estimate.expected.seconds",
      "estimate.worst.seconds",
    ].map((path) => numberAt(finding, path));
    return {
      ...{ of: text("of"), event: text("event"), metric: text("metric"), verdict: text("verdict") },
      ...(asked === undefined ? {} : { asked }),
      ...(expected === undefined ? {} : { expected }),
      ...(worst === undefined ? {} : { worst }),
    };
  });
}

/** An objective that comes to something else than before. */
export interface ObjectiveChange {
  /** `web region-loss rto`. */
  readonly key: string;
  readonly after?: AssessedObjective;
  readonly before?: AssessedObjective;
}

/** What comes to something else than before, the worst first; then what isn't asked for any more. */
export function objectiveChanges(
  before: readonly AssessedObjective[],
  after: readonly AssessedObjective[],
): readonly ObjectiveChange[] {
  const old = new Map(before.map((one) => [keyOf(one), one]));
  const asked = after.filter((one) => one.asked !== undefined);
  const changed = asked
    .filter((one) => shown(old.get(keyOf(one))) !== shown(one))
    .sort((a, b) => weight(a) - weight(b))
    .map((one): ObjectiveChange => {
      const was = old.get(keyOf(one));
      return { key: keyOf(one), after: one, ...(was ? { before: was } : {}) };
    });
  const gone = before
    .filter((one) => one.asked !== undefined && !asked.some((left) => keyOf(left) === keyOf(one)))
    .map((one) => ({ key: keyOf(one), before: one }));
  return [...changed, ...gone];
}

/** What an objective comes to: `met-unproven, 16 s to 18 s`. */
export function objectiveText(one: AssessedObjective | undefined): string {
  return shown(one);
}

/** The objectives that come to something else than before, the worst first. */
export function objectiveLines(
  before: readonly AssessedObjective[] | undefined,
  after: readonly AssessedObjective[],
): readonly string[] {
  const asked = after.filter((one) => one.asked !== undefined);
  const changes = before ? objectiveChanges(before, after) : [];
  const rows = changes.map(({ after: now, before: was }) => {
    const one = now ?? was;
    return [
      one ? nameOf(one) : "",
      lengthOf(one?.asked),
      shown(was),
      now === undefined
        ? "not asked for any more"
        : isBreached(now)
          ? `🔴 **${shown(now)}**`
          : shown(now),
    ];
  });
  const broken = asked.filter(isBreached).length;
  const summary = `${asked.length} objectives: ${broken === 0 ? "none is breached" : `**${broken} breached**`}, ${changes.length} come to something else than before.`;
  return [summary, "", ...table(["Objective", "asked for", "before", "after"], rows)];
}

/** What is breached and wasn't; all that is breached, where the base is unknown. */
export function newlyBreached({
  before = [],
  after,
}: BeforeAfter<readonly AssessedObjective[]>): readonly AssessedObjective[] {
  const old = new Set(before.filter(isBreached).map(keyOf));
  return after.filter((one) => one.asked !== undefined && isBreached(one) && !old.has(keyOf(one)));
}

function isBreached({ verdict }: AssessedObjective): boolean {
  return verdict.startsWith("breached");
}

function weight(one: AssessedObjective): number {
  return isBreached(one) ? 0 : one.verdict === "met" ? 2 : 1;
}

function keyOf({ of, event, metric }: AssessedObjective): string {
  return [of, event, metric].join(" ");
}

function nameOf({ of, event, metric }: AssessedObjective): string {
  return `${code(of)} ${plain(`${metric.toUpperCase()} at ${event}`)}`;
}

function shown(one: AssessedObjective | undefined): string {
  if (one === undefined) return "not there";
  const { verdict, expected, worst } = one;
  const time = expected === undefined ? "" : `, ${lengthOf(expected)} to ${lengthOf(worst)}`;
  return `${plain(verdict.replaceAll("-", " "))}${time}`;
}

const UNITS = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
] as const;

function lengthOf(seconds: number | undefined): string {
  if (seconds === undefined) return "nobody knows";
  const [unit, size] = UNITS.find(([, length]) => seconds >= 2 * length) ?? ["s", 1];
  return `${Math.round((seconds / size) * 10) / 10} ${unit}`;
}
