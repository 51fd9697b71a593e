import type { Condition, Part, RegionScene, Scene } from "../scene/model";
import { CELL, type Layout, layoutOf, REGION, ROW, SHARED, type Way } from "./layout";
import { type Content, element, type Markup, together } from "./markup";
import { signShape } from "./signs";
import { copies, users, wayTo } from "./ways";

/** One scene, for a wide page and for a narrow one: the style shows one of them. */
export function drawing(scene: Scene): Markup {
  return together(drawn(scene, "across"), drawn(scene, "down"));
}

/** Users above, regions with their rows and zones, shared stores below. */
export function drawn(scene: Scene, way: Way): Markup {
  const layout = layoutOf(scene, way);
  const { width, height } = layout;
  const name = `${scene.id.replace(/[^a-z0-9-]/g, "-")}-${way}`;
  return element(
    "svg",
    {
      ...{ viewBox: `0 0 ${width} ${height}`, class: `scene ${way}`, role: "img" },
      ...{ "aria-labelledby": `title-${name} text-${name}`, style: `max-width:${width}px` },
    },
    element("title", { id: `title-${name}` }, scene.title),
    element("desc", { id: `text-${name}` }, scene.sentences.join(" ")),
    hatching(name),
    scene.regions.map((region, index) => wayTo(region, index, layout)),
    users(layout),
    scene.regions.map((region, index) => regionBox(region, index, layout, name)),
    copies(scene.regions, layout),
    scene.shared.map((store, index) => sharedStore(store, index, layout)),
  );
}

/** What is lost is hatched, so that nobody has to tell colours apart. */
function hatching(name: string): Markup {
  const attributes = { id: `lost-${name}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" };
  return element(
    "defs",
    {},
    element("pattern", attributes, element("path", { d: "M 0 8 L 8 0", class: "hatch" })),
  );
}

function regionBox(region: RegionScene, index: number, layout: Layout, name: string): Markup {
  const { x, y } = layout.regionAt(index);
  const { condition, parts, zones, role } = region;
  const box = { x: x + 1, y, width: REGION.width - 2, height: layout.regionHeight, rx: 10 };
  return element(
    "g",
    {},
    element("rect", { ...box, class: `region ${classOf(condition)}` }),
    zones.map((zone, place) => zoneColumn(zone, region, place, layout, { x, y }, name)),
    condition === "lost"
      ? element("rect", { ...box, style: `fill:url(#lost-${name})` })
      : undefined,
    text(x + 16, y + 25, region.name, { class: "region-name" }),
    text(x + 16, y + 43, role, { class: condition === "lost" ? "small gone" : "small" }),
    parts.map((part) =>
      row(part, region, x, y + REGION.head + layout.rows.indexOf(part.name) * ROW),
    ),
  );
}

function cellLeft(left: number, place: number, count: number): number {
  return left + REGION.width - 12 - (count - place) * (CELL.width + CELL.gap);
}

function zoneColumn(
  { name, condition }: RegionScene["zones"][number],
  region: RegionScene,
  place: number,
  layout: Layout,
  { x, y }: { readonly x: number; readonly y: number },
  scene: string,
): Content {
  const left = cellLeft(x, place, region.zones.length);
  const isLost = condition === "lost";
  const column = {
    x: left - 2,
    y: y + 8,
    width: CELL.width + 4,
    height: layout.regionHeight - 16,
    rx: 6,
  };
  return [
    element("rect", { ...column, class: isLost ? "zone lost" : "zone" }),
    isLost && region.condition !== "lost"
      ? element("rect", { ...column, style: `fill:url(#lost-${scene})` })
      : undefined,
    text(left + CELL.width / 2, y + 27, isLost ? `${name.slice(-1)} ✕` : name.slice(-1), {
      "text-anchor": "middle",
      class: isLost ? "small gone" : "small",
    }),
  ];
}

function row(part: Part, region: RegionScene, left: number, top: number): Markup {
  const { name, condition, note, isWriter } = part;
  return element(
    "g",
    {},
    element("path", {
      d: `M ${left + 12} ${top - 4} H ${left + REGION.width - 12}`,
      class: "rule",
    }),
    signShape(condition, left + 22, top + 13),
    text(left + 38, top + 17, name, { class: "part" }),
    isWriter === true ? writes(left + 38 + name.length * 9 + 10, top + 4) : undefined,
    text(left + 38, top + 33, `${SIGNS[condition]}${note}`, { class: "small" }),
    cells(part, region, left, top),
  );
}

/** Marks what takes the writes. */
function writes(x: number, y: number): Content {
  return [
    element("rect", { x, y, width: 48, height: 18, rx: 9, class: "writes" }),
    text(x + 24, y + 13, "writes", { "text-anchor": "middle", class: "writes-text" }),
  ];
}

/** What a sign alone would say, in words. */
const SIGNS: Readonly<Record<Condition, string>> = {
  works: "",
  waits: "",
  degraded: "less: ",
  "takes over": "",
  lost: "lost: ",
};

function cells({ zones }: Part, region: RegionScene, left: number, top: number): Content {
  if (!zones) return undefined;
  return region.zones.flatMap(({ name, condition }, place) => {
    const count = zones[name];
    if (count === undefined) return [];
    const x = cellLeft(left, place, region.zones.length);
    const isLost = condition === "lost";
    return [
      element("rect", {
        ...{ x, y: top + 4, width: CELL.width, height: CELL.height, rx: 4 },
        class: isLost ? "cell lost" : count === 0 ? "cell none" : "cell",
      }),
      text(x + CELL.width / 2, top + 21, isLost ? "✕" : String(count), {
        "text-anchor": "middle",
        class: isLost ? "count gone" : "count",
      }),
    ];
  });
}

function sharedStore({ name, note, condition }: Part, index: number, layout: Layout): Markup {
  const { x, y, width } = layout.sharedAt(index);
  return element(
    "g",
    {},
    element("rect", {
      ...{ x: x + 1, y, width: width - 2, height: SHARED.height, rx: 10 },
      class: `region ${classOf(condition)}`,
    }),
    signShape(condition, x + 20, y + 20),
    text(x + 36, y + 24, name, { class: "part" }),
    text(x + 36, y + 41, `${SIGNS[condition]}${note}`, { class: "small" }),
  );
}

function classOf(condition: Condition): string {
  return condition.replace(" ", "-");
}

function text(x: number, y: number, content: string, more: Record<string, string>): Markup {
  return element("text", { x, y, ...more }, content);
}
