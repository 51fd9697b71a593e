import { readFileSync } from "node:fs";
import path from "node:path";
import { gated, type Given } from "../../assessment/gate";
import { setting } from "../recovery/plan/fixtures";
import { TODAY } from "./objectives/fixtures";

const durations = readFileSync(path.join(__dirname, "../../recovery/durations.tsv"), "utf8");
const high = { priority: "high" };
const SLOW = [{ of: "accounts-db", when: "region-loss", rto: "20 minutes", ...high }];
const EASY = [{ of: "accounts-db", when: "region-loss", rto: "2 hours", ...high }];

function ask(
  objectives: readonly object[],
  given: Partial<Given> = {},
  supposed: Readonly<Record<string, unknown>> = {},
) {
  const { topology } = setting("online-bank", "hot", { objectives, ...supposed });
  return gated(topology, { durations, drills: [], today: TODAY, ...given });
}

describe("the gate of a deployment", () => {
  it("warns unless it is told otherwise, with the value, what is expected and where to look", () => {
    const { warning, refusal, summary } = ask(SLOW);
    expect(warning?.split("\n")).toEqual([
      expect.stringMatching(/^objectives\[0\]\.rto {2}"20 minutes" is over before anybody acts/),
      'objectives[0].rto  "20 minutes" for accounts-db at region-loss is breached can be met: ' +
        "RTO 33 minutes 1 second expected, 47 minutes at worst",
      "standby assess says what takes the time, and what to change",
    ]);
    expect({ refusal, summary }).toEqual({ summary: { "breached-can-be-met": 1 } });
  });

  it("refuses when it is to fail, and says nothing when it is off", () => {
    const { refusal } = ask(SLOW, { gate: "fail" });
    expect(refusal).toContain("standby:assess is fail, so nothing is deployed");
    expect(ask(EASY, { gate: "fail" })).toEqual({ summary: { "met-unproven": 1 } });
    expect(ask(SLOW, { gate: "off" })).toEqual({});
  });

  it("doesn't stand in the way of a recovery, or of standing a region up", () => {
    const lost = { "regions.us-east1.state": "lost" };
    const planned = { "regions.us-east1.state": "planned" };
    for (const supposed of [lost, planned]) {
      const { warning, refusal } = ask(EASY, { gate: "fail" }, supposed);
      expect(refusal).toBeUndefined();
      expect(warning).toContain("accounts-db: no other region stands");
    }
    const own = [{ of: "accounts", when: "zone-loss", rto: "10 seconds", ...high }];
    expect(ask(own, { gate: "fail" }, planned).refusal).toContain("accounts at zone-loss");
    expect(ask(own, { gate: "fail" }, lost).refusal).toBeUndefined();
  });

  it("takes no other word, and no broken evidence", () => {
    expect(ask(EASY, { gate: "wran" }).refusal).toBe(
      'standby:assess  "wran" is not one of off, warn, fail; did you mean "warn"?',
    );
    expect(ask(EASY, { drills: ["event: fire"] }).refusal).toContain("drills  event");
  });

  it("changes its summary with a verdict alone", () => {
    const faster = { "escalation.diagnosis": "14 minutes" };
    expect(ask(EASY, {}, faster).summary).toEqual(ask(EASY).summary);
    expect(ask(EASY, {}, { "escalation.diagnosis": "2 hours" }).summary).not.toEqual(
      ask(EASY).summary,
    );
  });
});
