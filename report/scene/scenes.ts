import type { Store } from "../../system/schema/data";
import { buildTopology } from "../../topology/build";
import type { Topology } from "../../topology/model";
import { FIRESTORE_MULTI_REGIONS, MULTI_REGIONS } from "../../topology/places";
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
  if (store.kind === "cloud-sql" || store.kind === "disk") return [];
  const { place, condition } = placeOf(store, gone);
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
  store: Exclude<Store, { kind: "cloud-sql" | "disk" }>,
  gone: readonly string[],
): { readonly place: string; readonly condition: Condition } {
  switch (store.kind) {
    case "firestore":
      return within(store.location, FIRESTORE_MULTI_REGIONS, gone);
    case "spanner":
      return store.config.startsWith("regional-")
        ? within(store.config.slice("regional-".length), [], gone)
        : { place: store.config, condition: "works" };
    case "bigquery":
      return bigquery(store.location, gone);
    case "bucket":
      return typeof store.location === "string"
        ? within(store.location, MULTI_REGIONS, gone)
        : { place: store.location.join(" and "), condition: "works" };
    case "queue":
      return gone.length === 0
        ? { place: "messages where they were sent", condition: "works" }
        : { place: `messages of ${gone.join(", ")} wait there`, condition: "degraded" };
  }
}

/** A place that is one region, or a multi-region that survives the loss of one. */
function within(place: string, multi: readonly string[], gone: readonly string[]) {
  const isLost = !multi.includes(place) && gone.includes(place);
  return { place, condition: isLost ? ("lost" as const) : ("works" as const) };
}

/** A multi-region of BigQuery keeps data in one region of it: `facts.md`, BigQuery. */
function bigquery(place: string, gone: readonly string[]) {
  const multi: readonly string[] = MULTI_REGIONS;
  if (!multi.includes(place)) return within(place, [], gone);
  return gone.length === 0
    ? { place, condition: "works" as const }
    : { place: `${place}, which promises nothing then`, condition: "degraded" as const };
}
