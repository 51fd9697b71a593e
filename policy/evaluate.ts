import { byWeight, type Finding } from "../inventory/finding";
import { contextOf, type PolicyContext, type StackInventory } from "./context";
import { policyRules } from "./rules/index";
import type { PolicyRule } from "./rule";
import type { Situation } from "./situation";
import { isOver, waive, type Waived } from "./waive";

/** What came of holding stacks against the reliability rules. */
export interface PolicyResult {
  /** Worst first; broken rules, and waivers that are no good. */
  readonly findings: readonly Finding[];
  readonly waived: readonly Waived[];
  /** Ids of the rules that the stacks were held against. */
  readonly evaluated: readonly string[];
  readonly notEvaluated: readonly NotEvaluated[];
}

export interface NotEvaluated {
  readonly id: string;
  readonly reason: string;
}

/**
 * Holds a system's stacks against all rules that they can decide. `today` is a day such as `2027-01-31`.
 * `rules`: those to hold them against. @default all
 */
export function evaluate(
  stacks: readonly StackInventory[],
  situation: Situation,
  today: string,
  rules: readonly PolicyRule[] = policyRules,
): PolicyResult {
  const context = contextOf(stacks, situation);
  const missing = missingRegions(context);
  const chosen = rules.map((rule) => ({ rule, reason: obstacle(rule, context, missing) }));
  const evaluated = chosen.flatMap(({ rule, reason }) => (reason === undefined ? [rule] : []));
  const { findings, waived, used } = waive(
    context,
    evaluated.flatMap((rule) => findingsOf(rule, context)),
    today,
  );
  const notEvaluated = chosen.flatMap(({ rule, reason }) =>
    reason === undefined ? [] : [{ id: rule.id, reason }],
  );
  return {
    findings: [
      ...findings,
      ...waiverFindings(context, used, today, missing.length === 0 ? notEvaluated : undefined),
    ].sort(byWeight),
    waived,
    evaluated: evaluated.map(({ id }) => id),
    notEvaluated,
  };
}

/** Why a rule can't be decided here, if it can't. */
function obstacle(
  { scope, applies }: PolicyRule,
  context: PolicyContext,
  missing: readonly string[],
): string | undefined {
  if (scope === "system" && missing.length > 0) {
    return `needs all stacks of the system; ${missing.join(", ")} isn't there`;
  }
  return applies.when?.(context) === false ? `nothing here has ${applies.to}` : undefined;
}

function missingRegions({ stacks, situation }: PolicyContext): readonly string[] {
  const there = stacks.map(({ region }) => region);
  return Object.keys(situation.regions).filter((region) => !there.includes(region));
}

function findingsOf(rule: PolicyRule, context: PolicyContext): Finding[] {
  const { severity, id } = rule;
  return rule.breaches(context).map(({ resource, path, message }) => ({
    severity,
    urn: resource.urn,
    path,
    message,
    rule: id,
  }));
}

/**
 * Waivers that are over, or cover nothing, as warnings: what they no longer cover has its own
 * weight. Without all stacks nobody can say that one covers nothing, so `undecided` is left out
 * then. What waivers of survival cover the survival check says.
 */
function waiverFindings(
  { situation, stacks }: PolicyContext,
  used: ReadonlySet<Situation["waivers"][number]>,
  today: string,
  undecided: readonly NotEvaluated[] | undefined,
): Finding[] {
  const home = stacks.find(({ region }) => region === situation.home) ?? stacks[0];
  const root = home?.inventory.resources.find(({ parent }) => parent === undefined);
  const urn = root?.urn ?? "";
  return situation.waivers.flatMap((waiver, index) => {
    const message = isOver(waiver, today)
      ? `for "${waiver.rule}" ended on "${waiver.until}"; mend what it waived, or decide anew until when`
      : undecided === undefined || used.has(waiver) || waiver.rule === "survival"
        ? undefined
        : uselessness(waiver, undecided);
    const path = `waivers[${index}]`;
    return message === undefined
      ? []
      : [{ severity: "warning" as const, urn, path, message, rule: "waiver" }];
  });
}

function uselessness(
  { rule, of }: Situation["waivers"][number],
  undecided: readonly NotEvaluated[],
): string {
  const why = undecided.find(({ id }) => id === rule)?.reason;
  if (why !== undefined) return `"${rule}" isn't decided here: ${why}; take the waiver out`;
  if (!policyRules.some(({ id }) => id === rule)) {
    return `"${rule}" is no rule; docs/policy.md lists them all`;
  }
  return `"${rule}" isn't broken${of === undefined ? "" : ` by "${of}"`}; take the waiver out`;
}
