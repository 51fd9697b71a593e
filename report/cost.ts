import { assumedShare, missing, type ModeCost, sumsBy } from "../assessment/cost/by-mode";
import type { Costs } from "../assessment/cost/costs";
import type { Shape } from "../assessment/cost/compared";
import { downtime, PERIODS } from "../assessment/availability/downtime";
import { formatDuration } from "../system/units";
import { columns } from "./columns";
import { percent, usd } from "./numbers";
import { wrapped } from "./wrap";

const WIDTH = 100;

/** What a system costs, for a person: modes, parts, what more is worth, and what has no price. */
export function costText({ system, modes, shapes }: Costs): string {
  return [
    `${system}: USD for a month of 730 hours, without traffic, discounts and free allotments`,
    "",
    ...modesTable(modes),
    "",
    ...shapesTable(shapes),
    "",
    ...unpriced(modes),
  ].join("\n");
}

function modesTable(modes: readonly ModeCost[]): readonly string[] {
  const stacks = namesOf(modes, ({ stacks }) => Object.keys(stacks));
  const rows = stacks.flatMap((stack) => [
    [stack, ...modes.map((mode) => usd(mode.stacks[stack]))],
    ...partsOf(modes, stack),
  ]);
  return columns([
    ["", ...modes.map(({ mode }) => mode)],
    ...rows,
    ["in all", ...modes.map(({ total }) => usd(total))],
    ["more than the home region alone", ...modes.map(({ premium }) => usd(premium))],
    ["on unconfirmed prices", ...modes.map(({ bill }) => percent(assumedShare(bill), 0))],
  ]);
}

/** Each component of a stack in all modes. */
function partsOf(modes: readonly ModeCost[], stack: string): readonly (readonly string[])[] {
  const sums = modes.map(({ bill }) =>
    sumsBy({ ...bill, items: bill.items.filter((item) => item.stack === stack) }, "component"),
  );
  const names = [...new Set(sums.flatMap((sum) => Object.keys(sum)))].sort();
  return names.map((name) => [`  ${name}`, ...sums.map((sum) => usd(sum[name]))]);
}

function shapesTable(shapes: readonly Shape[]): readonly string[] {
  return columns(shapesRows(shapes));
}

/** One zone, several zones, several regions: head and rows. */
export function shapesRows(shapes: readonly Shape[]): readonly (readonly string[])[] {
  return [
    ["", "a month", "available", "down in a year", "delivered", "not delivered", "pays from"],
    ...shapes.map(
      ({ name, usdPerMonth, availability, delivered, lossPerYear, paysFrom }, index) => [
        name,
        usd(usdPerMonth),
        percent(availability, 4),
        formatDuration(downtime(availability, PERIODS.year)),
        percent(delivered, 4),
        lossPerYear === undefined ? "no revenue" : `${usd(lossPerYear)} a year`,
        index === 0 ? "" : paysFrom === undefined ? "never" : `${usd(paysFrom)} an hour`,
      ],
    ),
  ];
}

/** Of all modes together: a reason that holds in one of them holds for the system. */
function unpriced(modes: readonly ModeCost[]): readonly string[] {
  const reasons = modes.flatMap(({ bill }) => missing(bill));
  const lines = reasons.map(({ what, because }) => `${what}: ${because}`);
  return [
    "Unpriced: each costs something, and nothing here says how much",
    ...[...new Set(lines)].sort().flatMap((line) => wrapped(`  ${line}`, WIDTH, "    ")),
  ];
}

function namesOf(
  modes: readonly ModeCost[],
  names: (mode: ModeCost) => readonly string[],
): readonly string[] {
  return [...new Set(modes.flatMap(names))];
}
