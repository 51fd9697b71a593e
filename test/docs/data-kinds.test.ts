import { readdirSync } from "node:fs";
import path from "node:path";
import { PROJECT, quoted, read, table } from "./markdown";

const KINDS = "cloud-sql|firestore|spanner|bigquery|bucket|queue|disk";
/** Where code decides by the kind of a store: a case, a comparison, a choice, a table. */
const DECIDES = new RegExp(
  [
    `case "(${KINDS})":`,
    `kind"?\\]?\\)? ?(===|!==) "(${KINDS})"`,
    `storesOf\\([^()]*"(${KINDS})"\\)`,
    `kind\\??: "(${KINDS})"`,
    `\\.has\\("(${KINDS})"\\)`,
    `"cloud-sql": `,
  ].join("|"),
);

const text = read("docs/add-a-data-kind.md");
const listed = (title: string) => table(text, title).flatMap(([file = ""]) => quoted(file));

/** Where kinds are made; the recipe begins with it. */
const SCHEMA = "system/kinds/kinds.ts";
const FOLDERS = [
  ...["assessment", "cli", "components", "engine", "inventory", "policy", "recovery", "report"],
  ...["sandbox", "system", "topology"],
];

function filesIn(folder: string): readonly string[] {
  return readdirSync(path.join(PROJECT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.posix.join(folder, file));
}

describe("the recipe of a new kind of data", () => {
  it("lists every file that decides by kind, and no other", () => {
    const deciding = FOLDERS.flatMap(filesIn).filter(
      (file) => !file.startsWith("system/kinds/") && DECIDES.test(read(file)),
    );
    const all = [...listed("Asked in"), ...listed("Known in")];
    expect(all.filter((file) => !file.startsWith("system/kinds/")).sort()).toEqual(deciding.sort());
  });

  it("begins with the schema", () => {
    expect(text).toContain(`\`${SCHEMA}\``);
    expect(read(SCHEMA)).toContain('z.discriminatedUnion("kind", [');
  });
});

describe("the program", () => {
  it("stays under 80 lines, whatever kinds there are", () => {
    expect(read("index.ts").trimEnd().split("\n").length).toBeLessThan(80);
  });
});
