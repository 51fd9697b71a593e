import { availabilityOfSystem } from "../../../assessment/availability/findings";
import { type Incident, readIncidents } from "../../../assessment/availability/incident-log";
import { beliefs } from "./beliefs";

const standing = { "regions.us-east1.state": "standing" };

function findings(asked: string, incidents: readonly Incident[] = [], of = "system") {
  const objectives = [{ of, availability: asked }];
  return availabilityOfSystem(beliefs("online-bank", { ...standing, objectives }), incidents)
    .findings;
}

function log(text: string): readonly Incident[] {
  const { incidents } = readIncidents(text);
  if (!incidents) throw new Error(text);
  return incidents;
}

describe("an availability objective", () => {
  it("is met by the model alone without proof, and proven by a log", () => {
    expect(findings("99.9 %")).toMatchObject([
      { of: "system", path: "objectives[0].availability", asked: 0.999, verdict: "met-unproven" },
    ]);
    const short = log("- { at: 2026-04-03, lasts: 5 minutes, what: a failover }\n");
    expect(findings("99.9 %", short)[0]?.verdict).toBe("met");
  });

  it("is at risk where a month was worse than the model, planned or not", () => {
    const window = log("- { at: 2026-04-03, lasts: 2 hours, what: an upgrade, planned: true }\n");
    expect(findings("99.9 %", window)).toMatchObject([
      { verdict: "at-risk", measured: { month: "2026-04", availability: 1 - 2 / 720 } },
    ]);
  });

  it("is breached where the model says less, and out of reach where all that helps does, too", () => {
    expect(findings("99.9999 %")[0]?.verdict).toBe("breached-unattainable");
    const alone = { objectives: [{ of: "accounts", availability: "99.93 %" }] };
    const [one] = availabilityOfSystem(beliefs("online-bank", { ...standing, ...alone })).findings;
    expect([one?.verdict, one && one.modelled < one.asked]).toEqual(["breached-can-be-met", true]);
  });

  it("of a tier is one of each of its services", () => {
    const { topology } = beliefs("online-bank", standing);
    const critical = Object.values(topology.services).filter(
      ({ spec }) => spec.tier === "critical",
    );
    expect(findings("99 %", [], "tier:critical").map(({ of }) => of)).toEqual(
      critical.map(({ name }) => name),
    );
  });
});

describe("the availability of what users see and of every service", () => {
  it("keeps the three ceilings apart, and says what takes the most", () => {
    const { subjects } = availabilityOfSystem(beliefs("online-bank", standing));
    expect(subjects.map(({ of }) => of)).toEqual(["system", "web", "accounts", "products"]);
    for (const { promised, designed, modelled, culprits } of subjects) {
      const promise = "availability" in promised ? promised.availability : 0;
      expect(new Set([promise, designed, modelled]).size).toBe(3);
      const takes = culprits.map((one) => one.takes);
      expect(takes).toEqual(takes.toSorted((a, b) => b - a));
      // A zone alone takes nothing from what is in several, however often it fails.
      expect(culprits.map(({ id }) => id).filter((id) => /^us-\w+-[abcdf]$/.test(id))).toEqual([]);
    }
  });
});
