import { criticalPath, finishes, lengthOf } from "../../../recovery/plan/critical-path";
import { primaryLoss } from "../../../recovery/plan/region-loss";
import type { Plan } from "../../../recovery/model";
import { before, type Mode, MODES, setting, stepOf } from "./fixtures";

const EAST = "us-east1";
const plans = new Map(MODES.map((mode) => [mode, primaryLoss(setting("online-bank", mode), EAST)]));
const bank = (mode: Mode): Plan => plans.get(mode)!;

describe("the loss of the bank's primary region", () => {
  it.each(MODES)("is decided by a person before anything changes, in %s", (mode) => {
    const { steps } = bank(mode);
    const changing = steps.filter(
      ({ action }) => !["observe", "ask", "wait"].includes(action.kind),
    );
    const reach = (id: string): ReadonlySet<string> =>
      new Set(stepOf(bank(mode), id).needs.flatMap((need) => [need, ...reach(need)]));
    for (const { id } of changing) expect(reach(id)).toContain("decide");
  });

  it.each(MODES)("never lets anybody write before the lost region is fenced, in %s", (mode) => {
    const plan = bank(mode);
    const writers = plan.steps.filter(({ done }) => ["writable", "restored"].includes(done.is));
    expect(writers.map(({ id }) => id)).toHaveLength(1);
    for (const { id } of writers) expect(before(plan, id)).toContain("fence");
  });

  it("fails over to the designated replica in warm and hot, restores in cold, and cuts one loose where none is designated", () => {
    const enterprise = primaryLoss(
      setting("online-bank", "warm", {
        "data.accounts-db.edition": "ENTERPRISE",
        "data.accounts-db.tier": "db-custom-4-16384",
        "data.accounts-db.recoveryWindow": "7 days",
      }),
      EAST,
    );
    const kinds = [...MODES.map(bank), enterprise].map((plan) =>
      plan.steps
        .map(({ action }) => action.kind)
        .filter((kind) => /^sql\.(failover|promote|restore)$/.test(kind)),
    );
    expect(kinds).toEqual([["sql.restore"], ["sql.failover"], ["sql.failover"], ["sql.promote"]]);
  });

  it("restores where a copy has been retired, as where there never was one", () => {
    const retired = { "data.accounts-db.instances": { "us-central1": 1 } };
    const plan = primaryLoss(setting("online-bank", "cold", retired), EAST);
    expect(plan.steps.map(({ id }) => id)).toEqual(bank("cold").steps.map(({ id }) => id));
    expect(stepOf(plan, "write-description").action).toMatchObject({
      edits: { "data.accounts-db.instances": { "us-central1": 1, "us-east1": 1 } },
    });
  });

  it("makes read replicas only of what was restored and is protected, before anybody reads", () => {
    const plan = primaryLoss(setting("shop-smart", "cold"), EAST);
    expect(stepOf(plan, `make-${EAST}`).action).toMatchObject({ kind: "pulumi.up", bare: true });
    expect(before(plan, `replicate-in-${EAST}`)).toContain("restore-ratings");
    expect(stepOf(plan, `replicate-in-${EAST}`).needs).toEqual(["protect-ratings"]);
    expect(stepOf(plan, "point-ratings").needs).toContain(`replicate-in-${EAST}`);
    const kinds = ["cold", "hot"].map((mode) => {
      const bare = primaryLoss(
        setting(mode === "hot" ? "shop-smart" : "online-bank", mode as Mode),
        EAST,
      );
      return bare.steps.filter(({ id, action }) => id.startsWith("replicate-") || "bare" in action);
    });
    expect(kinds).toEqual([[], []]);
  });

  it("opens a service only when its database is there, protected, and found by its name", () => {
    expect(stepOf(bank("hot"), "open-accounts-in-us-east1").needs).toEqual([
      "healthy-accounts-in-us-east1",
      "point-accounts-db",
      "close-accounts-in-us-central1",
    ]);
    expect(stepOf(bank("hot"), "point-accounts-db").needs).toContain("protect-accounts-db");
  });

  it("needs nobody for what serves in both regions already", () => {
    const plan = bank("hot");
    // 3 probes, 5 seconds apart, the last one 3 seconds late, if it isn't seen as an outlier before.
    const [best, worst] = (["best", "worst"] as const).map((bound) =>
      finishes(plan, bound).get("fails-over-web"),
    );
    expect([best, worst]).toEqual([0, 18]);
    expect(bank("warm").steps.map(({ id }) => id)).not.toContain("fails-over-web");
  });

  it("says what is lost: a replica's lag, or what came after the newest backup", () => {
    const loss = (mode: Mode) => bank(mode).loss["accounts-db"]?.seconds;
    expect([loss("hot"), loss("warm")]).toEqual([
      { best: 0, expected: 1, worst: 60 },
      { best: 0, expected: 1, worst: 60 },
    ]);
    // A day between two, and 100 GB at 3 to 10 seconds each until one is usable.
    expect(loss("cold")).toEqual({ best: 0, expected: 43_200 + 300, worst: 86_400 + 1_000 });
  });

  it("takes as long as its longest way, and each hotter mode no longer than the colder", () => {
    for (const bound of ["best", "expected", "worst"] as const) {
      const lengths = MODES.map((mode) => {
        const plan = bank(mode);
        const { steps, terms, seconds } = criticalPath(plan, bound);
        const noticed = plan.detection.reduce((sum, term) => sum + term[bound], 0);
        expect(noticed + steps.reduce((sum, step) => sum + lengthOf(step, bound), 0)).toBeCloseTo(
          seconds,
        );
        expect(terms.reduce((sum, term) => sum + term[bound], 0)).toBeCloseTo(seconds);
        expect(Math.max(...finishes(plan, bound).values())).toBeCloseTo(seconds);
        return seconds;
      });
      expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
    }
  });

  it("ends with a description that agrees, in both stacks, before others may act", () => {
    expect(stepOf(bank("hot"), "write-description").action).toEqual({
      kind: "describe",
      edits: { primary: EAST, "regions.us-central1.state": "lost" },
    });
    expect(stepOf(bank("hot"), "thaw-deployments").needs).toEqual([
      "preview-us-central1",
      "preview-us-east1",
    ]);
    // The lost region can't be asked: of its stack only what is global is read.
    expect(stepOf(bank("hot"), "preview-us-central1").action).toMatchObject({ global: true });
  });

  it("leaves the rejoining to be done", () => {
    expect(bank("hot").obligations.map(({ verb }) => verb)).toEqual(["rejoin"]);
  });
});
