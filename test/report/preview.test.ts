import { stripVTControlCharacters } from "node:util";
import { createColors } from "picocolors";
import type { Finding } from "../../inventory/finding";
import type { Inventory } from "../../inventory/model";
import { previewText, type StackPreview } from "../../report/preview";
import type { System } from "../../system/schema/system";
import { bank, planned, steady, there, topologyOf, webService } from "../topology/fixtures";
import { component, inventory, resource } from "./fixtures";

const prod = inventory(
  "prod",
  // As programs register them: in no order, which the report puts right.
  component(
    "Region",
    "us-central1",
    component(
      "InstanceService",
      "web-us-central1",
      resource("compute/regionAutoscaler:RegionAutoscaler", "web"),
    ),
    component(
      "Database",
      "accounts-db-us-central1",
      resource("sql/databaseInstance:DatabaseInstance", "accounts-db"),
    ),
  ),
  component(
    "Global",
    "bank",
    resource("kms/keyRing:KeyRing", "bank"),
    component(
      "Network",
      "bank",
      resource("compute/network:Network", "bank"),
      component("Firewall", "bank", resource("compute/firewall:Firewall", "bank")),
    ),
  ),
);
const dr = inventory("dr", component("Region", "us-east1"));

const checked = (full: number, declared: number, none: readonly string[] = []) => ({
  findings: [],
  coverage: { full, declared, none },
});

function stack(
  system: System,
  region: string,
  registered: Inventory,
  check: StackPreview["check"] = checked(0, 0),
): StackPreview {
  const topology = topologyOf(system);
  return { topology, region: there(topology.regions[region]), inventory: registered, check };
}

const plain = (...stacks: readonly StackPreview[]) => previewText(stacks, [], createColors(false));
const lines = (...stacks: readonly StackPreview[]) => plain(...stacks).split("\n");

const finding = (overrides: Partial<Finding> = {}): Finding => ({
  severity: "error",
  urn: "urn:pulumi:prod::bank::standby:index:Network$gcp:compute/network:Network::bank",
  path: "routingMode",
  message: '"GLOBALLY" is not one of GLOBAL, REGIONAL',
  rule: "field/enum",
  ...overrides,
});

describe("a preview", () => {
  const web = { services: { web: webService() } };

  it("reads like this", () => {
    const text = plain(
      stack(bank(web), "us-central1", prod, checked(4, 1)),
      stack(bank(web), "us-east1", dr),
    );
    expect(text).toBe(
      [
        "bank: hot standby, primary region us-central1",
        "",
        "prod  us-central1: primary, takes the writes; home: owns what is global (5 resources)",
        "├─ Global bank (3)",
        "│  └─ Network bank (2)",
        "│     └─ Firewall bank (1)",
        "└─ Region us-central1 (2)  primary, takes the writes",
        "   ├─ Database accounts-db-us-central1 (1)  writer, HA, POSTGRES_16, db-perf-optimized-N-4, DR replica bank-accounts-db-us-east1-1",
        "   └─ InstanceService web-us-central1 (1)  14 instances in zones a, b (up to 21), serving",
        "",
        "dr  us-east1: hot standby (0 resources)",
        "└─ Region us-east1 (0)  hot standby",
        "",
        "full capacity  what is left with one zone lost and one instance out carries the peak",
        "  web us-central1  14 instances: 1200 rps / 200 rps = 6 needed + 7 lost with one of 2 zones + 1 out for an upgrade",
        "  web us-east1     11 instances: 1200 rps / 200 rps = 6 needed + 4 lost with one of 3 zones + 1 out for an upgrade",
        "",
        "checked 5 resources: 4 against the provider's schema, 1 against the SDK's declarations",
        "no problems",
      ].join("\n"),
    );
  });

  it("says once what both stacks are of, and again where the next is of something else", () => {
    const title = /^bank(-staging)?: /;
    const same = [stack(steady(), "us-central1", prod), stack(steady(), "us-east1", dr)];
    const other = stack(bank({ name: "bank-staging", standby: "warm" }), "us-central1", prod);
    expect(lines(...same, other).filter((line) => title.test(line))).toEqual([
      "bank: hot standby, primary region us-central1",
      "bank-staging: warm standby, primary region us-central1",
    ]);
  });

  it("says of a planned region that nothing refers to it", () => {
    expect(lines(stack(planned(), "us-east1", dr))[2]).toBe(
      "dr  us-east1: hot standby, planned: nothing refers to it yet (0 resources)",
    );
  });

  it("counts one resource as one", () => {
    const one = inventory("dr", resource("compute/network:Network", "bank"));
    expect(lines(stack(steady(), "us-east1", one))[2]).toBe(
      "dr  us-east1: hot standby (1 resource)",
    );
  });

  it("says what a program that registered nothing is", () => {
    const none = { ...dr, resources: [] };
    expect(lines(stack(steady(), "us-east1", none))[2]).toBe(
      "dr  us-east1: hot standby (0 resources)",
    );
  });

  it("draws the same tree in whatever order resources were registered", () => {
    const [root, ...rest] = prod.resources;
    const reversed = { ...prod, resources: [there(root), ...rest.toReversed()] };
    expect(plain(stack(steady(), "us-central1", reversed))).toBe(
      plain(stack(steady(), "us-central1", prod)),
    );
  });
});

describe("what a preview says of problems", () => {
  const ending = (...stacks: readonly StackPreview[]) => {
    const all = lines(...stacks);
    return all.slice(all.findIndex((line) => line.startsWith("checked")));
  };
  const found = (findings: readonly Finding[]) =>
    ending(stack(steady(), "us-central1", prod, { ...checked(5, 0), findings }));

  it("is each in a line: how bad, where, what, and by which rule", () => {
    const trap = finding({
      severity: "warning",
      urn: "urn:pulumi:prod::bank::gcp:storage/bucket:Bucket::documents",
      path: "",
      message: "keeps no versions",
      rule: "bucket/versions",
    });
    expect(found([finding(), trap])).toEqual([
      "checked 5 resources: 5 against the provider's schema, 0 against the SDK's declarations",
      "2 problems:",
      '  error  prod Network bank  routingMode  "GLOBALLY" is not one of GLOBAL, REGIONAL [field/enum]',
      "  warning  prod Bucket documents  keeps no versions [bucket/versions]",
    ]);
  });

  it("counts one problem as one", () => {
    expect(found([finding()])[1]).toBe("1 problem:");
  });

  it("is counted over all stacks, and a kind that nobody knows is named once", () => {
    const unknown = ["gcp:new/thing:Thing"];
    const text = ending(
      stack(steady(), "us-central1", prod, { ...checked(4, 1, unknown), findings: [finding()] }),
      stack(steady(), "us-east1", dr, { ...checked(2, 0, unknown), findings: [finding()] }),
    );
    expect(text.slice(0, 2)).toEqual([
      "checked 7 resources: 6 against the provider's schema, 1 against the SDK's declarations, not at all: gcp:new/thing:Thing",
      "2 problems:",
    ]);
  });
});

describe("what a preview says of the objectives", () => {
  const lineOf = (objectives: object | undefined) => {
    const shown = { ...prod, outputs: objectives ? { objectives } : {} };
    const stacks = [stack(steady(), "us-central1", shown)];
    const lines = previewText(stacks, [], createColors(false)).split("\n");
    return lines.filter((line) => line.startsWith("objectives"));
  };

  it("is how many come to which verdict, as the stack's own output has it", () => {
    expect(lineOf({ "met-unproven": 17, "breached-can-be-met": 2 })).toEqual([
      "objectives: 2 breached can be met, 17 met unproven; standby assess says why",
    ]);
  });

  it("is nothing where none are described, or the gate is off", () => {
    expect(lineOf({})).toEqual([]);
    expect(lineOf(undefined)).toEqual([]);
  });
});

describe("what a preview says of reliability rules", () => {
  const held = { findings: [], waived: [], evaluated: ["R1", "R2"], notEvaluated: [] };
  const said = (...policies: Parameters<typeof previewText>[1]) =>
    previewText([stack(steady(), "us-central1", prod)], policies, createColors(false))
      .split("\n")
      .slice(-3);
  const broken = finding({ rule: "R1", path: "", message: "has no twin" });
  const waiver = { rule: "R2", reason: "nobody would miss it", until: "2027-01-31" };

  it("is how many were held against the stacks, and what came of it", () => {
    const undecided = [{ id: "R28", reason: "not built" }];
    expect(said({ ...held, notEvaluated: undecided }).slice(1)).toEqual([
      "held against 2 reliability rules: 0 broken, 0 waived, 1 not decidable here",
      "no problems",
    ]);
  });

  it("counts a broken rule once, and waivers that are no good as problems alone", () => {
    const stale = finding({ rule: "waiver", severity: "warning", path: "waivers[0]" });
    const waived = [{ finding: finding({ rule: "R2" }), waiver }];
    const text = previewText(
      [stack(steady(), "us-central1", prod)],
      [{ ...held, findings: [broken, broken, stale], waived }],
      createColors(false),
    );
    expect(text).toContain(
      "\nheld against 2 reliability rules: 1 broken, 1 waived, 0 not decidable here\n3 problems:\n" +
        "  error  prod Network bank  has no twin [R1]\n",
    );
  });

  it("counts what another system's stacks decide as decided", () => {
    const partly = { ...held, evaluated: ["R1"], notEvaluated: [{ id: "R2", reason: "no stack" }] };
    expect(said(held, partly)[1]).toBe(
      "held against 2 reliability rules: 0 broken, 0 waived, 0 not decidable here",
    );
  });
});

describe("a preview's colours", () => {
  const check = { ...checked(5, 0), findings: [finding()] };
  const stacks = [stack(steady(), "us-central1", prod, check), stack(steady(), "us-east1", dr)];

  it("are none where they are off", () => {
    expect(stripVTControlCharacters(plain(...stacks))).toBe(plain(...stacks));
  });

  it("change nothing but the colour", () => {
    const coloured = previewText(stacks, [], createColors(true));
    expect(coloured).not.toBe(plain(...stacks));
    expect(stripVTControlCharacters(coloured)).toBe(plain(...stacks));
  });
});
