import { readFileSync } from "node:fs";
import path from "node:path";
import type { PreviewDigest } from "../../../inventory/preview-json";
import { readPreview } from "../../../policy/gate/change";
import { GATE_RULE_IDS, gate } from "../../../policy/gate/gate";
import { CORPUS, corpusFiles, corpusPreview, PLAIN, said } from "./corpus";
import { RECORDED } from "./cases";
import { VERDICTS } from "./verdicts";

/** Previews that engines made in the sandbox; scripts/gate-corpus.ts writes them anew. */
describe("the gate on previews of real states", () => {
  const files = corpusFiles();

  it("has at least forty of the real CLI and some of our own engine, each with a verdict", () => {
    const labels = RECORDED.filter(({ cli }) => cli).map(({ label }) => `${label}.`);
    const real = files.filter((file) => labels.some((label) => file.startsWith(label)));
    expect(real.length).toBeGreaterThanOrEqual(40);
    expect(Object.keys(VERDICTS).sort()).toEqual(files);
    const made = RECORDED.flatMap(({ label, cases }) =>
      cases.flatMap(({ name, stacks }) => stacks.map((stack) => [label, name, stack].join("."))),
    );
    expect(files).toEqual(made.sort());
  });

  it.each(files)("%s", (file) => {
    expect(said(gate([corpusPreview(file)], PLAIN))).toEqual(VERDICTS[file]);
  });

  it.each(files)("%s, the same after the refreshes that --refresh lists first", (file) => {
    const text = readFileSync(path.join(CORPUS, `${file}.json`), "utf8");
    const digest = JSON.parse(text) as PreviewDigest;
    const refreshes = digest.steps.flatMap(({ urn, oldState }) =>
      oldState ? [{ op: "refresh", urn, oldState, newState: oldState }] : [],
    );
    const preview = readPreview(file, { ...digest, steps: [...refreshes, ...digest.steps] });
    expect(said(gate([preview], PLAIN))).toEqual(VERDICTS[file]);
  });

  it("says the same of both engines' previews", () => {
    for (const file of files.filter((name) => name.startsWith("embedded."))) {
      const theirs = VERDICTS[file.replace("embedded.", "online-bank.")];
      if (theirs === undefined) continue;
      const ours = VERDICTS[file] ?? [];
      // Where protection stops it, the CLI may stop before it has come to everything.
      expect(theirs[0]).toBe(ours[0]);
      expect(ours).toEqual(expect.arrayContaining(theirs.filter((line) => !line.startsWith("?"))));
    }
  });

  it("needs each rule that a single preview can break: without it, something bad is let through", () => {
    const single = GATE_RULE_IDS.filter((id) => !["both-regions", "recovery"].includes(id));
    const alone = (id: string) =>
      files.filter((file) => {
        const { refusals } = gate([corpusPreview(file)], PLAIN);
        return refusals.length > 0 && refusals.every(({ rule }) => rule === id);
      });
    expect(single.filter((id) => alone(id).length === 0)).toEqual([]);
  });
});

describe("several previews", () => {
  const both = ["online-bank.new-image.prod", "online-bank.new-image.dr"].map(corpusPreview);

  it("are refused where both regions would change at once", () => {
    expect(said(gate(both, PLAIN))).toEqual(["refused", "both-regions dr Stack standby-dr"]);
  });

  it("pass one after the other", () => {
    expect(gate(both, { ...PLAIN, oneByOne: true }).verdict).toBe("pass");
  });

  it("pass where one of them changes nothing", () => {
    const [prod] = both;
    const previews = [prod!, corpusPreview("online-bank.nothing.dr")];
    expect(gate(previews, PLAIN).verdict).toBe("pass");
  });

  it("are refused while a recovery is going on, one finding for each stack that would change", () => {
    const recoveries = [{ holder: "ada", plan: "failover us-east1" }];
    const result = gate([...both, corpusPreview("online-bank.nothing.dr")], {
      ...PLAIN,
      recoveries,
      oneByOne: true,
    });
    expect(said(result)).toEqual([
      "refused",
      "recovery prod Stack standby-prod",
      "recovery dr Stack standby-dr",
    ]);
    expect(result.refusals[0]?.message).toContain("ada is at work on failover us-east1");
  });

  it("change nothing, so a recovery is no reason", () => {
    const recoveries = [{ holder: "ada", plan: "failover us-east1" }];
    const nothing = [corpusPreview("online-bank.nothing.prod")];
    expect(gate(nothing, { ...PLAIN, recoveries }).verdict).toBe("pass");
  });
});
