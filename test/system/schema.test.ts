import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchema } from "../../system/json-schema";
import { schemaTables, tablesIn, withTables } from "../../system/schema-tables";

const read = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");
const AGAIN = "Run: npx tsx scripts/system-schema.ts";

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly [key: string]: unknown;
}

/** Every property of a JSON Schema, wherever it is. */
function properties(node: unknown): readonly (readonly [string, Node])[] {
  if (typeof node !== "object" || node === null) return [];
  const own = "properties" in node ? Object.entries((node as Node).properties ?? {}) : [];
  return [...own, ...Object.values(node).flatMap(properties)];
}

const keys = properties(JSON.parse(jsonSchema()));

describe("system.schema.json", () => {
  it("is what the schema says", () => {
    // The message of the failure has to say what to do, so the comparison is made by hand.
    expect(read("system.schema.json") === jsonSchema() ? "up to date" : `stale. ${AGAIN}`).toBe(
      "up to date",
    );
  });

  it("explains every key", () => {
    expect(keys.length).toBeGreaterThan(150);
    expect(keys.filter(([, { description }]) => !description).map(([key]) => key)).toEqual([]);
  });

  it("refuses unknown keys, as the loader does", () => {
    const open = keys.filter(
      ([, node]) => node.properties && node["additionalProperties"] !== false,
    );
    expect(open.map(([key]) => key)).toEqual([]);
  });
});

describe("docs/system-description.md", () => {
  const document = read("docs/system-description.md");

  it("has the tables as the schema has the keys", () => {
    expect(withTables(document) === document ? "up to date" : `stale. ${AGAIN}`).toBe("up to date");
    expect(tablesIn(document).toSorted()).toEqual(Object.keys(schemaTables()).toSorted());
  });

  it("mentions every key of the schema", () => {
    const mentioned = new Set(
      [...document.matchAll(/^\| `(?:[^`]*\.)?([^`.]+)` \|/gm)].map((m) => m[1]),
    );
    expect(keys.map(([key]) => key).filter((key) => !mentioned.has(key))).toEqual([]);
  });
});
