import { readConsents } from "../../../policy/gate/consent";
import { gate, GATE_RULE_IDS } from "../../../policy/gate/gate";
import { readRecovery } from "../../../policy/gate/recovery";
import type { Problem } from "../../../system/problem";
import { consentEntries } from "../../../report/gate";
import { corpusPreview, PLAIN } from "./corpus";

const previews = [corpusPreview("online-bank.database-renamed-open.dr")];
const { refusals } = gate(previews, PLAIN);
const [first] = refusals;

function read(text: string) {
  const problems: Problem[] = [];
  const consents = readConsents("consents.yaml", text, GATE_RULE_IDS, problems);
  return { consents, problems: problems.map(({ path, message }) => `${path}  ${message}`) };
}

/** What the refusal offers, filled in. */
const given = (on: string) =>
  consentEntries(refusals, on)
    .join("\n")
    .replaceAll("YOUR NAME", "Ada Example")
    .replaceAll("WHY THIS IS ALL RIGHT", "moved");

describe("a consent", () => {
  it("lets exactly what is named through, as the refusal offers it", () => {
    const { consents, problems } = read(given("2026-11-21"));
    expect(problems).toEqual([]);
    const result = gate(previews, { ...PLAIN, consents });
    expect(result).toMatchObject({ verdict: "pass", refusals: [], unused: [] });
    expect(result.agreed.map(({ refusal }) => refusal)).toEqual(refusals);
  });

  it("is about one rule and one resource", () => {
    const { consents } = read(given("2026-11-21"));
    const others = refusals.filter(({ rule, urn }) => rule !== first?.rule || urn !== first.urn);
    const one = consents.filter(
      ({ rule, resource }) => rule === first?.rule && resource === first.urn,
    );
    expect(gate(previews, { ...PLAIN, consents: one }).refusals).toEqual(others);
    const elsewhere = one.map((consent) => ({ ...consent, resource: `${consent.resource}-2` }));
    expect(gate(previews, { ...PLAIN, consents: elsewhere }).refusals).toEqual(refusals);
    const otherRule = one.map((consent) => ({ ...consent, rule: "both-regions" as const }));
    expect(gate(previews, { ...PLAIN, consents: otherRule }).refusals).toEqual(refusals);
  });

  it.each([
    ["2026-11-07", "pass", undefined],
    ["2026-11-06", "refused", "more than 14 days ago"],
    ["2026-11-22", "refused", "still to come"],
  ])("given on %s: %s", (on, verdict, reason) => {
    const { consents } = read(given(on));
    const result = gate(previews, { ...PLAIN, consents });
    expect(result.verdict).toBe(verdict);
    for (const unused of result.unused) expect(unused.reason).toContain(reason);
  });

  it("that nothing needs is said", () => {
    const { consents } = read(given("2026-11-21"));
    const quiet = gate([corpusPreview("online-bank.nothing.prod")], { ...PLAIN, consents });
    expect(quiet).toMatchObject({ verdict: "pass", agreed: [] });
    expect(quiet.unused.map(({ reason }) => reason)).toEqual(
      consents.map(() => "nothing here needs it; take it out"),
    );
  });
});

describe("the file of consents", () => {
  it.each([
    ["", []],
    ["[]", []],
    ["yes", ["consents.yaml  is no list; write one entry for each resource"]],
    ["- 1", ["consents.yaml: [0]  is no map; it needs rule, resource, by, on, because"]],
    [
      "- { rule: data, resource: urn:pulumi:prod::*, on: 2026-13-01, team: us }",
      [
        "consents.yaml: [0].team  is not known; there are rule, resource, by, on, because",
        "consents.yaml: [0].by  is missing; name the person who agrees",
        "consents.yaml: [0].because  is missing; say why this is all right",
        `consents.yaml: [0].rule  "data" is no rule; use recovery, data-deleted, data-replaced, data-moved, protection-lost, role or both-regions`,
        `consents.yaml: [0].resource  "urn:pulumi:prod::*" is not one URN; copy it from the refusal`,
        `consents.yaml: [0].on  "2026-13-01" is no day; write it as "2026-11-21"`,
      ],
    ],
  ])("%s", (text, problems) => {
    expect(read(text)).toEqual({ consents: [], problems });
  });
});

describe("what a recovery leaves", () => {
  it.each([
    ["", undefined],
    [
      '{"holder":"ada","since":"2026-11-21T10:00:00Z","plan":"failover us-east1"}',
      { holder: "ada", plan: "failover us-east1" },
    ],
    ['{"why":"drain of us-east1"}', { holder: "somebody", plan: "drain of us-east1" }],
  ])("%s", (text, recovery) => {
    expect(readRecovery(text)).toEqual(recovery);
  });

  it("is no other document", () => {
    expect(() => readRecovery("{}")).toThrow(`has neither "holder" nor "why"`);
  });
});
