import { answersOf } from "../../../assessment/summary";
import { isBreached } from "../../../assessment/objectives/verdict";
import { CONSEQUENCES, LIKELIHOODS } from "../../../assessment/risk/matrix";
import { consequenceOf, likelihoodOf } from "../../../assessment/risk/scale";
import { type Block, type Document, wordsOf } from "../../../report/document/model";
import { reportOf } from "../../../report/sections/report";
import { LIKELY, LONG } from "../../../report/sections/risks";
import { there } from "../../topology/fixtures";
import { LOG, reported, SYSTEMS } from "../reported";

const bank = reported("online-bank", LOG);
const document = reportOf(bank);
const section = (of: Document, id: string) => there(of.sections.find((one) => one.id === id));

/** Everything that a block says, folded or not. */
function words(block: Block): readonly string[] {
  switch (block.is) {
    case "table":
      return block.rows.flatMap((row) =>
        row.flatMap((cell) => (typeof cell === "object" && "picture" in cell ? [] : wordsOf(cell))),
      );
    case "list":
      return block.items.map(wordsOf);
    case "text":
      return [wordsOf(block.text)];
    case "tiles":
      return block.tiles.flatMap(({ label, value, note }) => [label, value, note]);
    case "code":
      return block.lines;
    case "fold":
      return [wordsOf(block.title), ...block.content.flatMap(words)];
    case "matrix":
      return block.rows.flatMap(({ fields }) => fields.flatMap(({ names }) => names));
    default:
      return [];
  }
}
const said = (id: string, of = document) => section(of, id).content.flatMap(words).join("\n");

describe("a report", () => {
  it.each(SYSTEMS)("of %s has every section, incidents where a log is given", (system) => {
    const ids = (log?: string) => reportOf(reported(system, log)).sections.map(({ id }) => id);
    const without = [
      ...["summary", "architecture", "objectives", "fixes", "availability", "capacity", "risks"],
      ...["cost", "recovery", "survival", "runbooks"],
    ];
    expect(ids()).toEqual(without);
    expect(ids(LOG)).toEqual([...without.slice(0, -1), "incidents", "runbooks"]);
  });

  it("says on top what is breached, and the smallest change", () => {
    const breached = answersOf(bank.assessment).filter(({ verdict }) => isBreached(verdict));
    expect(breached.length).toBeGreaterThan(1);
    const summary = said("summary");
    expect(summary).toContain(`${breached.length} objectives are breached of`);
    for (const { of, event } of breached.slice(0, 4)) expect(summary).toContain(`${of} ${event}`);
    const [first] = bank.fixes.fixes;
    expect(Object.keys(there(first).edits).length).toBeGreaterThan(0);
    for (const path of Object.keys(there(first).edits)) {
      expect(summary).toContain(`${path}: `);
      expect(said("fixes")).toContain(`--what-if ${path}=`);
    }
  });

  it("counts availabilities that are asked for among the objectives", () => {
    const shop = reported("shop-smart");
    const asked = shop.beliefs.topology.system.objectives.filter((one) => "availability" in one);
    expect(asked).toHaveLength(3);
    const report = reportOf(shop);
    const total = answersOf(shop.assessment).length + asked.length;
    expect(said("summary", report)).toMatch(new RegExp(`(of|All) ${total}\\b`));
    expect(said("availability", report).match(/objectives\[\d+\]\.availability/g)).toHaveLength(3);
  });

  it("has a row for each objective, and the terms of each that isn't well", () => {
    const answers = answersOf(bank.assessment);
    const [table] = section(document, "objectives").content.filter(({ is }) => is === "table");
    expect(table?.is === "table" && table.rows.length).toBe(answers.length);
    const folds = section(document, "objectives").content.filter(({ is }) => is === "fold");
    const unwell = answers.filter(
      ({ verdict, estimate }) => !verdict.startsWith("met") && estimate.is === "known",
    );
    expect(folds.length).toBe(unwell.length);
  });

  it("places every risk in the matrix once", () => {
    const [matrix] = section(document, "risks").content.filter(({ is }) => is === "matrix");
    const pins = matrix ? words(matrix) : [];
    const [table] = section(document, "risks").content.filter(({ is }) => is === "table");
    const rows = table?.is === "table" ? table.rows.length : 0;
    expect(rows).toBeGreaterThan(10);
    expect(pins.map(Number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: rows }, (_, index) => index + 1),
    );
  });

  it("gives a runbook the commands that a person types", () => {
    const texts = section(document, "runbooks").content.flatMap((fold) =>
      fold.is === "fold"
        ? fold.content.flatMap((one) => (one.is === "markdown" ? [one.text] : []))
        : [],
    );
    expect(texts).toHaveLength(bank.plans.length);
    const lost = texts.find((text) => text.startsWith("# us-central1 is lost"));
    expect(lost).toContain(
      "gcloud sql instances promote-replica online-bank-accounts-db-us-east1-1 --failover",
    );
    expect(texts.filter((text) => text.includes("gcloud ")).length).toBeGreaterThan(10);
  });

  it("says of the scale what the scale is", () => {
    const often = [4, 1, 0.2, 0.05, 0.01];
    expect(often.map(likelihoodOf)).toEqual([...LIKELIHOODS]);
    expect(Object.keys(LIKELY)).toEqual([...LIKELIHOODS]);
    const lengths = [299, 3599, 4 * 3600 - 1, 24 * 3600 - 1, 24 * 3600];
    expect(lengths.map(consequenceOf)).toEqual([...CONSEQUENCES]);
    expect(Object.values(LONG)).toEqual([
      ...["1: under 5 minutes", "2: under an hour", "3: under 4 hours", "4: under a day"],
      "5: longer",
    ]);
  });

  it("never counts what has no price as nothing", () => {
    expect(said("cost")).toContain("Bucket: objects: no size is described");
  });
});

describe("the reviews of incidents", () => {
  const incidents = said("incidents");

  it("measure each month and hold it against its budget", () => {
    // 52 minutes of April's 43.2, and an hour of all users' time in September.
    expect(incidents).toContain("2026-04\n99.8796 %\n52 minutes\n120 %");
    expect(incidents).toContain("2026-09\n99.8611 %\n1 hour\n139 %");
  });

  it("hold each against what the model expects there", () => {
    expect(incidents).toContain("Within what the model expects there");
    const longer = said(
      "incidents",
      reportOf(reported("online-bank", "- { at: 2026-04-20, lasts: 3 days, what: x, of: web }")),
    );
    expect(longer).toContain("Longer than anything that the model expects there");
    const stranger = "- { at: 2026-04-20, lasts: 3 days, what: x, of: nothing-we-know }";
    expect(said("incidents", reportOf(reported("online-bank", stranger)))).toContain(
      "The model knows nothing that would do that",
    );
  });
});
