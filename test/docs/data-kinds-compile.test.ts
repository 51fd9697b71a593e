import path from "node:path";
import * as ts from "typescript/lib/typescript";
import { PROJECT, quoted, read, table } from "./markdown";

const SCHEMA = path.join(PROJECT, "system/kinds/kinds.ts");
const CHOICE = 'z.discriminatedUnion("kind", [';

/** The files of the project that don't compile with one kind more than there is. */
function complaining(): readonly string[] {
  const { config } = ts.readConfigFile(path.join(PROJECT, "tsconfig.json"), (file) =>
    ts.sys.readFile(file),
  );
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, PROJECT);
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const another = `${CHOICE}z.strictObject({ kind: z.literal("cache"), ...common, size: size() }), `;
  host.readFile = (file) => {
    const text = readFile(file);
    return path.resolve(file) === SCHEMA ? text?.replace(CHOICE, another) : text;
  };
  const own = fileNames.filter((file) => !/\/(test|bench|scripts)\//.test(file));
  const program = ts.createProgram(own, options, host);
  const wrong = ts.getPreEmitDiagnostics(program).flatMap(({ file }) => file?.fileName ?? []);
  return [...new Set(wrong)].map((file) => path.relative(PROJECT, file)).sort();
}

describe("a kind of data that nobody has an answer for", () => {
  it("is complained about in the files that the recipe says, and in no other", () => {
    const rows = table(read("docs/add-a-data-kind.md"), "Asked in");
    expect(complaining()).toEqual(rows.flatMap(([file = ""]) => quoted(file)).toSorted());
  });
});
