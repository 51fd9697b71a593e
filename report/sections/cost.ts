import { downtime, PERIODS } from "../../assessment/availability/downtime";
import { assumedShare, missing, type ModeCost, sumsBy } from "../../assessment/cost/by-mode";
import type { Shape } from "../../assessment/cost/compared";
import type { Costs } from "../../assessment/cost/costs";
import { formatDuration } from "../../system/units";
import type { Block, Cell, Section } from "../document/model";
import { stacked, swatch } from "../html/charts";
import { paysFromText, shapesNotes } from "../cost";
import { percent, usd } from "../numbers";
import { nines } from "./availability";

/** What each mode costs a month side by side, and when more of it pays. */
export function costSection({ modes, shapes }: Costs, described: string): Section {
  return {
    ...{ id: "cost", title: "Cost" },
    content: [
      {
        is: "text",
        text: "USD for a month of 730 hours, without traffic, discounts and free allotments.",
      },
      {
        is: "key",
        entries: [
          { sign: swatch("fill home"), means: "the home region alone" },
          { sign: swatch("fill premium"), means: "what surviving the loss of a region costs more" },
        ],
      },
      modesTable(modes, described),
      shapesTable(shapes),
      { is: "list", items: shapesNotes(shapes) },
      componentsTable(modes),
      unpriced(modes),
    ],
  };
}

function modesTable(modes: readonly ModeCost[], described: string): Block {
  const most = Math.max(...modes.map(({ total }) => total), 1);
  return {
    ...{ is: "table", caption: "By mode, all regions standing", stacks: true },
    columns: [
      { title: "standby" },
      { title: "a month", is: "number" },
      { title: "of which the standby", is: "picture" },
      { title: "more than the home region alone", is: "number" },
      { title: "on unconfirmed prices", is: "number" },
    ],
    rows: modes.map(({ mode, total, premium, bill }): Cell[] => [
      [
        { text: mode, as: "strong" },
        ...(mode === described ? [" ", { text: "described", as: "badge" as const }] : []),
      ],
      usd(total, 0),
      {
        picture: stacked(
          [
            { amount: total - premium, kind: "fill home" },
            { amount: premium, kind: "fill premium" },
          ],
          most,
        ),
      },
      usd(premium, 0),
      percent(assumedShare(bill), 0),
    ]),
  };
}

function shapesTable(shapes: readonly Shape[]): Block {
  return {
    ...{ is: "table", caption: "One zone, several zones, several regions", stacks: true },
    columns: [
      { title: "shape" },
      { title: "a month", is: "number" },
      { title: "available", is: "number" },
      { title: "down in a year", is: "number" },
      { title: "cost of being down a year", is: "number" },
      { title: "cost of lost data a year", is: "number" },
      { title: "pays from, revenue an hour", is: "number" },
    ],
    rows: shapes.map(
      (
        { name, usdPerMonth, availability, lossPerYear, dataLossPerYear, paysFrom },
        index,
      ): Cell[] => [
        { text: name, as: "strong" },
        usd(usdPerMonth, 0),
        nines(availability),
        formatDuration(downtime(availability, PERIODS.year)),
        lossPerYear === undefined ? "no revenue described" : usd(lossPerYear, 0),
        dataLossPerYear === undefined ? "no worth described" : usd(dataLossPerYear, 0),
        index === 0 ? "" : paysFromText(paysFrom),
      ],
    ),
  };
}

function componentsTable(modes: readonly ModeCost[]): Block {
  const sums = modes.map(({ bill }) => sumsBy(bill, "component"));
  const names = [...new Set(sums.flatMap((sum) => Object.keys(sum)))].sort();
  return {
    ...{ is: "fold", title: `The same by component, ${names.length} of them` },
    content: [
      {
        ...{ is: "table", caption: "USD a month by component" },
        columns: [
          { title: "component" },
          ...modes.map(({ mode }) => ({ title: mode, is: "number" as const })),
        ],
        rows: names.map((name): Cell[] => [name, ...sums.map((sum) => usd(sum[name]))]),
      },
    ],
  };
}

function unpriced(modes: readonly ModeCost[]): Block {
  const lines = modes
    .flatMap(({ bill }) => missing(bill))
    .map(({ what, because }) => `${what}: ${because}`);
  const items = [...new Set(lines)].sort();
  return {
    ...{ is: "fold", title: `Not in the sums: ${items.length} things that cost something` },
    content: [{ is: "list", items }],
  };
}
