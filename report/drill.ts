import type { Colors } from "picocolors/types";
import type { DurationRange } from "../recovery/durations";
import type { Plan } from "../recovery/model";
import { counted } from "../system/text/counted";
import { short } from "./plan";

/** What a drill has measured of one service or store, in seconds. */
interface Measurement {
  readonly of: string;
  readonly what: "rto" | "rpo";
  readonly measured: number;
  readonly predicted?: DurationRange;
  readonly objective?: number;
}

/** A drill as its report needs it; times in Unix milliseconds. */
export interface DrillShown {
  readonly plan: Plan;
  readonly at: number;
  readonly executed: {
    readonly steps: readonly {
      readonly step: string;
      readonly begun?: number;
      readonly done: number;
    }[];
  };
  readonly measured: readonly Measurement[];
  readonly losses: readonly {
    readonly store: string;
    readonly rows: readonly { readonly from: number; readonly to: number }[];
  }[];
  readonly requests: readonly {
    readonly service: string;
    readonly failed: number;
    readonly served: number;
  }[];
  readonly unmeasured: readonly { readonly of: string; readonly why: string }[];
  readonly changes: Readonly<Record<string, readonly string[]>>;
}

/** A drill in words: what happened when, what was measured against what was predicted and asked for. */
export function drillText(drill: DrillShown, colors: Colors): string {
  const { plan, measured, losses, requests, unmeasured, changes } = drill;
  return [
    `${colors.bold(plan.title)}  ${plan.system}, ${plan.verb}, rehearsed in the sandbox`,
    "",
    ...timeline(drill),
    "",
    ...measured.map((one) => measuredLine(one, colors)),
    ...losses.map(({ store, rows }) => `lost of ${store}: ${rowsText(rows)}`),
    ...requests.map(
      ({ service, failed, served }) =>
        `requests of ${service} since the event: ${failed} failed, ${served} answered`,
    ),
    ...unmeasured.map(({ of, why }) => `not measured: ${of}; ${why}`),
    ...Object.entries(changes).map(([region, lines]) =>
      lines.length === 0
        ? `${region}: description, state and cloud agree`
        : colors.red(`${region}: a preview shows changes: ${lines.join("; ")}`),
    ),
  ].join("\n");
}

/** Whether everything was as predicted and as asked for, and nothing is left to be adopted. */
export function drillHeld({
  measured,
  changes,
}: Pick<DrillShown, "measured" | "changes">): boolean {
  return (
    measured.every((one) => verdictOf(one) === undefined) &&
    Object.values(changes).every((lines) => lines.length === 0)
  );
}

function timeline({ plan, at, executed }: DrillShown): string[] {
  const titles = new Map(plan.steps.map(({ id, title }) => [id, title]));
  const since = (time: number) => short((time - at) / 1000).padStart(8);
  return [
    `${since(at)}  ${happenedText(plan)}`,
    ...[...executed.steps]
      .sort((one, other) => one.done - other.done)
      .map(({ step, done }) => `${since(done)}  ${titles.get(step) ?? step}`),
  ];
}

function happenedText({ event, of, steps }: Plan): string {
  switch (event) {
    case "data-deletion":
      return steps.some(({ action }) => action.kind === "queue.seek")
        ? `for a minute, what comes into ${of} is acknowledged and not done`
        : `all rows of ${of} are deleted`;
    case "bad-release":
      return `a version of ${of} that fails its users is released`;
    case "dependency-loss":
      return `${of} fails all its callers`;
    case "overload":
      return `${of} gets more than it has room for`;
    default:
      return `${of} is lost`;
  }
}

function measuredLine(one: Measurement, colors: Colors): string {
  const { of, what, measured, predicted, objective } = one;
  const range = predicted
    ? `predicted ${short(predicted.best)} to ${short(predicted.worst)}`
    : "not predicted";
  const asked = objective === undefined ? "no objective" : `objective ${short(objective)}`;
  const verdict = verdictOf(one);
  const line = `${what.toUpperCase()} of ${of}: ${short(measured)}, ${range}, ${asked}`;
  return verdict === undefined ? line : colors.red(`${line}: ${verdict}`);
}

/** What is wrong with a measurement: nothing is, if it is within what was predicted and asked for. */
export function verdictOf({ measured, predicted, objective }: Measurement): string | undefined {
  if (predicted && measured > predicted.worst) return "longer than predicted";
  if (predicted && measured < predicted.best) return "shorter than predicted";
  if (objective !== undefined && measured > objective) return "misses the objective";
  return undefined;
}

/** Of objects that go one by one there are hundreds of stretches. */
const NAMED = 10;

function rowsText(rows: readonly { readonly from: number; readonly to: number }[]): string {
  if (rows.length === 0) return "no acknowledged row";
  const count = rows.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const parts = rows.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
  const named = parts.slice(0, NAMED).join(", ");
  const left = parts.length - NAMED;
  const more =
    left > 0
      ? ` and ${counted(left, "stretch", "stretches")} more, up to ${rows.at(-1)?.to}; --json names all`
      : "";
  return `${count === 1 ? "1 row" : `${count} rows`}, by number ${named}${more}`;
}
