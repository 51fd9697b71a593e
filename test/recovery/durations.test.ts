import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDurations } from "../../recovery/durations";

const FILE = readFileSync(path.join(__dirname, "../../recovery/durations.tsv"), "utf8");
const line = (...cells: string[]) => cells.join("\t");

describe("durations", () => {
  it("reads every line of the file", () => {
    const ids = FILE.split("\n").filter((text) => text !== "" && !/^(#|id\t)/.test(text));
    const durations = parseDurations(FILE);
    for (const id of ids.map((text) => text.split("\t")[0]!)) {
      expect(durations(id)).toMatchObject({ id, asOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    }
    expect(ids.length).toBeGreaterThan(30);
  });

  it("gives a range in seconds with its basis and source", () => {
    const text = line(
      "x.y",
      "GB",
      "1 second",
      "2 minutes",
      "1 hour",
      "vendor",
      "2026-11-21",
      "a page",
    );
    expect(parseDurations(text)("x.y")).toEqual({
      id: "x.y",
      per: "GB",
      best: 1,
      expected: 120,
      worst: 3600,
      basis: "vendor",
      asOf: "2026-11-21",
      source: "a page",
    });
  });

  it.each([
    ["a bare number", line("x", "", "1", "2 minutes", "1 hour", "vendor", "", "s"), '"1" is not a'],
    [
      "a range upside down",
      line("x", "", "3 minutes", "2 minutes", "1 hour", "vendor", "", "s"),
      "go",
    ],
    [
      "a basis of its own",
      line("x", "", "1 minute", "2 minutes", "1 hour", "guess", "", "s"),
      "guess",
    ],
    ["no source", line("x", "", "1 minute", "2 minutes", "1 hour", "vendor", "", ""), "no source"],
  ])("refuses %s", (_, text, message) => {
    expect(() => parseDurations(text)).toThrow(message);
  });

  it("refuses to guess what it doesn't know", () => {
    expect(() => parseDurations(FILE)("sql.teleport")).toThrow('no line "sql.teleport"');
  });
});
