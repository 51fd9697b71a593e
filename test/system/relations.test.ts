import type { Draft } from "../../system/relation";
import { RELATIONS } from "../../system/relations";
import { edited, problemsOf, shop } from "./descriptions";
import { data } from "./relations/data";
import { disks } from "./relations/disks";
import { edge } from "./relations/edge";
import { kubernetes } from "./relations/kubernetes";
import { regions } from "./relations/regions";
import { releases } from "./relations/releases";
import { services } from "./relations/services";

const rows = [...regions, ...services, ...kubernetes, ...releases, ...data, ...edge, ...disks];
const textOf = (edits: readonly (readonly [string, string])[]) =>
  edits.reduce((text, [from, to]) => edited(text, from, to), shop);

describe("relations", () => {
  it.each(rows.map((row) => [row.what, row] as const))("%s", (_what, { edits, problems }) => {
    expect(problemsOf(textOf(edits))).toEqual(problems);
  });

  it("are each seen at work by a row above", () => {
    const addresses = [["standby: warm", "standby: warm\nnetwork: { range: 10.0.0.1/8 }"]] as const;
    const oneRegion = [["  us-east1: { zones: [b, c] }\n", ""]] as const;
    const twice = [["zones: [b, c]", "zones: [b, b]"]] as const;
    const sameName = [
      ["data:", "data:\n  web: { kind: bucket, location: US, trash: 1 day, softDelete: 7 days }"],
    ] as const;
    const drafts: Draft[] = [];
    for (const edits of [...rows.map((row) => row.edits), addresses, oneRegion, twice, sameName]) {
      problemsOf(textOf(edits), [(draft) => (drafts.push(draft), [])]);
    }
    const idle = RELATIONS.filter((relation) =>
      drafts.every((draft) => relation(draft).length === 0),
    );
    expect(idle).toEqual([]);
  });

  it("pass over a draft of which nothing is there", () => {
    for (const relation of RELATIONS) expect(relation({})).toEqual([]);
  });
});
