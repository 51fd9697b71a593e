import { type Drill, freshDrills, parseDrill } from "../../../assessment/objectives/evidence";
import { TODAY, assessed, findingAbout, secondsOf } from "./fixtures";

const TEXT = `
system: online-bank
event: region-loss
of: us-central1
standby: hot
on: 2026-11-03
where: cloud
revision: 66bbef3
measured:
  - { of: accounts-db, rto: 28 minutes, rpo: 2 seconds }
steps:
  promote-accounts-db: 150 seconds
`;

function drill(changes: Partial<Drill> = {}): Drill {
  const read = parseDrill(TEXT);
  if (!("drill" in read)) throw new Error(read.problems.join());
  return { ...read.drill, ...changes };
}

const ABOUT = "accounts-db region-loss rto";

function finding(drills: readonly Drill[], about = ABOUT) {
  return findingAbout(assessed("online-bank", "hot", { objectives: OBJECTIVES }, drills), about);
}

const OBJECTIVES = [
  { of: "accounts-db", when: "region-loss", rto: "1 hour", rpo: "2 minutes", priority: "high" },
];

describe("evidence", () => {
  it("proves what it has shown, and replaces what was assumed of its steps", () => {
    const [bare, proven] = [finding([]), finding([drill()])];
    expect([bare.verdict, proven.verdict]).toEqual(["met-unproven", "met"]);
    // 150 seconds instead of the assumed 180; one drill says nothing of the worst.
    expect((secondsOf(bare)[1] ?? 0) - (secondsOf(proven)[1] ?? 0)).toBe(30);
    expect(secondsOf(proven)[2]).toBe(secondsOf(bare)[2]);
    expect(proven.proof).toMatchObject({ on: "2026-11-03", revision: "66bbef3", measured: 1680 });
  });

  it("says what is the worst once there are three drills", () => {
    const three = [150, 200, 240].map((seconds, day) =>
      drill({ on: `2026-11-0${day + 1}`, steps: { "promote-accounts-db": seconds } }),
    );
    // 600 assumed at worst, 240 measured.
    expect((secondsOf(finding([]))[2] ?? 0) - (secondsOf(finding(three))[2] ?? 0)).toBe(360);
  });

  it("proves nothing when it is old, of another mode, of another hit, or from the sandbox", () => {
    const useless: Partial<Drill>[] = [
      { on: "2026-08-22" },
      { on: "2026-12-01" },
      { standby: "warm" },
      { of: "us-east1" },
      { where: "sandbox" },
      { system: "another" },
    ];
    for (const changes of useless) {
      expect(finding([drill(changes)])).toMatchObject({ verdict: "met-unproven" });
      expect(secondsOf(finding([drill(changes)]))).toEqual(secondsOf(finding([])));
    }
    expect(finding([drill({ on: "2026-08-22" })]).proof).toMatchObject({ aged: true });
    expect(finding([drill({ where: "sandbox" })]).proof).toMatchObject({ where: "sandbox" });
  });

  it("ages after 90 days, across the ends of months and years", () => {
    const asked = { system: "online-bank", standby: "hot", event: "region-loss" };
    const isFresh = (on: string, today: string) =>
      freshDrills({ drills: [drill({ on })], today }, asked).length === 1;
    expect(isFresh("2026-08-23", TODAY)).toBe(true);
    expect(isFresh("2026-08-22", TODAY)).toBe(false);
    expect(isFresh("2026-12-01", "2027-03-01")).toBe(true);
    expect(isFresh("2027-12-02", "2028-03-01")).toBe(true); // 29 days in February
    expect(isFresh("2027-12-01", "2028-03-01")).toBe(false);
  });

  it("makes a drill that took too long a breach, whatever was predicted", () => {
    const slow = drill({ measured: [{ of: "accounts-db", rto: 7200 }] });
    const { verdict, estimate } = finding([slow]);
    expect(verdict).toBe("breached-can-be-met");
    expect(estimate).toMatchObject({ expected: { seconds: 7200 }, worst: { seconds: 7200 } });
  });

  it("names all that is wrong with a file", () => {
    expect(parseDrill("a: [")).toEqual({
      problems: [expect.stringMatching(/^drill {2}is not YAML: /)],
    });
    const read = parseDrill("system: bank\nevent: fire\non: yesterday\n");
    const problems = "problems" in read ? read.problems.map((line) => line.split(" ")[0]) : [];
    expect(problems).toEqual(["event", "of", "standby", "on", "where", "revision"]);
  });
});
