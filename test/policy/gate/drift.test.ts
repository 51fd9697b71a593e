import { driftOf } from "../../../policy/gate/drift";
import { driftText } from "../../../report/drift";
import { corpusPreview } from "./corpus";

const judged = (file: string) => driftOf(corpusPreview(file));

describe("what stands, beside what is described", () => {
  it.each([
    ["online-bank.nothing.prod", "none"],
    ["online-bank.nothing.dr", "none"],
    ["embedded.switched-over.prod", "roles"],
    ["embedded.switched-over.dr", "roles"],
    ["embedded.switched-over-and-tier.prod", "drift"],
    ["embedded.switched-over-and-image.prod", "drift"],
    ["online-bank.writer-deletable.prod", "drift"],
    ["online-bank.writer-without-ha.prod", "drift"],
    ["online-bank.more-load.dr", "drift"],
    ["online-bank.broken-description.prod", "unclear"],
  ])("%s: %s", (file, drift) => {
    expect(judged(file)).toBe(drift);
  });

  it("is said by name and input, without any value", () => {
    const preview = corpusPreview("online-bank.writer-deletable.prod");
    expect(driftText([{ preview, drift: "drift" }])).toBe(
      "prod: differs from what is described\n- update sql.DatabaseInstance online-bank-accounts-db-us-central1-1: deletionProtection",
    );
  });
});
