import type { Plan } from "../../../recovery/model";
import { ALONE, cold, designated, explored, hot, counterexampleIn, TWO, warm } from "./model/keeps";
import type { World, Wrong } from "./model/plans";

// The plans are the real ones; what each action does is the model's. In every state: no two writers
// that clients can reach, no traffic where there is nothing to write to, nothing that holds data is
// deleted or replaced, no verb begins that refusals.ts refuses. From every state work alone leads to
// one that serves, if a region is left that could, and, once what is lost is back, to a steady one.
describe("every state that a system can get into", () => {
  const worlds = (["cold", "warm", "hot"] as const).flatMap((mode) =>
    [true, false].map((plus): World => ({ mode, databases: 1, plus })),
  );

  it.each(worlds)("keeps the rules when a region is lost at any point: %j", (world) => {
    expect(counterexampleIn(world, { faults: 1 }, ALONE)).toBeUndefined();
  });

  it("keeps them with two databases, of which one may have moved", () => {
    expect(counterexampleIn({ ...hot, databases: 2 }, { faults: 1 }, ALONE)).toBeUndefined();
  });

  it.each([hot, cold])("keeps them when the executor is killed anywhere: %j", (world) => {
    expect(
      counterexampleIn(world, { kills: 2, ...(world === cold ? { faults: 1 } : {}) }, ALONE),
    ).toBeUndefined();
  });

  it("keeps them when answers are lost or late, and a pipeline deploys at any moment", () => {
    expect(counterexampleIn(cold, { faults: 1, mishaps: 1, pipelines: 1 }, ALONE)).toBeUndefined();
  });

  it.each([hot, designated, warm])(
    "keeps them with two operators, one of whom is wrong about a region: %j",
    (world) => expect(counterexampleIn(world, { alarms: 1 }, TWO)).toBeUndefined(),
  );
});

describe("a wrong design", () => {
  it("without fencing is caught: the old writer comes back beside the new one", () => {
    const { counterexample } = explored(warm, { faults: 1 }, ALONE, without("fence"));
    expect(counterexample?.wrong).toBe("accounts-db has two writers that clients can reach");
    expect(counterexample?.way).toEqual([
      "us-central1 is lost",
      "operator 1 begins: failover us-central1",
      "us-central1 is back",
      "operator 1: take-lease",
      "operator 1: freeze-deployments",
      "operator 1: promote-accounts-db",
    ]);
  });

  it("without a lease is caught: two operators pull a region apart", () => {
    const { counterexample } = explored(hot, { alarms: 1 }, { ...TWO, noLease: true });
    expect(counterexample?.wrong).toMatch(/two writers|can't be written to|replaces|nothing leads/);
    expect(counterexample?.way.filter((title) => title.includes("begins"))).toHaveLength(2);
  });

  it("that promotes where the service could fail over is caught: the old writer never follows", () => {
    const { counterexample } = explored(hot, { faults: 1 }, ALONE, promoting);
    expect(counterexample?.wrong).toBe("nothing leads back to a steady state");
    // From its very beginning there is no way out: every one leads through the promotion.
    expect(counterexample?.way).toEqual([
      "us-central1 is lost",
      "operator 1 begins: failover us-central1",
    ]);
  });
});

/** The plans without a step; what needed it needs what it needed. */
function without(id: string): Wrong {
  return (plan: Plan) => {
    const gone = plan.steps.find((step) => step.id === id);
    const steps = plan.steps
      .filter((step) => step !== gone)
      .map((step) => ({
        ...step,
        needs: step.needs.flatMap((need) => (need === id ? (gone?.needs ?? []) : need)),
      }));
    return { ...plan, steps };
  };
}

const promoting: Wrong = (plan) => ({
  ...plan,
  steps: plan.steps.map((step) =>
    step.action.kind === "sql.failover"
      ? { ...step, action: { ...step.action, kind: "sql.promote" as const } }
      : step,
  ),
});
