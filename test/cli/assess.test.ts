import { spawnSync } from "node:child_process";
import * as path from "node:path";
import type { AssessmentData } from "../../report/assess-json";

const PROJECT = path.resolve(__dirname, "../..");

const assess = (...args: readonly string[]) => assessOn("2026-11-21", ...args);

function assessOn(day: string, ...args: readonly string[]) {
  return spawnSync(
    process.execPath,
    [path.join(PROJECT, "bin/standby.js"), "assess", "--on", day, ...args],
    { cwd: PROJECT, encoding: "utf8", env: { PATH: process.env["PATH"], NO_COLOR: "1" } },
  );
}

describe("standby assess", () => {
  it("shows the breach of ClickTravel, what takes the time and what to change, and ends with 1", () => {
    const { status, stdout } = assess("--system", "systems/click-travel.yaml");
    expect(stdout).toContain("\n  inventory-db  data-deletion  RTO 1:00:00: 1:18:06 expected");
    expect(stdout).toContain("most of it: inventory-db, a restore of 20 GB: 1:20:00, 47 %");
    expect(stdout).toContain("\n  smallest and cheapest: escalation.diagnosis: 10 minutes\n");
    expect(stdout).toContain("\n      +   diagnosis: 10 minutes\n");
    const long = stdout.split("\n").filter((line) => line.length > 100);
    expect(long).toEqual([]);
    expect(status).toBe(1);
    // It runs the program of every stack twice, to price what would do.
  }, 180_000);

  it("takes a what-if, and prints data of a versioned form", () => {
    const { status, stdout } = assess(
      ...["--system", "systems/click-travel.yaml", "--json", "--no-prices"],
      ...[
        "--what-if",
        "data.inventory-db.size=2 GB",
        "--what-if",
        "escalation.diagnosis=5 minutes",
      ],
    );
    const { schema, outcome, counts } = JSON.parse(stdout) as AssessmentData;
    expect({ schema, outcome, counts }).toEqual({
      schema: "standby.assessment/2",
      outcome: "inconclusive",
      counts: { "at-risk": 1, "met-unproven": 5 },
    });
    expect(status).toBe(3);
  }, 60_000);

  it("refuses what is no day", () => {
    const { status, stderr } = assessOn("today");
    expect(stderr).toBe('--on  "today" is not a day such as 2026-11-21\n');
    expect(status).toBe(2);
  }, 60_000);
});

describe("standby assess --against", () => {
  it("compares with the same file at a revision, as Markdown", () => {
    const { status, stdout } = assess(
      ...["--against", "HEAD", "--no-prices", "--markdown"],
      ...["--section", "objectives", "--what-if", "standby=cold"],
    );
    // What is supposed is supposed of both, so only what is written can differ.
    expect(stdout).toContain("### Against `HEAD`\n");
    expect(stdout).toContain("- cost: not priced\n");
    expect(stdout).toMatch(/^\| 🔴 \*\*breached can be met\*\* \| /m);
    expect(status).toBe(1);
  }, 90_000);

  it("refuses what is neither a file nor a revision, and a log that isn't there", () => {
    const { status, stderr } = assess("--against", "no-such-thing", "--no-prices");
    expect(stderr).toBe(
      '--against  "no-such-thing" is neither a file nor a revision of git, such as origin/main\n',
    );
    expect(status).toBe(2);
    expect(assess("--incidents", "nowhere.yaml").stderr).toContain(
      `--incidents  "nowhere.yaml" can't be read`,
    );
  }, 90_000);
});
