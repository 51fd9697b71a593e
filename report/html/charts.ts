import type { Timed } from "../../assessment/objectives/estimate";
import { type Phase, PHASES } from "../../recovery/model";
import type { Seconds } from "../../system/units";
import { element, type Markup } from "./markup";

/** Of a drawing in a row, in units that are pixels at full size. */
const BAR = { width: 240, height: 18 } as const;
/** Where the objective stands in every row, so that rows compare: what is right of it is too long. */
const LIMIT = 120;

type Shape = Markup | undefined;

/** A drawing in a row of a table; the words of the row say the same, so nobody is told twice. */
function drawn(kind: string, ...shapes: readonly (Shape | readonly Shape[])[]): Markup {
  const attributes = { viewBox: `0 0 ${BAR.width} ${BAR.height}`, class: `chart ${kind}` };
  return element("svg", { ...attributes, "aria-hidden": "true", focusable: "false" }, shapes);
}

/** The worst case phase by phase against the objective, which stands in the middle. */
export function againstObjective({ terms, seconds }: Timed, objective: Seconds): Markup {
  const scale = objective > 0 ? LIMIT / objective : Infinity;
  const at = (time: Seconds) => Math.min(BAR.width, time === 0 ? 0 : time * scale);
  let from = 0;
  const parts = phasesOf(terms).map(([phase, length]) => {
    const x = at(from);
    from += length;
    const width = Math.max(at(from) - x, at(from) > x ? 1 : 0);
    return element("rect", {
      ...{ x: round(x), y: 4, width: round(width), height: 10 },
      class: phaseClass(phase),
    });
  });
  const cut = at(seconds) === BAR.width && seconds > 2 * objective;
  return drawn(
    "against",
    element("rect", { x: 0, y: 4, width: BAR.width, height: 10, class: "track" }),
    parts,
    cut
      ? element("path", {
          d: `M ${BAR.width - 9} 2 l -5 14 M ${BAR.width - 4} 2 l -5 14`,
          class: "cut",
        })
      : undefined,
    element("path", { d: `M ${LIMIT} 0 V ${BAR.height}`, class: "limit" }),
  );
}

/** How long each phase is; what belongs to none comes last. */
function phasesOf(terms: Timed["terms"]): readonly (readonly [Phase | undefined, Seconds])[] {
  return [...PHASES, undefined].flatMap((phase) => {
    const sum = terms
      .filter((term) => term.phase === phase)
      .reduce((total, { seconds }) => total + seconds, 0);
    return sum === 0 ? [] : [[phase, sum] as const];
  });
}

export function phaseClass(phase: Phase | undefined): string {
  return `phase-${(phase ?? "data").replace(" ", "-")}`;
}

/** Shortest and longest time that the axis of recoveries shows: a minute and 12 hours. */
const TIMES = { from: Math.log10(60), to: Math.log10(12 * 3600) } as const;
const TICKS: readonly Seconds[] = [600, 3600, 6 * 3600];

/** From best to worst on an axis by powers of ten, with the expected time marked. */
export function rangeOf(best: Seconds, expected: Seconds, worst: Seconds): Markup {
  const at = (time: Seconds) =>
    along((Math.log10(Math.max(time, 1)) - TIMES.from) / (TIMES.to - TIMES.from));
  const [low, middle, high] = [at(best), at(expected), at(worst)];
  return drawn(
    "range",
    TICKS.map((tick) => element("path", { d: `M ${at(tick)} 0 V ${BAR.height}`, class: "tick" })),
    element("rect", {
      x: low,
      y: 6,
      width: round(Math.max(2, high - low)),
      height: 6,
      rx: 3,
      class: "span",
    }),
    element("circle", { cx: middle, cy: 9, r: 5, class: "dot" }),
  );
}

/** Nines that the axis of availabilities shows: from 99 % to 99.9999 %. */
const NINES = { from: 2, to: 6 } as const;

/** Where an availability stands between 99 % and 99.9999 %, a nine a step, and what is asked for. */
export function ninesOf(availability: number, objective?: number): Markup {
  const at = (share: number) =>
    along((-Math.log10(Math.max(1 - share, 1e-9)) - NINES.from) / (NINES.to - NINES.from));
  return drawn(
    "nines",
    [0.99, 0.999, 0.9999, 0.99999, 0.999999].map((tick) =>
      element("path", { d: `M ${at(tick)} 0 V ${BAR.height}`, class: "tick" }),
    ),
    element("rect", { x: 0, y: 7, width: at(availability), height: 4, class: "span" }),
    element("circle", { cx: at(availability), cy: 9, r: 5, class: "dot" }),
    objective === undefined
      ? undefined
      : element("path", { d: `M ${at(objective)} 0 V ${BAR.height}`, class: "limit" }),
  );
}

/** Parts of a whole, each with its class; `most` is as long as the drawing. */
export function stacked(
  parts: readonly { readonly amount: number; readonly kind: string }[],
  most: number,
): Markup {
  let from = 0;
  return drawn(
    "stack",
    element("rect", { x: 0, y: 4, width: BAR.width, height: 10, class: "track" }),
    parts.map(({ amount, kind }) => {
      const x = most === 0 ? 0 : (from / most) * BAR.width;
      from += amount;
      const end = most === 0 ? 0 : Math.min(BAR.width, (from / most) * BAR.width);
      return element("rect", {
        x: round(x),
        y: 4,
        width: round(Math.max(0, end - x)),
        height: 10,
        class: kind,
      });
    }),
  );
}

/** One step of a recovery between the event and the end of all. */
export function stepBar(begin: Seconds, end: Seconds, total: Seconds, kind: string): Markup {
  const at = (time: Seconds) => along(total === 0 ? 0 : time / total);
  const width = round(Math.max(3, at(end) - at(begin)));
  return drawn(
    "step",
    element("path", { d: `M 0 9 H ${BAR.width}`, class: "tick" }),
    element("rect", {
      x: Math.min(at(begin), BAR.width - 3),
      y: 4,
      width,
      height: 10,
      rx: 2,
      class: kind,
    }),
  );
}

/** A small field of colour, for a key. */
export function swatch(kind: string): Markup {
  return element(
    "svg",
    { viewBox: "0 0 14 14", class: "swatch", "aria-hidden": "true", focusable: "false" },
    element("rect", { x: 1, y: 1, width: 12, height: 12, rx: 2, class: kind }),
  );
}

function along(share: number): number {
  return round(Math.max(0, Math.min(1, share)) * (BAR.width - 10) + 5);
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
