import { formatProblems } from "../../system/report";

describe("formatProblems", () => {
  it("aligns sentences and says what the numbers are once", () => {
    const text = formatProblems("systems/online-bank.yaml", [
      {
        path: "primary",
        line: 6,
        column: 10,
        message: '"us-west1" is not one of the regions us-central1, us-east1',
      },
      {
        path: "regions.us-east1.zones[0]",
        line: 4,
        message: '"a" is not a zone of us-east1; it has b, c, d',
      },
      {
        path: "standby",
        whatIf: true,
        message: '"hott" is not one of cold, warm, hot; did you mean "hot"?',
      },
    ]);
    expect(text).toBe(
      [
        "systems/online-bank.yaml has 3 problems:",
        '  primary (line 6)              "us-west1" is not one of the regions us-central1, us-east1',
        '  regions.us-east1.zones[0] (4) "a" is not a zone of us-east1; it has b, c, d',
        '  standby (what-if)             "hott" is not one of cold, warm, hot; did you mean "hot"?',
      ].join("\n"),
    );
  });

  it("has line and column where there is no path, and a singular", () => {
    const text = formatProblems("a.yaml", [
      { path: "", line: 3, column: 1, message: "is indented with a tab; use blanks" },
    ]);
    expect(text).toBe(
      "a.yaml has 1 problem:\n  line 3, column 1 is indented with a tab; use blanks",
    );
  });

  it("stops after fifty and says how many there are", () => {
    const problems = Array.from({ length: 60 }, (_, n) => ({
      path: `p${n}`,
      line: n + 1,
      message: "is wrong",
    }));
    const lines = formatProblems("a.yaml", problems).split("\n");
    expect(lines).toHaveLength(52);
    expect(lines[0]).toBe("a.yaml has 60 problems:");
    expect(lines.at(-1)).toBe("  and 10 more");
  });
});
