import { parseDocument } from "yaml";
import { anyOf, isBlock, quoted } from "../../inventory/values";
import type { Problem } from "../../system/problem";
import type { GateRuleId } from "./rule";

/** Somebody's agreement that one rule is broken for one resource; it stands in the pull request. */
export interface Consent {
  readonly rule: GateRuleId;
  /** The URN of one resource. */
  readonly resource: string;
  /** Who agrees: a name, not a team. */
  readonly by: string;
  /** The day, such as `2026-11-21`. */
  readonly on: string;
  readonly because: string;
}

/** For how many days after its day a consent counts, so that none outlives its pull request for long. */
export const CONSENT_DAYS = 14;

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const KEYS = ["rule", "resource", "by", "on", "because"] as const;

/**
 * Reads the file of consents: a YAML list. Fills in a problem for everything that is wrong with it;
 * what is wrong consents to nothing.
 */
export function readConsents(
  file: string,
  text: string,
  rules: readonly GateRuleId[],
  problems: Problem[],
): readonly Consent[] {
  const document = parseDocument(text);
  const content: unknown = document.errors.length > 0 ? undefined : document.toJS();
  if (content === null) return [];
  if (!Array.isArray(content)) {
    problems.push({ path: file, message: "is no list; write one entry for each resource" });
    return [];
  }
  return content.flatMap((entry: unknown, index) => {
    const wrong = faults(entry, rules);
    problems.push(
      ...wrong.map(({ path, message }) => ({
        path: [`${file}: [${index}]`, path].filter(Boolean).join("."),
        message,
      })),
    );
    // All five are texts: `faults` has looked at each.
    return wrong.length > 0 ? [] : [entry as Consent];
  });
}

function faults(entry: unknown, rules: readonly GateRuleId[]): readonly Problem[] {
  if (!isBlock(entry)) return [{ path: "", message: `is no map; it needs ${KEYS.join(", ")}` }];
  const strange = Object.keys(entry).filter((key) => !KEYS.some((known) => known === key));
  const missing = KEYS.filter((key) => typeof entry[key] !== "string" || entry[key] === "");
  const { rule, resource, on } = entry;
  return [
    ...strange.map((path) => ({ path, message: `is not known; there are ${KEYS.join(", ")}` })),
    ...missing.map((path) => ({ path, message: MISSING[path] })),
    ...(typeof rule === "string" && !rules.some((id) => id === rule)
      ? [{ path: "rule", message: `${quoted(rule)} is no rule; use ${anyOf(rules)}` }]
      : []),
    ...(typeof resource === "string" && !/^urn:pulumi:[^*?]+$/.test(resource)
      ? [
          {
            path: "resource",
            message: `${quoted(resource)} is not one URN; copy it from the refusal`,
          },
        ]
      : []),
    ...(typeof on === "string" && !DAY.test(on)
      ? [{ path: "on", message: `${quoted(on)} is no day; write it as "2026-11-21"` }]
      : []),
  ];
}

const MISSING: Readonly<Record<(typeof KEYS)[number], string>> = {
  rule: "is missing; name the rule, as the refusal does",
  resource: "is missing; copy the resource's URN from the refusal",
  by: "is missing; name the person who agrees",
  on: `is missing; give the day in quotes, such as "2026-11-21"`,
  because: "is missing; say why this is all right",
};

/** The days on which a consent may have been given to count now, as text: the first and the last. */
export interface ConsentDays {
  readonly first: string;
  readonly last: string;
}

/** Days as text in the form of ISO 8601 are in the order of their texts. */
export function counts({ on }: Consent, { first, last }: ConsentDays): boolean {
  return first <= on && on <= last;
}
