import { readFileSync } from "node:fs";
import path from "node:path";
import pc from "picocolors";
import type { PricedFix } from "../../assessment/fix/priced";
import { editLines } from "../../report/edit-lines";
import { costText, fixesText, flagsOf } from "../../report/fixes";

const colors = pc.createColors(false);
const file = "systems/click-travel.yaml";
const text = readFileSync(path.join(__dirname, "../..", file), "utf8");
const SMALL: PricedFix = {
  edits: { "escalation.diagnosis": "10 minutes" },
  billed: {},
  holds: "as a rule",
  mind: [],
  cost: { usd: 0, unpriced: [] },
};
const CHEAP: PricedFix = {
  edits: { standby: "warm", ...SMALL.edits },
  billed: { standby: "warm" },
  holds: "as a rule",
  mind: [],
  cost: { usd: -1234.5, unpriced: ["Disk volume: snapshots", "Disk other: snapshots"] },
};

describe("fixes as a person reads them", () => {
  it("say what to edit where, what it costs, and how to try it", () => {
    const found = { fixes: [SMALL, CHEAP], cheapest: CHEAP, tried: 13, cut: false };
    const line = text.split("\n").findIndex((one) => one === "  diagnosis: 30 minutes") + 1;
    const shown = fixesText(found, { file, text }, colors);
    expect(shown.slice(1, 9)).toEqual([
      "what would meet all that can be met, as a rule, though not at worst",
      "  smallest: escalation.diagnosis: 10 minutes",
      "    costs nothing at Google: it is asked of people",
      "    systems/click-travel.yaml",
      `      line ${line}`,
      "      -   diagnosis: 30 minutes",
      "      +   diagnosis: 10 minutes",
      "    --what-if escalation.diagnosis='10 minutes'",
    ]);
    expect(shown[9]).toBe("  cheapest: standby: warm; escalation.diagnosis: 10 minutes");
    expect(shown.at(-1)).toBe("  13 descriptions were assessed");
  });

  it("name one that is both, and never leave out what has no price", () => {
    const found = { fixes: [SMALL], cheapest: SMALL, tried: 2, cut: true };
    expect(fixesText(found, { file, text }, colors)).toEqual(
      expect.arrayContaining([
        "  smallest and cheapest: escalation.diagnosis: 10 minutes",
        "  2 descriptions were assessed, but not all that are possible",
      ]),
    );
    expect(costText(CHEAP)).toBe(
      "costs 1,234.50 USD a month less, and what has no price: Disk volume: snapshots and 1 more",
    );
    expect(costText({ ...CHEAP, cost: { unknown: "it wasn't priced" } })).toBe(
      "what it costs isn't known: it wasn't priced",
    );
  });

  it("break the way to try them between flags, so that a shell takes it as one line", () => {
    const parts = ["diagnosis", "decision", "third", "fourth"].map((one) => `escalation.${one}`);
    const edits = Object.fromEntries(parts.map((part) => [part, "10 minutes"]));
    const found = { fixes: [{ ...SMALL, edits }], tried: 1, cut: false };
    const tries = fixesText(found, { file, text }, colors).filter((line) =>
      line.includes("--what"),
    );
    expect(tries.map((line) => line.endsWith(" \\"))).toEqual([true, false]);
    expect(tries.filter((line) => line.length > 100)).toEqual([]);
    expect(
      tries
        .join("\n")
        .replaceAll(/\s*\\\n\s*/g, " ")
        .trim(),
    ).toBe(flagsOf(edits));
  });

  it("write flags that take a key out, or put a map in", () => {
    expect(flagsOf({ "services.a.zones": null, "data.b.instances": { "us-east1": 1 } })).toBe(
      `--what-if services.a.zones=null --what-if data.b.instances='{"us-east1":1}'`,
    );
  });

  it("show lines that come and go, and say what has to be done by hand", () => {
    expect(editLines("a: 1\nb: 2\nc: 3\n", { b: null })).toEqual(["line 2", "- b: 2"]);
    expect(editLines("a: 1\n", { b: "x" })).toEqual(["line 1", "+ b: x"]);
    expect(editLines("a: 1\n", { a: 1 })).toEqual([]);
    expect(editLines("a: [1]\n", { "a.b": "x" })).toEqual([
      "a.b  leads nowhere; its surroundings are not described",
    ]);
  });
});
