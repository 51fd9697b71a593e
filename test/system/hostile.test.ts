import { problemsOf } from "./descriptions";

const first = (text: string) => problemsOf(text)[0];

// What is refused here never reaches the parser; these texts would keep it busy for minutes, or for ever.
describe("texts that are meant to do harm", () => {
  it.each([
    [
      "ten megabytes",
      "a: 1\n".repeat(2_000_000),
      ":1 is 10.0 MB long; a description has at most 1 MB",
    ],
    [
      "brackets in brackets",
      `a: ${"[".repeat(500_000)}`,
      ":1 is nested deeper than 32 levels; flatten it",
    ],
    [
      "lists in lists in one line",
      "- ".repeat(400_000),
      ":1 is nested deeper than 32 levels; flatten it",
    ],
    [
      "maps in maps by indentation",
      Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
      ":202 is nested deeper than 32 levels; flatten it",
    ],
    [
      "a few maps in maps by indentation",
      Array.from({ length: 40 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
      `${"a.".repeat(32)}a:33 is nested deeper than 32 levels; flatten it`,
    ],
    [
      "lists of a hundred thousand",
      `a: [${"1,".repeat(100_000)}]`,
      ":1 holds more than 20,000 values; describe less in one file",
    ],
    [
      "nothing but closing brackets",
      "]".repeat(900_000),
      ":1 holds more than 20,000 values; describe less in one file",
    ],
    [
      "two thousand services",
      `services:\n${Array.from({ length: 2000 }, (_, n) => `  s${n}: { tier: x }`).join("\n")}`,
      "services:1 has 2000 entries; at most 100 are read",
    ],
  ])("%s", (_what, text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });

  it("an alias inside of what it stands for", () => {
    expect(first("a: &a [*a]\n")).toBe(
      ':1 has the anchor "&a"; write the value out wherever it is wanted',
    );
  });

  it("aliases of aliases of aliases", () => {
    const laughs = Array.from(
      { length: 9 },
      (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n},`.repeat(9)}]`,
    );
    expect(first(`l0: &l0 [lol]\n${laughs.join("\n")}\n`)).toMatch(/^:1 has the anchor "&l0"/);
  });

  it.each([
    [
      "a tag that would run code elsewhere",
      "name: !!js/function x\n",
      'has the tag "!!js/function"; remove it, or quote it if it is text',
    ],
    [
      "a directive that makes it YAML 1.1",
      "%YAML 1.1\n---\nname: no\n",
      'has the directive "%YAML 1.1"; remove it',
    ],
    [
      "a second document",
      "name: a\n---\nname: b\n",
      'begins a second document; keep one, without the line "---"',
    ],
    ["a map as a key", "? { a: b }\n: c\n", "has a list or a map as a key; write a name"],
  ])("%s", (_what, text, message) => {
    expect(first(text)).toMatch(/^:\d+ /);
    expect(first(text)?.replace(/^:\d+ /, "")).toBe(message);
  });
});
