import type { Part, RegionScene } from "../scene/model";
import { type Layout, REGION, ROW, TOP } from "./layout";
import { type Content, element, type Markup } from "./markup";

const USERS = { width: 250, height: 34, top: 4 } as const;

/** Where all ways begin. */
export function users({ width }: Layout): Markup {
  const x = width / 2 - USERS.width / 2;
  return element(
    "g",
    {},
    element("rect", {
      x,
      y: USERS.top,
      width: USERS.width,
      height: USERS.height,
      rx: 17,
      class: "users",
    }),
    element(
      "text",
      { x: width / 2, y: USERS.top + 22, "text-anchor": "middle" },
      "users, by DNS and load balancer",
    ),
  );
}

/** The way of users to a region; broken where nobody is sent. */
export function wayTo({ isServing }: RegionScene, index: number, layout: Layout): Markup {
  const { x, y } = layout.regionAt(index);
  const begin = USERS.top + USERS.height;
  const from = layout.width / 2;
  const to = x + REGION.width / 2;
  const end = y - 3;
  const isBeside = layout.way === "down" && index > 0;
  const line = isBeside
    ? `M ${from - 60} ${begin} C ${from - 60} ${TOP - 20}, 6 ${TOP - 30}, 6 ${TOP + 20} V ${y + 30} H ${x - 3}`
    : `M ${from} ${begin} C ${from} ${end - 10}, ${to} ${begin + 10}, ${to} ${end}`;
  const head = isBeside ? "m -7 -5 l 7 5 l -7 5" : "m -5 -7 l 5 7 l 5 -7";
  const d = isServing ? `${line} ${head}` : line;
  return element("path", { d, class: isServing ? "way" : "way closed" });
}

/** Arrows between neighbouring regions, from a writer to its copy. */
export function copies(regions: readonly RegionScene[], layout: Layout): Content {
  return regions.slice(1).flatMap((region, index) => {
    const before = regions[index];
    if (!before) return [];
    return layout.rows.flatMap((name, place) => {
      const [here, there] = [storeIn(region, name), storeIn(before, name)];
      if (!here || !there || here.condition === "lost" || there.condition === "lost") return [];
      if (here.isWriter === there.isWriter) return [];
      const [from, to] = there.isWriter ? [index, index + 1] : [index + 1, index];
      return [arrow(layout, from, to, REGION.head + place * ROW + 13)];
    });
  });
}

function storeIn({ parts }: RegionScene, name: string): Part | undefined {
  return parts.find((part) => part.kind === "store" && part.name === name);
}

function arrow(layout: Layout, from: number, to: number, row: number): Markup {
  const [a, b] = [layout.regionAt(from), layout.regionAt(to)];
  const right = a.x + REGION.width;
  const forth = b.x > a.x;
  const d =
    layout.way === "down"
      ? `M ${right + 1} ${a.y + row} H ${right + 12} V ${b.y + row} H ${right + 2} m 6 -5 l -6 5 l 6 5`
      : `M ${forth ? right + 2 : a.x - 2} ${a.y + row} H ${forth ? b.x - 3 : b.x + REGION.width + 3} m ${forth ? -7 : 7} -5 l ${forth ? 7 : -7} 5 l ${forth ? -7 : 7} 5`;
  return element("path", { d, class: "copy" });
}
