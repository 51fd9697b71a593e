import { createColors } from "picocolors";
import { drillHeld, drillText, type DrillShown } from "../../report/drill";
import { planFor } from "../../recovery/plan/plan-for";
import { setting } from "../recovery/plan/fixtures";

const { plan } = planFor(setting("online-bank", "hot"), { event: "region-loss" });
const predicted = { best: 60, expected: 90, worst: 120 };

function textOf(shown: Partial<DrillShown>): string {
  if (!plan) throw new Error("there is no plan");
  const nothing = { measured: [], losses: [], requests: [], unmeasured: [], changes: {} };
  return drillText(
    { plan, at: 0, executed: { steps: [] }, ...nothing, ...shown },
    createColors(false),
  );
}

describe("the report of a drill", () => {
  it.each([
    [[], "lost of db: no acknowledged row"],
    [[{ from: 1800, to: 1800 }], "lost of db: 1 row, by number 1800"],
    [
      [
        { from: 1, to: 3 },
        { from: 7, to: 7 },
      ],
      "lost of db: 4 rows, by number 1 to 3, 7",
    ],
    [
      Array.from({ length: 12 }, (_, nth) => ({ from: 2 * nth, to: 2 * nth })),
      "lost of db: 12 rows, by number 0, 2, 4, 6, 8, 10, 12, 14, 16, 18 and 2 stretches more, up to 22; --json names all",
    ],
  ])("counts the rows that are lost, and names them: %j", (rows, line) => {
    expect(textOf({ losses: [{ store: "db", rows }] }).split("\n")).toContain(line);
  });

  it.each([
    [{ measured: 90, objective: 100 }, "1:30, predicted 1:00 to 2:00, objective 1:40", true],
    [{ measured: 110, objective: 100 }, "objective 1:40: misses the objective", false],
    [{ measured: 121 }, "predicted 1:00 to 2:00, no objective: longer than predicted", false],
    [{ measured: 59 }, "predicted 1:00 to 2:00, no objective: shorter than predicted", false],
  ])("holds what was measured against prediction and objective: %j", (one, line, holds) => {
    const measured = [{ of: "db", what: "rto" as const, predicted, ...one }];
    expect(textOf({ measured })).toContain(line);
    expect(drillHeld({ measured, changes: {} })).toBe(holds);
  });

  it.each([
    ["data-deletion", "volume", "all rows of volume are deleted"],
    ["data-deletion", "tasks", "for a minute, what comes into tasks is acknowledged and not done"],
    ["region-loss", "us-central1", "us-central1 is lost"],
  ] as const)("says first what has happened: %s of %s", (event, of, line) => {
    const { plan: other } = planFor(setting("api-platform", "hot"), { event, of });
    if (!other) throw new Error("there is no plan");
    expect(textOf({ plan: other }).split("\n")[2]).toBe(`    0:00  ${line}`);
  });

  it("doesn't hold while a preview shows changes", () => {
    const changes = { "us-east1": ["update accounts-db"] };
    expect(textOf({ changes })).toContain("us-east1: a preview shows changes: update accounts-db");
    expect(drillHeld({ measured: [], changes })).toBe(false);
  });
});
