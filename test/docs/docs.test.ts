import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { markdownFiles, PROJECT, prose, quoted, read, table } from "./markdown";

const files = markdownFiles();

describe("links", () => {
  it.each(files)("all lead somewhere: %s", (file) => {
    const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
    const dead = links
      .filter((target) => !/^(https?|mailto):/.test(target))
      .filter((target) => !resolves(file, target));
    expect(dead).toEqual([]);
  });

  function resolves(file: string, target: string): boolean {
    const [to = "", heading] = target.split("#");
    const full = to === "" ? file : path.join(path.dirname(file), to);
    if (!existsSync(path.join(PROJECT, full))) return false;
    return heading === undefined || slugs(read(full)).includes(heading);
  }

  /** What headings are called in links. */
  function slugs(text: string): readonly string[] {
    return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replace(/[^\w\s-]/g, "")
        .replace(/\s/g, "-"),
    );
  }
});

/** Words for things that have another one here; in backquotes they are somebody else's names. */
const OTHER_WORDS = [
  /\bmasters?\b/i,
  /\bslaves?\b/i,
  /\bfollowers?\b/i,
  /\bdata ?cent(er|re)s?\b/i,
  /\bevacuat\w+/i,
  /\bpilot light\b/i,
  /\bactive[-/ ](active|passive)\b/i,
  /\bpassive\b/i,
  /\bfallback to the (old|original) primary\b/i,
  /\bsite status\b/i,
];

describe("words", () => {
  it.each(files)("are one for each thing: %s", (file) => {
    const text = prose(read(file));
    expect(OTHER_WORDS.flatMap((word) => word.exec(text)?.[0] ?? [])).toEqual([]);
  });

  it.each(files)("name no place of one machine: %s", (file) => {
    expect(/(^|[\s"'`(])\/(home|root|tmp|Users)\//.exec(read(file))?.[0]).toBeUndefined();
  });
});

describe("decisions", () => {
  const folder = "docs/decisions";
  const decisions = readdirSync(path.join(PROJECT, folder)).sort();

  it("are numbered without a gap", () => {
    const numbers = decisions.map((file) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1]));
    expect(numbers).toEqual(decisions.map((_, index) => index + 1));
  });

  it.each(decisions)("say context, decision and consequences on one page: %s", (file) => {
    const text = read(path.join(folder, file));
    const titles = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(["Context", "Decision", "Consequences"]);
    expect(text.split("\n").length).toBeLessThanOrEqual(60);
    expect(statSync(path.join(PROJECT, folder, file)).isFile()).toBe(true);
  });

  it("give a reason for every dependency, and for no other", () => {
    const text = read(path.join(folder, "0001-dependencies.md"));
    const { dependencies, devDependencies } = JSON.parse(read("package.json"));
    const named = (title: string) =>
      table(text, title).flatMap(([name = "", why = ""]) => (why === "" ? [] : quoted(name)));
    expect(named("To run")).toEqual(Object.keys(dependencies));
    expect(named("To develop")).toEqual(Object.keys(devDependencies));
  });
});

interface Override {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
}

describe("the architecture", () => {
  it("lists the import directions as the linter enforces them", () => {
    const { overrides } = JSON.parse(read(".oxlintrc.json")) as { overrides: Override[] };
    const enforced = overrides.flatMap(({ files: where, rules }) => {
      const imports = rules["no-restricted-imports"] as
        [string, { patterns: { group: string[] }[] }] | undefined;
      const globals = rules["no-restricted-globals"] as string[] | undefined;
      if (!imports) return [];
      const banned = imports[1].patterns.flatMap(({ group }) => group);
      return [[where, banned, globals?.slice(1) ?? []]];
    });
    const listed = table(read("docs/architecture.md"), "Files").map((row) => row.map(quoted));
    expect(listed).toEqual(enforced);
    expect(enforced.length).toBeGreaterThan(4);
  });
});
