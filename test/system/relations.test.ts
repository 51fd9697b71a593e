import type { Draft } from "../../system/relation";
import { RELATIONS } from "../../system/relations";
import { notYetDeployable } from "../../system/relations/not-yet";
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
    for (const relation of [...RELATIONS, notYetDeployable]) expect(relation({})).toEqual([]);
  });
});

describe("notYetDeployable", () => {
  const runs =
    "{ on: kubernetes, image: IMAGE, port: 80, bootTime: 5 seconds, cpu: 500m, memory: 1Gi }";
  const image = /image: (\S+)/.exec(shop)?.[1] ?? "";
  const service = (name: string, more = "") =>
    `  ${name}: { tier: important, placement: primary, load: { peak: 1 rps, perInstance: 1 rps }, health: { liveness: /l, readiness: /r }, runs: ${runs.replace("IMAGE", image)}${more} }\n`;

  it("says each kind of thing once, with all places", () => {
    const text = textOf([
      [
        "data:",
        `${service("search", ", scaling: { on: custom.googleapis.com/orders, target: 5 }")}${service("mail", ", scaling: { on: custom.googleapis.com/orders, target: 6 }")}data:\n  tasks: { kind: disk, size: 30 GB, type: pd-ssd, snapshots: { every: 1 day, keep: 7 days }, machineImages: true }`,
      ],
      ["POSTGRES_16", "MYSQL_8_0"],
      ["standby: warm", "standby: warm\nkubernetes: { machineType: e2-standard-4 }"],
      ["paths: [/*]", "paths: [/*], cache: true"],
    ]);
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text, [notYetDeployable])).toEqual([
      'services.search.scaling.on:25 scaling pods on "custom.googleapis.com/orders" can\'t be deployed by this version yet; use "cpu" or "memory" (also services.mail.scaling.on)',
      "data.tasks.machineImages:28 a schedule of machine images can't be deployed by this version yet; leave it out: snapshots hold the data, and templates make the machines",
    ]);
  });
});
