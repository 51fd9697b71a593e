import { readdirSync } from "node:fs";
import path from "node:path";
import type { Plan, Step } from "../../../recovery/model";
import { criticalPath, finishes, lengthOf } from "../../../recovery/plan/critical-path";
import { type Happened, planFor } from "../../../recovery/plan/plan-for";
import { EVENTS } from "../../../system/schema/objective";
import { before, MODES, setting, stepOf } from "./fixtures";

const SYSTEMS = readdirSync(path.join(__dirname, "../../../systems")).map((file) =>
  path.basename(file, ".yaml"),
);
const settings = new Map(
  SYSTEMS.flatMap((system) => MODES.map((mode) => [`${system}, ${mode}`, setting(system, mode)])),
);

/** Every plan that exists: of all systems, in all modes, for all events and all they can happen to. */
const plans: readonly (readonly [string, Plan])[] = [...settings].flatMap(([name, known]) =>
  EVENTS.flatMap((event) => {
    const { problems } = planFor(known, { event, of: "nothing like it" });
    const candidates = problems?.[0]?.match(/is not one of ([^;]*)/)?.[1]?.split(", ") ?? [];
    return candidates.map((of) => {
      const { plan } = planFor(known, { event, of });
      if (!plan) throw new Error(`${name}: no plan for ${event} of ${of}`);
      return [`${name}: ${event} of ${of}`, plan] as const;
    });
  }),
);

describe("every plan", () => {
  it("exists, for each event that can happen to each system", () => {
    expect(new Set(plans.map(([, { event }]) => event))).toEqual(new Set(EVENTS));
    expect(plans.length).toBeGreaterThan(100);
  });

  it.each(["best", "expected", "worst"] as const)(
    "is as long as its longest way, at %s",
    (bound) => {
      for (const [, plan] of plans) {
        const { steps, terms, seconds } = criticalPath(plan, bound);
        const automatic = steps[0]?.automatic ?? false;
        const noticed = automatic ? 0 : plan.detection.reduce((sum, term) => sum + term[bound], 0);
        expect(terms.reduce((sum, term) => sum + term[bound], 0)).toBeCloseTo(seconds, 6);
        expect(noticed + steps.reduce((sum, step) => sum + lengthOf(step, bound), 0)).toBeCloseTo(
          seconds,
          6,
        );
        expect(Math.max(...finishes(plan, bound).values())).toBeCloseTo(seconds, 6);
      }
    },
  );

  it("changes nothing before a person has decided, but what happens by itself", () => {
    const quiet = ["observe", "ask", "wait", "report"];
    const rash = steps(({ action }) => !quiet.includes(action.kind)).filter(
      ({ plan, step }) => !before(plan, step.id).has("decide"),
    );
    expect(rash.map(({ name, step }) => [name, step.id])).toEqual([]);
  });

  it("gives every term a length that goes upwards, and a source", () => {
    const terms = steps(() => true).flatMap(({ step }) => step.takes);
    const odd = terms.filter(
      ({ best, expected, worst, source }) => !(best <= expected && expected <= worst && source),
    );
    expect(odd).toEqual([]);
    expect(terms.length).toBeGreaterThan(1000);
  });

  it("says how every step is undone, or why it isn't", () => {
    const silent = steps(({ reversal }) => reversal.by === "nothing" && reversal.because === "");
    expect(silent).toEqual([]);
  });

  it("restores beside what is there, never over it", () => {
    const clones = steps(({ action }) => action.kind === "sql.clone").map(
      ({ step }) => step.action,
    );
    const over = clones.filter(
      (action) => action.kind === "sql.clone" && action.instance === action.from,
    );
    expect([clones.length > 0, over]).toEqual([true, []]);
  });

  it("takes the lease before it changes anything", () => {
    const loose = steps(({ action }) =>
      /^(sql|dns|backend|fence|pulumi)\./.test(action.kind),
    ).filter(({ plan, step }) => !before(plan, step.id).has("take-lease"));
    expect(loose.map(({ name, step }) => [name, step.id])).toEqual([]);
  });
});

/** All steps of all plans of which something holds. */
function steps(holds: (step: Step) => boolean) {
  return plans.flatMap(([name, plan]) =>
    plan.steps.filter(holds).map((step) => ({ name, plan, step })),
  );
}

describe("a plan that is asked for", () => {
  const bank = settings.get("online-bank, hot")!;
  const ask = (happened: Happened) => planFor(bank, happened);

  it("is about the primary region, its first zone, and the region that stands by, where nothing is said", () => {
    expect(ask({ event: "region-loss" }).plan).toMatchObject({
      of: "us-central1",
      verb: "failover",
    });
    expect(ask({ event: "zone-loss" }).plan).toMatchObject({ of: "us-central1-a" });
  });

  it("is not a failover when a region is lost that doesn't take the writes", () => {
    const { plan } = ask({ event: "region-loss", of: "us-east1" });
    expect(
      plan?.steps.map(({ action }) => action.kind).filter((kind) => kind.startsWith("sql")),
    ).toEqual([]);
    expect(stepOf(plan!, "write-description").action).toMatchObject({
      edits: { "regions.us-east1.state": "lost" },
    });
  });

  it.each<[string, Happened, string]>([
    ["a slip", { event: "data-deletion", of: "account-db" }, 'did you mean "accounts-db"?'],
    ["nonsense", { event: "overload", of: "mars" }, '"mars" is not one of web, accounts, products'],
    [
      "a target that isn't there",
      { event: "region-loss", to: "us-west1" },
      '"us-west1" is not one of the standing regions us-east1',
    ],
    [
      "the region itself as target",
      { event: "region-loss", to: "us-central1" },
      "is not one of the standing regions",
    ],
  ])("is refused for %s", (_, happened, why) => {
    expect(ask(happened).problems?.join()).toContain(why);
  });

  it("is refused while nothing could take over", () => {
    const alone = setting("online-bank", "hot", { "regions.us-east1.state": "planned" });
    expect(planFor(alone, { event: "region-loss" }).problems?.[0]).toContain("standby up REGION");
  });
});
