import type { Part, Scene } from "../scene/model";

/** Regions beside each other, or below each other where the page is narrow. */
export type Way = "across" | "down";

/** Lengths in units of a drawing; a unit is a pixel at full size. */
export const REGION = { width: 376, gap: 44, head: 58, foot: 10 } as const;
export const ROW = 44;
export const CELL = { width: 30, height: 24, gap: 6 } as const;
export const SHARED = { height: 52, gap: 12, perRow: 3 } as const;
/** Where users stand, and the room of the ways from them. */
export const TOP = 92;
/** Beside regions that stand below each other: ways to the left, copies to the right. */
const MARGIN = 18;

/** Where everything of a scene stands. */
export interface Layout {
  readonly way: Way;
  readonly width: number;
  readonly height: number;
  /** One row for each service and store, the same in all regions so that they compare. */
  readonly rows: readonly string[];
  readonly regionHeight: number;
  regionAt(index: number): { readonly x: number; readonly y: number };
  sharedAt(index: number): { readonly x: number; readonly y: number; readonly width: number };
}

export function layoutOf({ regions, shared }: Pick<Scene, "regions" | "shared">, way: Way): Layout {
  const rows = [...new Set(regions.flatMap(({ parts }) => parts.map(({ name }: Part) => name)))];
  const regionHeight = REGION.head + rows.length * ROW + REGION.foot;
  const across = way === "across";
  const count = regions.length;
  const width = across
    ? count * (REGION.width + REGION.gap) - REGION.gap
    : REGION.width + 2 * MARGIN;
  const regionsEnd = across
    ? TOP + regionHeight
    : TOP + count * (regionHeight + REGION.gap) - REGION.gap;
  const perRow = across ? Math.min(SHARED.perRow, Math.max(1, shared.length)) : 1;
  const sharedRows = Math.ceil(shared.length / perRow);
  const sharedWidth = (width - (perRow - 1) * SHARED.gap) / perRow;
  return {
    ...{ way, width, rows, regionHeight },
    height: regionsEnd + (sharedRows === 0 ? 2 : 26 + sharedRows * (SHARED.height + SHARED.gap)),
    regionAt: (index) =>
      across
        ? { x: index * (REGION.width + REGION.gap), y: TOP }
        : { x: MARGIN, y: TOP + index * (regionHeight + REGION.gap) },
    sharedAt: (index) => ({
      x: (index % perRow) * (sharedWidth + SHARED.gap),
      y: regionsEnd + 26 + Math.floor(index / perRow) * (SHARED.height + SHARED.gap),
      width: sharedWidth,
    }),
  };
}
