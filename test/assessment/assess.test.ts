import { assess } from "../../assessment/assess";
import { answersOf, outcomeOf } from "../../assessment/summary";
import { MODES, setting } from "../recovery/plan/fixtures";
import { assessed, findingAbout, secondsOf, SYSTEMS, TODAY } from "./objectives/fixtures";

const EVERYTHING = SYSTEMS.flatMap((system) => MODES.map((mode) => [system, mode] as const));

describe.each(EVERYTHING)("the assessment of %s in %s", (system, mode) => {
  const assessment = assessed(system, mode);

  it("adds up: each length is the sum of its terms, and best ≤ expected ≤ worst", () => {
    const known = assessment.findings.flatMap(({ estimate }) =>
      estimate.is === "known" ? [estimate] : [],
    );
    expect(known.length).toBeGreaterThan(10);
    for (const { best, expected, worst } of known) {
      for (const { seconds, terms } of [best, expected, worst]) {
        expect(seconds).toBe(terms.reduce((sum, term) => sum + term.seconds, 0));
      }
      expect(best.seconds).toBeLessThanOrEqual(expected.seconds);
      expect(expected.seconds).toBeLessThanOrEqual(worst.seconds);
    }
  });

  it("names a source for every term, and the day of it unless it is described", () => {
    const terms = assessment.findings.flatMap(({ estimate }) =>
      estimate.is === "known" ? [...estimate.best.terms, ...estimate.worst.terms] : [],
    );
    const bare = terms.filter(({ source, basis, asOf, resource, what }) => {
      const dated = basis === "declared" || /^\d{4}-\d\d-\d\d$/.test(asOf ?? "");
      return source === "" || resource === "" || what === "" || !dated;
    });
    expect(bare).toEqual([]);
  });

  it("never calls met what isn't known", () => {
    const hollow = assessment.findings.filter(
      ({ verdict, estimate }) =>
        verdict.startsWith("met") && (estimate.is !== "known" || estimate.open.length > 0),
    );
    expect(hollow).toEqual([]);
  });

  it("answers every objective that is about an event", () => {
    const { system: described } = setting(system, mode).topology;
    const asked = described.objectives.flatMap((objective, index) =>
      "when" in objective
        ? (["rto", "rpo"] as const).flatMap((metric) =>
            objective[metric] === undefined ? [] : [`objectives[${index}].${metric}`],
          )
        : [],
    );
    const answered = answersOf(assessment).map(({ objective }) => objective?.path);
    expect(answered.toSorted()).toEqual(asked.toSorted());
  });

  it("is the same to the byte when asked again", () => {
    expect(JSON.stringify(assessed(system, mode))).toBe(JSON.stringify(assessment));
  });
});

describe("what an assessment comes to", () => {
  it("counts a service as back when all that it can't do without is", () => {
    const bank = assessed("online-bank", "hot");
    // At best the writer stands in the other zone.
    expect(secondsOf(findingAbout(bank, "accounts zone-loss rto"))).toEqual([13, 90, 180]);
    // web needs accounts softly, so it doesn't wait for their database.
    expect(secondsOf(findingAbout(bank, "web zone-loss rto"))).toEqual([0, 15.5, 18]);
  });

  it("says that nothing takes over while no other region stands", () => {
    const alone = assessed("online-bank", "hot", { "regions.us-east1.state": "planned" });
    const { estimate, verdict } = findingAbout(alone, "accounts region-loss rto");
    expect(estimate).toMatchObject({ is: "never" });
    // Standing the planned region up would meet it.
    expect(verdict).toBe("breached-can-be-met");
    expect(outcomeOf(alone)).toBe("breached");
  });

  it("is inconclusive where something can't be told", () => {
    const objectives = [{ of: "tasks", when: "region-loss", rpo: "20 minutes", priority: "high" }];
    expect(outcomeOf(assessed("api-platform", "hot", { objectives }))).toBe("inconclusive");
  });

  it("doesn't change when services and stores are described in another order", () => {
    const { topology, durations } = setting("online-bank", "hot");
    const turned = <T>(map: Readonly<Record<string, T>>) =>
      Object.fromEntries(Object.entries(map).reverse());
    const system = { ...topology.system, data: turned(topology.system.data) };
    const other = { ...topology, system, services: turned(topology.services) };
    const [one, two] = [topology, other].map((each) =>
      assess({ topology: each, durations }, { drills: [], today: TODAY }),
    );
    const told = (findings: readonly unknown[] = []) =>
      findings.map((finding) => JSON.stringify(finding)).sort();
    expect(told(two?.findings)).toEqual(told(one?.findings));
  });
});
