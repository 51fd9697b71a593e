import type { Colors } from "picocolors/types";
import type { Availability } from "../assessment/availability/findings";
import type { CostDifference } from "../assessment/cost/difference";
import { percent } from "./availability";
import { columns } from "./columns";
import { dollars } from "./money";
import { type AssessedObjective, objectiveChanges, objectiveText } from "./pull-request/objectives";
import { newSurprises, type SurvivedHit } from "./pull-request/survival";
import { wrapped } from "./wrap";

const WIDTH = 100;

/** What is compared of one description. */
export interface Side {
  readonly objectives: readonly AssessedObjective[];
  readonly availability: Availability;
  /** Only where its programs were run. */
  readonly survival?: readonly SurvivedHit[];
}

/** A description beside the one it is to replace. */
export interface Against {
  /** As typed: a revision or a file. */
  readonly base: string;
  readonly before: Side;
  readonly after: Side;
  /** Left out where nothing was priced. */
  readonly cost?: CostDifference;
}

/** What a change does to objectives, availability, cost and survival. */
export function againstText(against: Against, colors: Colors): readonly string[] {
  const lines = [
    ...(objectiveRows(against).length === 0 ? ["objectives: all come to the same"] : []),
    ...objectiveRows(against).map(([name, before, after]) => `${name}: ${before} → ${after}`),
    ...costLines(against),
    ...survivalRows(against).map((row) => `newly ends: ${row}`),
  ];
  const table = availabilityChanges(against);
  return [
    "",
    colors.bold(`against ${against.base}`),
    ...(table.length > 1 ? columns(table).map((line) => `  ${line}`) : []),
    ...lines.flatMap((line) => wrapped(`  ${line}`, WIDTH, "    ")),
  ];
}

/** Name, before, after of each objective that comes to something else. */
export function objectiveRows({ before, after }: Against): readonly (readonly string[])[] {
  const changes = objectiveChanges(before.objectives, after.objectives);
  return changes.map((change) => [
    change.key,
    objectiveText(change.before),
    change.after ? objectiveText(change.after) : "not asked for any more",
  ]);
}

/** Modelled availability, where it differs in what is shown of it. */
export function availabilityChanges({ before, after }: Against): readonly (readonly string[])[] {
  const old = new Map(
    before.availability.subjects.map(({ of, modelled }) => [of, percent(modelled)]),
  );
  const fresh = new Map(
    after.availability.subjects.map(({ of, modelled }) => [of, percent(modelled)]),
  );
  const names = [...new Set([...old.keys(), ...fresh.keys()])];
  const rows = names
    .filter((of) => old.get(of) !== fresh.get(of))
    .map((of) => [
      of === "system" ? "what users see" : of,
      old.get(of) ?? "not there",
      fresh.get(of) ?? "not there",
    ]);
  return [["modelled availability", "before", "after"], ...rows];
}

/** The difference in cost, and what of it nobody knows. */
export function costLines({ cost }: Against): readonly string[] {
  if (!cost) return ["cost: not priced"];
  const sign = cost.usd < 0 ? "-" : "+";
  return [
    cost.usd === 0 ? "cost: the same" : `cost: ${sign}${dollars(Math.abs(cost.usd))} USD a month`,
    ...(cost.unpriced.length === 0
      ? []
      : [`without a price, and not in that: ${cost.unpriced.join("; ")}`]),
  ];
}

/** What a loss ends and didn't before. */
export function survivalRows({ before, after }: Against): readonly string[] {
  if (!before.survival || !after.survival) return [];
  return newSurprises({ before: before.survival, after: after.survival }).map(
    ({ loss, what, because }) => `${what} without ${loss}: ${because}`,
  );
}
