import * as fc from "fast-check";
import { parse, stringify } from "yaml";
import { loadSystem } from "../../system/load";
import type { Draft, Relation } from "../../system/relation";
import { bank, edited, problemsOf, shop, systemOf } from "./descriptions";

describe("loadSystem", () => {
  it("reads the shipped online bank", () => {
    expect(problemsOf(bank)).toEqual([]);
    const system = systemOf(bank);
    expect(system.services["web"]?.load).toEqual({ peak: 1200, perInstance: 200, growth: 0.2 });
    expect(system.data["accounts-db"]).toMatchObject({ size: 100, recoveryWindow: 14 * 86_400 });
    expect(system.regions).toEqual({
      "us-central1": { zones: ["a", "b"], state: "standing" },
      "us-east1": { zones: ["b", "c", "d"], state: "planned" },
    });
  });

  it("fills in what is left out", () => {
    const { encryption, network, maintenance, data } = systemOf(shop);
    expect({ encryption, network, maintenance }).toEqual({
      encryption: "google",
      network: { range: "10.0.0.0/8" },
      maintenance: { day: "sunday", hour: 4 },
    });
    expect(data["orders-db"]).toMatchObject({ backups: { keep: 30, at: "03:00" }, databases: [] });
  });

  it("says everything at once: keys, values, relations and the caller's relations", () => {
    const relation: Relation = ({ name }) => [{ path: ["name"], message: `"${name}" is taken` }];
    let text = edited(shop, "standby: warm", "standby: wrm");
    text = edited(text, "port: 8080", "prot: 8080");
    text = edited(text, "primary: us-central1", "primary: us-west1");
    text = edited(text, "size: 20 GB", "size: 20gb");
    expect(problemsOf(text, [relation])).toEqual([
      'name:1 "shop" is taken',
      'primary:6 "us-west1" is not one of the regions us-central1, us-east1',
      'standby:7 "wrm" is not one of cold, warm, hot; did you mean "warm"?',
      'services.web.runs.prot:20 is not a key that is known here; did you mean "port"?',
      'data.orders-db.size:29 "20gb" is not a size; did you mean "20 GB"?',
    ]);
  });

  it("says nothing of what refers to a part that is wrong itself", () => {
    const text = edited(shop, "kind: cloud-sql", "kind: oracle");
    expect(problemsOf(text)).toEqual([
      'data.orders-db.kind:26 "oracle" is not one of cloud-sql, firestore, spanner, bigquery, bucket, disk, queue',
    ]);
  });

  it("takes the form that was most likely meant where there are several", () => {
    expect(problemsOf(edited(shop, "uses: [orders-db]", "uses: [{ data: 3, as: x }, 4]"))).toEqual([
      'services.web.uses[0].data:23 got 3 (number); must be text: quote it, "3"',
      'services.web.uses[0].as:23 "x" is not one of hard, soft',
      'services.web.uses[1]:23 got 4 (number); must be text: quote it, "4"',
    ]);
    const rows =
      "  - { of: web, when: zone-los, rto: 1 minute, priority: high }\n  - { of: web, availability: 99.9 }\n";
    expect(problemsOf(`${shop}objectives:\n${rows}`)).toEqual([
      'objectives[0].when:32 "zone-los" is not one of zone-loss, region-loss, data-deletion, bad-release, dependency-loss, overload; did you mean "zone-loss"?',
      'objectives[1].availability:33 got 99.9 (number); must be a percentage with its unit, such as "99.95 %"',
    ]);
  });

  it("knows that no share is more than the whole, but a system can more than double", () => {
    const text = edited(
      shop,
      "    uses:",
      "    retries: { attempts: 2, budget: 101 %, timeout: 1 second }\n    uses:",
    );
    expect(problemsOf(text)).toEqual([
      'services.web.retries.budget:23 "101 %" must be at most 100 %',
    ]);
    expect(problemsOf(edited(shop, "50 rps", "50 rps, growth: 150 %"))).toEqual([]);
  });

  it("has lines and columns, also with CRLF and a byte order mark", () => {
    const text = `\uFEFF${edited(shop, "[b, c] }", "[b, c], state: standin }").replaceAll("\n", "\r\n")}`;
    expect(loadSystem({ path: "x.yaml", text })).toEqual({
      problems: [
        {
          path: "regions.us-east1.state",
          line: 4,
          column: 30,
          message: '"standin" is not one of planned, standing, lost; did you mean "standing"?',
        },
      ],
    });
  });

  it("counts columns as an editor does, which doesn't show a byte order mark", () => {
    const text = `\uFEFF${edited(shop, "name: shop", "name: Shop")}`;
    expect(loadSystem({ path: "x.yaml", text })).toMatchObject({
      problems: [{ path: "name", line: 1, column: 1 }],
    });
  });

  it("never shows the value of what is a secret by its name", () => {
    const text = edited(
      shop,
      "uses:",
      "env: { API_TOKEN: 4711, DB_PASSWORD: [hunter2] }\n    uses:",
    );
    const problems = problemsOf(text);
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toMatch(/4711|hunter2/);
  });

  it("can't be made to reach JavaScript's own objects", () => {
    problemsOf(edited(shop, "services:", "__proto__: { polluted: true }\nservices:"));
    problemsOf({
      text: shop,
      whatIf: { "__proto__.polluted": "true", "services.constructor.x": "1" },
    });
    problemsOf(
      `${shop}overlays: { __proto__: { polluted: true }, a: { constructor: { prototype: { polluted: 1 } } } }\n`,
    );
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("drafts", () => {
  function draftOf(text: string): Draft {
    let seen: Draft = {};
    problemsOf(text, [(draft) => ((seen = draft), [])]);
    return seen;
  }

  it("keep what is right, parsed, and the names of what is not", () => {
    const wrong = edited(edited(shop, "size: 20 GB", "size: 20gb"), "tier: critical", "tier: crit");
    const { services, data, maintenance } = draftOf(wrong);
    expect(data?.["orders-db"]).toMatchObject({ size: undefined, recoveryWindow: 7 * 86_400 });
    expect(services?.["web"]).toMatchObject({ tier: undefined, load: { peak: 100 } });
    expect(maintenance).toEqual({ day: "sunday", hour: 4 });
    expect(Object.keys(draftOf(edited(shop, "kind: cloud-sql", "kind: x")).data ?? {})).toEqual([
      "orders-db",
    ]);
  });

  it("never hold a value of another type than the schema's", () => {
    // Whatever scalar is replaced by a list, no relation may meet it.
    const scalars = [...shop.matchAll(/: ([^\s[{][^\n,}]*)/g)].map((match) => match.index);
    for (const at of scalars) {
      const text = shop.slice(0, at) + shop.slice(at).replace(/: ([^\s[{][^\n,}]*)/, ": [[]]");
      expect(() => problemsOf(text)).not.toThrow();
      expect(problemsOf(text).length).toBeGreaterThan(0);
    }
  });
});

describe("any description", () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, inner]) => [key, reversed(inner)]),
    );
  };

  it.each([bank, shop])("means the same with its keys in another order", (text) => {
    expect(systemOf(stringify(reversed(parse(text)), { aliasDuplicateObjects: false }))).toEqual(
      systemOf(text),
    );
  });

  it("has one problem when one of its keys is misspelt, and the problem names the right one", () => {
    // Keys that the schema knows; of those that people choose there is no right spelling.
    const keys = [...bank.matchAll(/(?<=^ *|[{,] |- )([a-z][A-Za-z]{3,})(?=:(?: |\n))/gm)]
      .map((match) => ({ key: match[1] ?? "", at: match.index }))
      .filter(({ key, at }) => isKnown(key) && !isComment(at) && at < bank.indexOf("overlays:"));
    expect(keys.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.nat(), ({ key, at }, seed) => {
        const index = 1 + (seed % (key.length - 1));
        const slip = key.slice(0, index) + key.charAt(index) + key.slice(index);
        const text = bank.slice(0, at) + slip + bank.slice(at + key.length);
        const unknown = problemsOf(text);
        expect(unknown).toHaveLength(1);
        expect(unknown[0]).toContain(`${slip}:`);
        expect(unknown[0]).toContain(`did you mean "${key}"?`);
      }),
    );
  });

  function isComment(at: number): boolean {
    return bank.slice(bank.lastIndexOf("\n", at), at).includes("#");
  }

  function isKnown(key: string): boolean {
    const chosen = ["accounts", "products", "documents", "staging"];
    return !chosen.includes(key);
  }
});
