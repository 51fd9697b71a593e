import type { Scene } from "../../../report/scene/model";
import { scenesOf } from "../../../report/scene/scenes";
import type { System } from "../../../system/schema/system";
import {
  cold,
  failedOver,
  planned,
  steady,
  switchedOver,
  topologyOf,
  warm,
} from "../../topology/fixtures";
import { there } from "../../topology/fixtures";

const scenes = (system: System) => scenesOf(topologyOf(system));
const sceneIn = (system: System, id: string) =>
  there(scenes(system).find((scene) => scene.id === id));

/** Every part of every region, as `us-central1 accounts-db`. */
const partsOf = ({ regions }: Scene) =>
  regions.flatMap((region) => region.parts.map((part) => ({ region, part })));

const writersOf = (scene: Scene) =>
  partsOf(scene).flatMap(({ region, part }) =>
    part.isWriter === true ? [`${region.name} ${part.name}`] : [],
  );

const SYSTEMS: readonly (readonly [string, () => System])[] = [
  ["hot", steady],
  ["warm", warm],
  ["cold", cold],
  ["planned", planned],
  ["switched over", switchedOver],
  ["failed over", failedOver],
];

describe("the scenes of a system", () => {
  it("are its steady state, each standing zone and region lost, and what comes after", () => {
    expect(scenes(steady()).map(({ id }) => id)).toEqual([
      "steady",
      ...["us-central1-a", "us-central1-b", "us-east1-b", "us-east1-c", "us-east1-d"].map(
        (zone) => `zone-loss ${zone}`,
      ),
      "region-loss us-central1",
      "after region-loss us-central1",
      "region-loss us-east1",
      "after region-loss us-east1",
    ]);
  });

  it("show nobody taking over where only one region stands", () => {
    const ids = scenes(planned()).map(({ id }) => id);
    expect(ids).toContain("region-loss us-central1");
    expect(ids.filter((id) => id.startsWith("after"))).toEqual([]);
  });

  it.each(SYSTEMS)("never show two writers of a store, nor one that is lost: %s", (_, system) => {
    for (const scene of scenes(system())) {
      const writers = writersOf(scene).map((writer) => writer.split(" ")[1]);
      expect(new Set(writers).size).toBe(writers.length);
      const lost = partsOf(scene).filter(({ region }) => region.condition === "lost");
      expect(lost.filter(({ part }) => part.condition !== "lost")).toEqual([]);
      expect(lost.filter(({ part }) => part.isWriter === true)).toEqual([]);
    }
  });

  it.each([
    ["steady", ["us-central1 accounts-db"]],
    ["zone-loss us-central1-a", ["us-central1 accounts-db"]],
    ["region-loss us-central1", []],
    ["after region-loss us-central1", ["us-east1 accounts-db"]],
    ["region-loss us-east1", ["us-central1 accounts-db"]],
  ])("say where the writes go: %s", (id, writers) => {
    expect(writersOf(sceneIn(steady(), id))).toEqual(writers);
  });

  it("count the instances that each zone has, all of them together as many as there are", () => {
    const group = there(topologyOf(steady()).regions["us-east1"]?.groups["web"]);
    const web = there(
      partsOf(sceneIn(steady(), "steady")).find(
        ({ region, part }) => region.name === "us-east1" && part.name === "web",
      ),
    ).part;
    const counts = Object.values(there(web.zones));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(group.least);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });
});

describe("the sentences of a scene", () => {
  it("say what is lost, what serves and what takes no writes", () => {
    expect(sceneIn(steady(), "region-loss us-central1").sentences).toEqual(
      expect.arrayContaining([
        "Lost: us-central1.",
        expect.stringMatching(/^web is served from us-east1 \(\d+ instances, serving, up to \d+\)/),
        "accounts is served from nowhere.",
        "Nothing takes the writes of accounts-db.",
      ]),
    );
  });

  it("say that a second zone takes over", () => {
    expect(sceneIn(steady(), "zone-loss us-central1-a").sentences).toContain(
      "Writes of accounts-db go to us-central1, after a break.",
    );
  });

  it("say that everything is there, once", () => {
    expect(sceneIn(steady(), "steady").sentences[0]).toBe("Everything is there.");
  });
});
