import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Fence, fences, PROJECT, quoted, read, table } from "./markdown";

const readme = read("README.md");
const blocks = fences(readme);

/** Runs what stands after the prompt, without npm and jq; both streams, as a terminal shows them. */
function run(command: string): readonly string[] {
  const [call = "", pipe] = command.split(" | ");
  const words = call.replace(/^npm run (--silent )?preview( -- )?/, "node bin/standby.js preview ");
  const [program, ...args] = words.trim().split(/\s+/);
  if (program !== "node") throw new Error(`the README runs "${command}", and the test can't`);
  const { FORCE_COLOR: _, ...env } = process.env;
  const ended = spawnSync(process.execPath, args, {
    cwd: PROJECT,
    env: { ...env, NO_COLOR: "1" },
    encoding: "utf8",
  });
  const output = ended.stdout + ended.stderr;
  return (pipe === undefined ? output : picked(output, pipe)).trimEnd().split("\n");
}

/** What jq prints for one key at the top. */
function picked(json: string, filter: string): string {
  const key = /^jq \.(\w+)$/.exec(filter)?.[1];
  if (key === undefined) throw new Error(`the README pipes into "${filter}", and the test can't`);
  return JSON.stringify(JSON.parse(json)[key], null, 2);
}

const LEFT_OUT = "…";

/** What a block shows and a run doesn't print, if anything; `…` stands for any number of lines. */
function notPrinted(shown: readonly string[], printed: readonly string[]): string | undefined {
  let [from, gap] = [0, false];
  for (const line of shown) {
    if (line === LEFT_OUT) {
      gap = true;
      continue;
    }
    const at = gap ? printed.indexOf(line, from) : from;
    if (at < 0 || printed[at] !== line) return line;
    [from, gap] = [at + 1, false];
  }
  return gap || from === printed.length ? undefined : `nothing more, but there is ${printed[from]}`;
}

describe("the README", () => {
  it.each(["npm ci && npm run preview", "npm ci && npm test"])("says %s as such", (command) => {
    expect(readme.split("\n")).toContain(command);
  });

  const shown = blocks.filter(({ language }) => language === "console");
  it.each(shown.map((block): [string, Fence] => [block.lines[0] ?? "", block]))(
    "shows what is printed: %s",
    (prompt, { lines }) => {
      expect(prompt).toMatch(/^\$ (node bin\/standby\.js|npm run (--silent )?preview) ?/);
      const printed = run(prompt.slice("$ ".length));
      expect(notPrinted(lines.slice(1), printed)).toBeUndefined();
    },
  );

  it("shows what the report of a drill has", () => {
    const excerpt = blocks.find(({ language }) => language === "text")?.lines ?? [];
    const report = read("docs/drills/online-bank-hot.md").split("\n");
    const from = report.findIndex((line) => line === excerpt[0]);
    expect(excerpt.length).toBeGreaterThan(6);
    expect(notPrinted(excerpt, report.slice(from))).toBeUndefined();
  });

  it("shows a description that has no problems", () => {
    const description = blocks.find(({ language }) => language === "yaml")?.lines ?? [];
    const folder = mkdtempSync(path.join(tmpdir(), "standby-readme-"));
    try {
      const file = path.join(folder, "shop.yaml");
      writeFileSync(file, description.join("\n"));
      const printed = run(`node bin/standby.js preview --system ${file}`);
      expect(printed[0]).toBe("shop: warm standby, primary region europe-west1");
      expect(printed.at(-1)).toBe("no problems");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("maps the tree as it is", () => {
    const mapped = table(readme, "Where").flatMap(([where = ""]) => quoted(where));
    expect(mapped.filter((place) => !existsSync(path.join(PROJECT, place)))).toEqual([]);
    const folders = readdirSync(PROJECT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map(({ name }) => name)
      .filter((name) => !["node_modules", "coverage"].includes(name));
    expect(mapped.filter((place) => place.endsWith("/")).sort()).toEqual(
      folders.map((name) => `${name}/`).sort(),
    );
  });

  it("fits on a few screens", () => {
    expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(250);
  });
});

describe("the comparison with what is printed", () => {
  const printed = ["a", "b", "c"];
  it.each([
    [["a", "b", "c"], undefined],
    [["a", "…", "c"], undefined],
    [["…"], undefined],
    [["a", "c"], "c"],
    [["…", "d"], "d"],
    [["a"], "nothing more, but there is b"],
    [["c", "…", "a"], "c"],
  ])("%j", (shown, missing) => expect(notPrinted(shown, printed)).toBe(missing));
});
