import type { Condition, Part, RegionScene, Scene } from "../scene/model";
import { type Content, element, type Markup } from "./markup";

/** Lengths in units of the drawing; a unit is a pixel at full size. */
const REGION = { width: 340, gap: 32, top: 84, head: 46 } as const;
const ROW = 40;
const CELL = { width: 30, height: 22 } as const;
const SHARED = 44;

/** One scene as a drawing: regions beside each other, users above, shared stores below. */
export function drawing(scene: Scene): Markup {
  const { regions, shared } = scene;
  const rows = rowsOf(regions);
  const width = regions.length * (REGION.width + REGION.gap) - REGION.gap;
  const bottom = REGION.top + REGION.head + rows.length * ROW + 10;
  const height = bottom + (shared.length === 0 ? 4 : SHARED + 24);
  const name = scene.id.replace(/[^a-z0-9-]/g, "-");
  return element(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      ...{ class: "scene", role: "img", "aria-labelledby": `title-${name} text-${name}` },
      style: `max-width:${width}px`,
    },
    element("title", { id: `title-${name}` }, scene.title),
    element("desc", { id: `text-${name}` }, scene.sentences.join(" ")),
    users(width),
    regions.map((region, index) => way(region, leftOf(index), width / 2)),
    regions.map((region, index) => regionBox(region, leftOf(index), rows, bottom)),
    copies(regions, rows),
    sharedStores(shared, bottom + 18, width),
  );
}

function leftOf(index: number): number {
  return index * (REGION.width + REGION.gap);
}

/** One line for each service and store, the same in all regions so that they compare. */
function rowsOf(regions: readonly RegionScene[]): readonly string[] {
  return [...new Set(regions.flatMap(({ parts }) => parts.map(({ name }) => name)))];
}

function users(width: number): Markup {
  const [x, y] = [width / 2, 18];
  return element(
    "g",
    {},
    element("rect", { x: x - 130, y: y - 16, width: 260, height: 32, rx: 16, class: "users" }),
    text(x, y + 5, "users, by DNS and the load balancer", { "text-anchor": "middle" }),
  );
}

/** The way of users to a region; broken where nobody is sent. */
function way({ isServing }: RegionScene, left: number, from: number): Markup {
  const to = left + REGION.width / 2;
  return element("path", {
    d: `M ${from} 34 C ${from} 60, ${to} 50, ${to} ${REGION.top - 6}`,
    class: isServing ? "way" : "way closed",
  });
}

function regionBox(
  region: RegionScene,
  left: number,
  rows: readonly string[],
  bottom: number,
): Markup {
  const { name, role, condition, zones, parts } = region;
  const { top, width } = REGION;
  return element(
    "g",
    {},
    element("rect", {
      ...{ x: left + 1, y: top, width: width - 2, height: bottom - top, rx: 8 },
      class: `region ${classOf(condition)}`,
    }),
    text(left + 12, top + 20, name, { class: "strong" }),
    text(left + 12, top + 36, role, { class: "small" }),
    zones.map((zone, index) => zoneHead(zone, cellLeft(left, index, zones.length))),
    parts.map((part) => row(part, region, left, top + REGION.head + rows.indexOf(part.name) * ROW)),
  );
}

function cellLeft(left: number, index: number, count: number): number {
  return left + REGION.width - 10 - (count - index) * (CELL.width + 4);
}

function zoneHead({ name, condition }: RegionScene["zones"][number], left: number): Markup {
  const label = condition === "lost" ? `${name.slice(-1)} ✕` : name.slice(-1);
  return text(left + CELL.width / 2, REGION.top + 20, label, {
    "text-anchor": "middle",
    class: condition === "lost" ? "small gone" : "small",
  });
}

function row(part: Part, region: RegionScene, left: number, top: number): Markup {
  const mark = part.isWriter === true ? " ✎ takes the writes" : "";
  return element(
    "g",
    {},
    element("circle", { cx: left + 17, cy: top + 12, r: 5, class: classOf(part.condition) }),
    text(left + 28, top + 16, `${part.name}${mark}`, {}),
    text(left + 28, top + 31, `${SIGNS[part.condition]}${part.note}`, { class: "small" }),
    cells(part, region, left, top),
  );
}

/** What colour alone would say, in words. */
const SIGNS: Readonly<Record<Condition, string>> = {
  works: "",
  waits: "",
  degraded: "less: ",
  "takes over": "",
  lost: "lost: ",
};

function cells({ zones }: Part, region: RegionScene, left: number, top: number): Content {
  if (!zones) return undefined;
  return region.zones.flatMap(({ name, condition }, index) => {
    const count = zones[name];
    if (count === undefined) return [];
    const x = cellLeft(left, index, region.zones.length);
    return [
      element("rect", {
        ...{ x, y: top + 3, width: CELL.width, height: CELL.height, rx: 3 },
        class: `cell ${condition === "lost" ? "gone-cell" : ""}`,
      }),
      text(x + CELL.width / 2, top + 18, condition === "lost" ? "✕" : String(count), {
        "text-anchor": "middle",
        class: condition === "lost" ? "small gone" : "small",
      }),
    ];
  });
}

/** Arrows between regions that stand beside each other, from a writer to its copy. */
function copies(regions: readonly RegionScene[], rows: readonly string[]): Content {
  return regions.slice(1).flatMap((region, index) => {
    const before = regions[index];
    if (!before) return [];
    return rows.flatMap((name, place) => {
      const [here, there] = [storeIn(region, name), storeIn(before, name)];
      if (!here || !there || here.condition === "lost" || there.condition === "lost") return [];
      if (here.isWriter === there.isWriter) return [];
      const y = REGION.top + REGION.head + place * ROW + 12;
      const [x, end] = [leftOf(index) + REGION.width + 3, leftOf(index + 1) - 3];
      return [arrow(there.isWriter ? x : end, there.isWriter ? end : x, y)];
    });
  });
}

function storeIn({ parts }: RegionScene, name: string): Part | undefined {
  return parts.find((part) => part.kind === "store" && part.name === name);
}

function arrow(from: number, to: number, y: number): Markup {
  const back = to > from ? -7 : 7;
  return element("path", {
    d: `M ${from} ${y} H ${to} m ${back} -4 l ${-back} 4 l ${back} 4`,
    class: "copy",
  });
}

function sharedStores(shared: readonly Part[], top: number, width: number): Content {
  const each = width / Math.max(shared.length, 1);
  return shared.map(({ name, note, condition }, index) =>
    element(
      "g",
      {},
      element("rect", {
        ...{ x: index * each + 1, y: top, width: each - 10, height: SHARED, rx: 8 },
        class: `region ${classOf(condition)}`,
      }),
      text(index * each + 12, top + 18, name, {}),
      text(index * each + 12, top + 34, `${SIGNS[condition]}${note}`, { class: "small" }),
    ),
  );
}

function classOf(condition: Condition): string {
  return condition.replace(" ", "-");
}

function text(x: number, y: number, content: string, more: Record<string, string>): Markup {
  return element("text", { x, y, ...more }, content);
}
