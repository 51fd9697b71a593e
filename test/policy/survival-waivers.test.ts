import { evaluate } from "../../policy/evaluate";
import { surpriseFindings, surprisesOf } from "../../policy/survival/surprise";
import { type Survival, survivalOf } from "../../policy/survival/survive";
import { survivalText } from "../../report/survival";
import { loadSystem } from "../../system/load";
import { type Case } from "../stacks/runs";
import { bankIn, type Scene, TODAY } from "./bank";
import { mutated } from "./mutate";

type Waiver = Scene["situation"]["waivers"][number];

const HOT: Case = {
  mode: "hot",
  primary: "us-central1",
  other: "standing",
  instances: "described",
};
const LOST = "us-central1: products: Address internal-us-central1 is gone";

/** The bank with a backend in one region alone, and waivers. */
async function scene(waivers: readonly Waiver[]): Promise<Scene> {
  const group = "projects/p/regions/us-central1/instanceGroups/online-bank-products-us-central1";
  const { stacks, situation } = mutated(await bankIn(HOT), [
    {
      at: "prod compute.BackendService products",
      set: { backends: [{ capacityScaler: 1, group }] },
    },
  ]);
  return { stacks, situation: { ...situation, waivers } };
}

async function held(...waivers: readonly Partial<Waiver>[]) {
  const full = waivers.map((waiver) => ({
    ...{ rule: "survival", reason: "nobody misses products in an outage", until: TODAY },
    ...waiver,
  }));
  const { stacks, situation } = await scene(full);
  const survival = survivalOf(stacks, situation, TODAY);
  return {
    survival,
    surprises: surprisesOf(survival).map(
      ({ loss, what, because }) => `${loss.name}: ${what}: ${because}`,
    ),
    said: surpriseFindings(survival, stacks, situation).map(
      ({ severity, path, message }) => `${severity} ${path} ${message}`,
    ),
    ruled: evaluate(stacks, situation, TODAY).findings.filter(({ rule }) => rule === "waiver"),
  };
}

function accepted({ hits }: Survival): string[] {
  return hits.flatMap(({ loss, what, accepted: why = "" }) =>
    why.includes("waived until") ? [`${loss.name}: ${what}: ${why}`] : [],
  );
}

describe("a waiver of survival", () => {
  it.each([["products"], ["region us-central1"]])(
    "accepts what doesn't survive, to its last day: %s",
    async (of) => {
      expect((await held()).surprises).toEqual([LOST]);
      const { survival, surprises, said, ruled } = await held({ of });
      expect([surprises, said, ruled]).toEqual([[], [], []]);
      expect(accepted(survival)).toEqual([
        `us-central1: products: nobody misses products in an outage (waived until ${TODAY})`,
      ]);
      expect(survivalText(survival)).toContain("8 are not, all on purpose");
    },
  );

  it("accepts nothing after its last day, and says so", async () => {
    const { surprises, said, ruled } = await held({ of: "products", until: "2026-11-20" });
    expect(surprises).toEqual([LOST]);
    expect(said).toHaveLength(1);
    expect(ruled.map(({ path, message }) => `${path}: ${message.split(";")[0]}`)).toEqual([
      'waivers[0]: for "survival" ended on "2026-11-20"',
    ]);
  });

  it("that covers nothing is a warning", async () => {
    const { surprises, said, ruled } = await held({ of: "products" }, { of: "web" });
    expect(surprises).toEqual([]);
    expect(said).toEqual([
      'warning waivers[1] nothing of "web" is at an end by surprise; take the waiver out',
    ]);
    expect(ruled).toEqual([]);
  });

  it("accepts nothing that another rule's waiver names", async () => {
    expect((await held({ rule: "R10", of: "products" })).surprises).toEqual([LOST]);
  });

  it("has to name what it is for", async () => {
    const waiver = (of: string) =>
      `waivers:\n  - { rule: survival, ${of}reason: nobody misses it, until: 2027-06-30 }\n`;
    const problems = (text: string) => {
      const loaded = loadSystem({ path: "x.yaml", text });
      return "problems" in loaded
        ? loaded.problems
            .filter(({ path }) => path.startsWith("waivers"))
            .map(({ path, message }) => `${path} ${message}`)
        : [];
    };
    expect(problems(waiver("of: web, "))).toEqual([]);
    expect(problems(waiver(""))).toEqual([
      "waivers[0].of is missing; name the service or store that doesn't survive, or what is lost, such as zone us-central1-a",
    ]);
  });
});
