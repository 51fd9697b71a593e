import type { Resource } from "../../inventory/model";
import { evaluate } from "../../policy/evaluate";
import { policyRules } from "../../policy/rules/index";
import type { Situation } from "../../policy/situation";
import { withRuleTable } from "../../policy/table";
import { markdownFiles, read } from "../docs/markdown";
import { inventory, resource } from "../inventory/scene";
import { said, TODAY } from "./bank";

const situation: Situation = {
  system: "bank",
  standby: "hot",
  home: "us-central1",
  primary: "us-central1",
  regions: {
    "us-central1": { state: "standing", zones: ["us-central1-a", "us-central1-b"] },
    "us-east1": { state: "planned", zones: ["us-east1-b", "us-east1-c"] },
  },
  services: {
    web: {
      ...{ placement: "multi-region", tier: "critical", bootTime: 60, needed: 6 },
      ...{ isPublic: true, isWorker: false, stores: [], calls: [] },
    },
  },
  data: { documents: "bucket", "documents-old": "bucket" },
  ownKeys: [],
  waivers: [],
};

const root = resource("pulumi:pulumi:Stack", {}, { name: "bank-prod", custom: false });
const bucket = (name: string, inputs: Record<string, unknown> = {}): Resource =>
  resource(
    "storage.Bucket",
    { name: `bank-${name}`, location: "US", versioning: { enabled: true }, ...inputs },
    { name, parent: root.urn, protect: true },
  );
/** Two buckets in one region, each of which breaks R22. */
const inOneRegion = [
  bucket("documents", { location: "us-central1" }),
  bucket("documents-old", { location: "us-central1" }),
];

const both = (resources: readonly Resource[]) => [
  { region: "us-central1", inventory: inventory([root, ...resources]) },
  { region: "us-east1", inventory: { ...inventory([]), stack: "dr" } },
];

describe("the rules", () => {
  it("are R1 to R41, each of them", () => {
    const all = Array.from({ length: 41 }, (_, index) => `R${index + 1}`);
    expect(policyRules.map(({ id }) => id)).toEqual(all);
  });

  it("are in the order of their numbers, and say what they are for", () => {
    const numbers = policyRules.map(({ id }) => Number(id.slice(1)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const texts = policyRules.flatMap(({ title, source, fix, applies }) => [
      ...[title, source, fix, applies.to],
    ]);
    expect(texts.filter((text) => text.length < 5 || /[|\n]/.test(text))).toEqual([]);
  });

  it("stand in docs/policy.md as they are", () => {
    expect(markdownFiles()).toContain("docs/policy.md");
    const text = read("docs/policy.md");
    const state = withRuleTable(text) === text ? "up to date" : "stale. Run: npm run policy";
    expect(state).toBe("up to date");
    expect(text.match(/^\| R\d+ \|/gm)).toHaveLength(41);
    // The README's is what a preview prints: a test runs it.
    expect(text).toContain(/^held against .*$/m.exec(read("README.md"))?.[0]);
  });
});

describe("what is decided", () => {
  const reasons = (stacks: ReturnType<typeof both>) =>
    new Map(evaluate(stacks, situation, TODAY).notEvaluated.map(({ id, reason }) => [id, reason]));

  it("is what there is something to hold against, and each rule is counted once", () => {
    const { evaluated, notEvaluated } = evaluate(both([bucket("documents")]), situation, TODAY);
    expect(evaluated).toEqual(["R9", "R22", "R25", "R30", "R36"]);
    const all = [...evaluated, ...notEvaluated.map(({ id }) => id)];
    expect(all).toHaveLength(41);
    expect(new Set(all).size).toBe(41);
  });

  it("says why a rule isn't", () => {
    const found = reasons(both([]));
    expect(found.get("R22")).toBe("nothing here has a bucket");
    expect(found.get("R28")).toBe("nothing here has a service or a database");
    expect(found.get("R32")).toBe("nothing here has a home of the states");
  });

  it("leaves what needs all stacks until all are there", () => {
    const [prod] = both([bucket("documents")]);
    expect(reasons([prod!]).get("R25")).toBe(
      "needs all stacks of the system; us-east1 isn't there",
    );
    expect(reasons([prod!]).has("R22")).toBe(false);
    const whole = policyRules.filter(({ scope }) => scope === "system").map(({ id }) => id);
    expect(whole).toEqual([
      "R2",
      "R14",
      "R16",
      "R17",
      "R21",
      "R25",
      "R26",
      "R28",
      "R35",
      "R38",
      "R41",
    ]);
  });
});

describe("a waiver", () => {
  const because = { reason: "another system has the originals", until: "2026-11-21" };
  const held = (
    waivers: readonly { rule: string; of?: string; until?: string }[],
    stacks = both(inOneRegion),
  ) => {
    const full = waivers.map((waiver) => ({ ...because, ...waiver }));
    const result = evaluate(stacks, { ...situation, waivers: full }, TODAY);
    return {
      found: said(result).map((line) => line.split(";")[0]),
      waived: result.waived.map(({ finding }) => finding.urn.split("::").at(-1)),
    };
  };
  const broken = (name: string) =>
    `R22 prod ${name} location: "us-central1" is one region, and its objects go with it`;

  it("covers a rule everywhere, to its last day", () => {
    expect(held([{ rule: "R22" }])).toEqual({
      found: [],
      waived: ["documents", "documents-old"],
    });
  });

  it.each([
    ["a store", "documents", ["documents"]],
    ["the longer of two names", "documents-old", ["documents-old"]],
    ["a name in Google Cloud", "bank-documents", ["documents"]],
    ["a URN", inOneRegion[1]!.urn, ["documents-old"]],
  ])("covers one thing alone, by %s", (_, of, waived) => {
    const left = ["documents", "documents-old"].filter((name) => !waived.includes(name));
    expect(held([{ rule: "R22", of }])).toEqual({ found: left.map(broken), waived });
  });

  it("covers nothing after its last day, and says so", () => {
    expect(held([{ rule: "R22", until: "2026-11-20" }])).toEqual({
      found: [
        broken("documents"),
        broken("documents-old"),
        'waiver prod bank-prod waivers[0]: for "R22" ended on "2026-11-20"',
      ],
      waived: [],
    });
  });

  it.each([
    [{ rule: "R9" }, '"R9" isn\'t broken'],
    [{ rule: "R22", of: "web" }, '"R22" isn\'t broken by "web"'],
    [{ rule: "R32" }, '"R32" isn\'t decided here: nothing here has a home of the states'],
    [{ rule: "R77" }, '"R77" is no rule'],
  ])("that covers nothing is a warning: %j", (waiver, message) => {
    const { found } = held([{ rule: "R22" }, waiver].slice(waiver.rule === "R22" ? 1 : 0));
    expect(found.filter((line) => line?.startsWith("waiver"))).toEqual([
      `waiver prod bank-prod waivers[${waiver.rule === "R22" ? 0 : 1}]: ${message}`,
    ]);
  });

  it("may cover something in a stack that isn't there", () => {
    const [, dr] = both([]);
    expect(held([{ rule: "R22" }], [dr!])).toEqual({ found: [], waived: [] });
  });
});

describe("findings", () => {
  it("carry the rule's severity and come worst first", () => {
    const record = resource("dns.RecordSet", { ttl: 3600, type: "A" }, { name: "web" });
    const { findings } = evaluate(both([record, ...inOneRegion]), situation, TODAY);
    expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      "error R22",
      "error R22",
      "warning R20",
    ]);
  });
});
