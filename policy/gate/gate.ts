import type { Finding } from "../../inventory/finding";
import type { GatedPreview } from "./change";
import { CONSENT_DAYS, counts, type Consent, type ConsentDays } from "./consent";
import { dataRules } from "./data";
import { locationRules } from "./location";
import { protectionRules } from "./protection";
import { recoveryRules } from "./recovery";
import { regionRules } from "./regions";
import { roleRules } from "./role";
import type { GateRule, GateRuleId, GateSituation } from "./rule";

/** All rules of the gate, in the order of their weight. */
export const GATE_RULES: readonly GateRule[] = [
  ...recoveryRules,
  ...dataRules,
  ...locationRules,
  ...protectionRules,
  ...roleRules,
  ...regionRules,
];

export const GATE_RULE_IDS: readonly GateRuleId[] = GATE_RULES.map(({ id }) => id);

/** Something that the gate refuses. */
export interface Refusal extends Pick<Finding, "urn" | "path" | "message"> {
  readonly rule: GateRuleId;
}

export interface GateResult {
  /** refused: something is, and nobody has agreed to it; inconclusive: a preview doesn't say enough. */
  readonly verdict: "pass" | "refused" | "inconclusive";
  readonly refusals: readonly Refusal[];
  /** What would be refused, but somebody has agreed to it. */
  readonly agreed: readonly { readonly refusal: Refusal; readonly consent: Consent }[];
  /** What a person has to look at: the preview doesn't say it. */
  readonly unclear: readonly string[];
  /** Consents that agree to nothing here, and why. */
  readonly unused: readonly { readonly consent: Consent; readonly reason: string }[];
}

/** What the gate knows beside the previews. */
export interface GateCase extends GateSituation {
  readonly consents: readonly Consent[];
  readonly days: ConsentDays;
}

/** Holds previews against all rules. */
export function gate(previews: readonly GatedPreview[], asked: GateCase): GateResult {
  const breaches = GATE_RULES.flatMap((rule) =>
    rule.breaches(previews, asked).map((breach) => ({ ...breach, rule: rule.id })),
  );
  const current = asked.consents.filter((consent) => counts(consent, asked.days));
  const refused: Refusal[] = [];
  const agreed: GateResult["agreed"][number][] = [];
  for (const { unclear, ...refusal } of breaches) {
    if (unclear === true) continue;
    const consent = current.find((one) => covers(one, refusal));
    if (consent) agreed.push({ refusal, consent });
    else refused.push(refusal);
  }
  const unclear = [
    ...breaches
      .filter((breach) => breach.unclear)
      .map(({ urn, path, message }) => `${urn} ${path} ${message}`),
    ...previews.flatMap(undecided),
  ];
  return {
    verdict: refused.length > 0 ? "refused" : unclear.length > 0 ? "inconclusive" : "pass",
    refusals: refused,
    agreed,
    unclear,
    unused: asked.consents
      .filter((consent) => !agreed.some((one) => one.consent === consent))
      .map((consent) => ({ consent, reason: whyUnused(consent, asked.days) })),
  };
}

function covers({ rule, resource }: Consent, refusal: Refusal): boolean {
  return rule === refusal.rule && resource === refusal.urn;
}

/** A preview that failed doesn't show everything; a word of the engine's that is new may mean anything. */
function undecided({ file, changes, errors }: GatedPreview): readonly string[] {
  const strange = changes.filter(({ op }) => op === "unclear");
  return [
    ...errors.map((message) => `${file}: the preview failed: ${message}`),
    ...strange.map(({ urn }) => `${file}: nobody knows what would be done to ${urn}`),
  ];
}

function whyUnused(consent: Consent, days: ConsentDays): string {
  if (counts(consent, days)) return "nothing here needs it; take it out";
  return consent.on > days.last
    ? `its day "${consent.on}" is still to come`
    : `its day "${consent.on}" is more than ${CONSENT_DAYS} days ago; take it out, or agree anew`;
}
