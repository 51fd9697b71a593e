import { LeaseHeld } from "../../../recovery/execute/lease";
import { type Happened, planFor } from "../../../recovery/plan/plan-for";
import type { Wanted } from "../../../recovery/plan/verb-plan";
import { underLoad } from "../../../sandbox/drill/drill";
import { incidentOf } from "../../../sandbox/drill/incident";
import { recover } from "../../../sandbox/drill/recover";
import type { Stage } from "../../../sandbox/drill/stage";
import { durations } from "../../recovery/plan/fixtures";
import { bringBack, carry, journalOf, lose, planned, Stages } from "./carry";
import { type Case, killedAnywhere } from "./life";

jest.setTimeout(1_800_000);

const HOME = "us-central1";
const OTHER = "us-east1";

describe("an executor that is killed anywhere, in hot", () => {
  const stages = new Stages();
  let stood: Stage;
  beforeAll(async () => {
    stood = await stages.open("online-bank", { standby: "hot" });
  });
  afterAll(() => stages.remove());

  async function asked(wanted: Wanted, prepare?: (stage: Stage) => Promise<void>): Promise<Case> {
    const stage = stages.fork(stood);
    await prepare?.(stage);
    const plan = await planned(stage, wanted);
    return { stage, begun: { plan, before: stage.text, entries: [] } };
  }

  async function after(
    happened: Happened,
    prepare?: (stage: Stage) => Promise<void>,
  ): Promise<Case> {
    const stage = stages.fork(stood);
    await prepare?.(stage);
    const { plan, problems } = planFor({ topology: stage.topology(), durations }, happened);
    if (problems) throw new Error(problems.join("; "));
    return { stage, begun: { plan, before: stage.text, entries: [] } };
  }

  const CASES: readonly (readonly [string, () => Promise<Case>])[] = [
    ["failover", () => asked({ verb: "failover", region: OTHER }, (stage) => lose(stage, HOME))],
    [
      "rejoin",
      () =>
        asked({ verb: "rejoin" }, async (stage) => {
          await lose(stage, HOME);
          await carry(stage, { verb: "failover", region: OTHER });
          await bringBack(stage, HOME);
        }),
    ],
    ["drain", () => asked({ verb: "drain", region: HOME })],
    [
      "a drained region's opening",
      () =>
        asked({ verb: "drain", region: HOME, undo: true }, async (stage) => {
          await carry(stage, { verb: "drain", region: HOME });
        }),
    ],
    [
      "giving a lost standby up",
      () => asked({ verb: "drain", region: OTHER, isLost: true }, (stage) => lose(stage, OTHER)),
    ],
    ["bad-release", () => after({ event: "bad-release", of: "web", previous: PREVIOUS })],
    ["zone-loss", () => after({ event: "zone-loss", of: `${HOME}-a` })],
    ["overload", () => after({ event: "overload", of: "web" }, tooManyUsers)],
    ["dependency-loss", () => after({ event: "dependency-loss", of: "accounts" })],
    ["switchover", () => asked({ verb: "switchover", region: OTHER })],
  ];

  it.each(CASES)("ends as if nobody had been: %s", async (_, prepare) => {
    const found = await prepare();
    const { moments, strange } = await killedAnywhere(stages, found);
    process.stdout.write(`      killed at ${moments} moments: ${found.begun.plan.title}\n`);
    expect(moments).toBeGreaterThan(found.begun.plan.steps.length);
    expect(strange).toEqual([]);
  });
});

/** What the bank's web was before. */
const PREVIOUS = `us-docker.pkg.dev/example-bank-prod/apps/web@sha256:${"0".repeat(64)}`;

async function tooManyUsers(stage: Stage): Promise<void> {
  const incident = incidentOf(stage.topology(), "overload", "web");
  await underLoad(stage, incident);
  await incident.happen(stage);
}

describe("two operators", () => {
  const stages = new Stages();
  afterAll(() => stages.remove());

  it("don't act at once: the second is told who holds the lease, since when and for what", async () => {
    const stage = await stages.open("online-bank");
    const plan = await planned(stage, { verb: "switchover", region: OTHER });
    const before = stage.text;
    const anna = { stage, plan, before, holder: "anna@desk" };
    const begun = new Date(stage.clock.now()).toISOString();
    await recover({ ...anna, journal: journalOf(), until: "freeze-deployments" });
    const since = begun.slice(0, 16);
    const writes: string[] = [];
    const bob = recover({
      stage,
      plan,
      before,
      holder: "bob@home",
      journal: journalOf(),
      wrap: (send) => (input, init) => {
        if ((init?.method ?? "GET") !== "GET") writes.push(new Request(input).url);
        return send(input, init);
      },
    });
    await expect(bob).rejects.toThrow(LeaseHeld);
    await expect(bob).rejects.toThrow(`anna@desk has held the lease since ${since}`);
    await expect(bob).rejects.toThrow(`for "switchover ${OTHER}"`);
    // Whether it is free is asked by trying to take it, which the bucket refuses; nothing else is tried.
    expect(writes.filter((url) => !url.includes("lease.json"))).toEqual([]);
  });
});
