import type { Plan } from "../../../recovery/model";
import type { Observed } from "../../../recovery/observed";
import type { Setting } from "../../../recovery/plan/setting";
import { switchover } from "../../../recovery/plan/switchover";
import { planForVerb } from "../../../recovery/plan/verb-plan";
import { before, setting, stepOf } from "./fixtures";

const EAST = "us-east1";
const hot: Plan = switchover(setting("online-bank", "hot"), EAST);
const warm: Plan = switchover(setting("online-bank", "warm"), EAST);

describe("a switchover of the bank", () => {
  it("loses nothing and asks Cloud SQL for it, never for a promotion", () => {
    expect(hot.loss["accounts-db"]).toMatchObject({ seconds: { best: 0, expected: 0, worst: 0 } });
    const kinds = [...hot.steps, ...warm.steps].map(({ action }) => action.kind);
    expect(kinds).toContain("sql.switchover");
    expect(kinds.filter((kind) => /promote|failover|restore|fence/.test(kind))).toEqual([]);
  });

  it("grows the other region before the writer moves, where it is small", () => {
    expect([...before(warm, "switch-accounts-db")]).toContain("grow-accounts-in-us-east1");
    expect(hot.steps.map(({ id }) => id)).not.toContain("grow-accounts-in-us-east1");
  });

  it("closes a region only when the other is open", () => {
    expect(stepOf(hot, "close-accounts-in-us-central1").needs).toEqual([
      "open-accounts-in-us-east1",
    ]);
    // web serves in both, before and after.
    expect(hot.steps.filter(({ id }) => /^(open|close)-web/.test(id))).toEqual([]);
  });

  it("changes the description in one word, and holds both stacks against it", () => {
    expect(stepOf(hot, "write-description").action).toEqual({
      kind: "describe",
      edits: { primary: EAST },
    });
    expect(stepOf(hot, "thaw-deployments").needs).toEqual([
      "preview-us-east1",
      "preview-us-central1",
    ]);
  });
});

describe("a switchover of a system with a disk", () => {
  it.each(["cold", "warm", "hot"] as const)("is left to a person in %s", (mode) => {
    const wanted = { verb: "switchover", region: EAST } as const;
    // What is observed plays no part in a switchover's plan.
    const { problems } = planForVerb(setting("api-platform", mode), wanted, {} as Observed);
    expect(problems).toContain(
      "volume is a disk, and a switchover carries none to us-east1; stop what writes to it and do it by hand: standby runbook region-loss --of us-central1",
    );
  });
});

describe("a switchover that Cloud SQL would refuse", () => {
  const problemsOf = (of: Setting) =>
    // What is observed plays no part in a switchover's plan.
    planForVerb(of, { verb: "switchover", region: EAST }, {} as Observed).problems;

  it("is not begun in cold, where no replica is designated though one may stand", () => {
    const held = { "data.accounts-db.instances": { "us-central1": 1, "us-east1": 1 } };
    expect(problemsOf(setting("online-bank", "cold", held))).toEqual([
      "accounts-db can't be switched over: online-bank-accounts-db-us-east1-1 is no designated DR replica; go warm first: standby mode warm",
    ]);
    for (const mode of ["warm", "hot"] as const) {
      expect(problemsOf(setting("online-bank", mode))).toBeUndefined();
    }
  });

  it("is told from one of an edition that never designates any", () => {
    const enterprise = {
      tier: "db-custom-4-16384",
      edition: "ENTERPRISE",
      recoveryWindow: "7 days",
    };
    const changed = Object.fromEntries(
      Object.entries(enterprise).map(([key, value]) => [`data.accounts-db.${key}`, value]),
    );
    const { topology } = setting("online-bank", "hot", changed);
    expect(problemsOf({ ...setting("online-bank", "hot"), topology })?.join()).toContain(
      "only ENTERPRISE_PLUS has one",
    );
  });
});
