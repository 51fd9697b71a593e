import { type Store, traitsOf } from "../../system/kinds/kinds";
import type { Residence } from "../../system/kinds/traits";
import { buildTopology } from "../../topology/build";
import type { Topology } from "../../topology/model";
import type { Condition, Part, Scene } from "./model";
import { type Lost, regionScene } from "./region";
import { sentences } from "./sentences";

/**
 * A system in its steady state, without each of its zones and regions, and after each recovery from
 * the loss of a region.
 */
export function scenesOf(topology: Topology): readonly Scene[] {
  const standing = Object.values(topology.regions).filter(({ state }) => state !== "lost");
  const zones = standing.filter(({ state }) => state === "standing").flatMap(({ zones }) => zones);
  return [
    sceneOf(topology, "steady", "Nothing is lost", new Set()),
    ...zones.map((zone) =>
      sceneOf(topology, `zone-loss ${zone}`, `${zone} is lost`, new Set([zone])),
    ),
    ...standing.flatMap(({ name, zones, state }) => {
      if (state === "planned") return [];
      const title = `${name} is lost, nothing has been done yet`;
      return [
        sceneOf(topology, `region-loss ${name}`, title, new Set(zones)),
        ...recovered(topology, name),
      ];
    }),
  ];
}

/** What the description means once a region is lost and another one has taken over. */
function recovered(topology: Topology, lost: string): readonly Scene[] {
  const { system, primary, naming } = topology;
  const other = Object.values(topology.regions).find(
    ({ name, state }) => name !== lost && state === "standing",
  );
  if (!other) return [];
  const regions = Object.fromEntries(
    Object.entries(system.regions).map(([name, region]) => [
      name,
      name === lost ? { ...region, state: "lost" as const } : region,
    ]),
  );
  const takesOver = primary === lost ? other.name : primary;
  const after = buildTopology({ ...system, primary: takesOver, regions }, naming.project);
  const title =
    primary === lost ? `${other.name} has taken over from ${lost}` : `${lost} has been given up`;
  return [sceneOf(after, `after region-loss ${lost}`, title, new Set())];
}

function sceneOf(topology: Topology, id: string, title: string, lost: Lost): Scene {
  const regions = Object.values(topology.regions).map((region) =>
    regionScene(topology, region, lost),
  );
  const gone = regions.flatMap(({ name, condition }) => (condition === "lost" ? [name] : []));
  const shared = Object.entries(topology.system.data).flatMap(([name, store]) =>
    sharedPart(name, store, gone),
  );
  const drawn = { id, title, regions, shared };
  return { ...drawn, sentences: sentences(drawn) };
}

/** A store that stands in no region of its own; none for those that do. */
function sharedPart(name: string, store: Store, gone: readonly string[]): Part[] {
  const { residence } = traitsOf(store, name);
  if (residence.in === "stacks") return [];
  const { place, condition } = placeOf(residence, gone);
  return [
    {
      name,
      kind: "store",
      isWriter: condition !== "lost",
      condition,
      note: `${store.kind}, ${place}`,
    },
  ];
}

function placeOf(
  residence: Exclude<Residence, { in: "stacks" }>,
  gone: readonly string[],
): { readonly place: string; readonly condition: Condition } {
  switch (residence.in) {
    case "region": {
      const { region } = residence;
      return { place: region, condition: gone.includes(region) ? "lost" : "works" };
    }
    case "regions":
    case "regions, later":
      return { place: residence.place, condition: "works" };
    case "somewhere":
      return gone.length === 0
        ? { place: residence.place, condition: "works" }
        : { place: `${residence.place}, which promises nothing then`, condition: "degraded" };
    case "senders":
      return gone.length === 0
        ? { place: "messages where they were sent", condition: "works" }
        : { place: `messages of ${gone.join(", ")} wait there`, condition: "degraded" };
  }
}
