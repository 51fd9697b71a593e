import type { Plan, Step } from "../../recovery/model";
import { criticalPath, finishes, lengthOf } from "../../recovery/plan/critical-path";
import { lengthsOf, short } from "../plan";
import { element, type Markup } from "./markup";

const WIDTH = 720;
const LABEL = 250;
const ROW = 24;

/** When each step of a plan begins and ends as expected; what everything waits for stands out. */
export function timeline(plan: Plan, id: string): Markup {
  const ends = finishes(plan, "expected");
  const path = new Set(criticalPath(plan, "expected").steps.map((step) => step.id));
  const total = Math.max(1, ...ends.values());
  const height = (plan.steps.length + 1) * ROW + 26;
  const noticed = plan.detection.reduce((sum, { expected }) => sum + expected, 0);
  const { best, expected, worst } = lengthsOf(plan);
  const said = `${plan.title}: ${short(expected)} expected, ${short(best)} at best, ${short(worst)} at worst`;
  return element(
    "svg",
    {
      ...{ viewBox: `0 0 ${WIDTH} ${height}`, class: "timeline", role: "img" },
      ...{ "aria-labelledby": id, style: `max-width:${WIDTH}px` },
    },
    element("title", { id }, said),
    bar("until somebody knows", 0, noticed, total, 0, "detect"),
    plan.steps.map((step, index) => stepBar(step, ends, total, index + 1, path.has(step.id))),
    [0, total / 2, total].map((seconds, index) =>
      element(
        "text",
        {
          ...{ x: at(seconds, total), y: height - 6, class: "small" },
          "text-anchor": ["start", "middle", "end"][index],
        },
        short(seconds),
      ),
    ),
  );
}

function stepBar(
  step: Step,
  ends: ReadonlyMap<string, number>,
  total: number,
  place: number,
  isCritical: boolean,
): Markup {
  const end = ends.get(step.id) ?? 0;
  const begin = end - lengthOf(step, "expected");
  return bar(step.id, begin, end, total, place, isCritical ? "critical" : "beside");
}

function bar(
  label: string,
  begin: number,
  end: number,
  total: number,
  place: number,
  kind: "detect" | "critical" | "beside",
): Markup {
  const y = place * ROW;
  const x = at(begin, total);
  return element(
    "g",
    {},
    element("text", { x: LABEL - 8, y: y + 15, "text-anchor": "end" }, shortened(label)),
    element("rect", {
      ...{ x, y: y + 3, width: Math.max(2, at(end, total) - x), height: ROW - 8, rx: 3 },
      class: `bar ${kind}`,
    }),
  );
}

function at(seconds: number, total: number): number {
  return Math.round((LABEL + (seconds / total) * (WIDTH - LABEL - 4)) * 10) / 10;
}

/** As much of a label as there is room for. */
function shortened(label: string): string {
  return label.length <= 36 ? label : `${label.slice(0, 35)}…`;
}
