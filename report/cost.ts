import { assumedShare, missing, type ModeCost, sumsBy } from "../assessment/cost/by-mode";
import type { Costs } from "../assessment/cost/costs";
import type { Shape } from "../assessment/cost/compared";
import { downtime, PERIODS } from "../assessment/availability/downtime";
import { columns } from "./columns";
import { percent, usd } from "./numbers";
import { short } from "./plan";
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
  return [
    ...columns(shapesRows(shapes)),
    ...shapesNotes(shapes).flatMap((note) => wrapped(`  ${note}`, WIDTH, "    ")),
  ];
}

/** One zone, several zones, several regions: head and rows. */
export function shapesRows(shapes: readonly Shape[]): readonly (readonly string[])[] {
  return [
    [
      ...["", "a month", "available", "down a year", "delivered"],
      ...["not delivered", "lost data", "pays from"],
    ],
    ...shapes.map((shape, index) => [
      shape.name,
      usd(shape.usdPerMonth, 0),
      percent(shape.availability, 4),
      short(Math.round(downtime(shape.availability, PERIODS.year))),
      percent(shape.delivered, 4),
      yearly(shape.lossPerYear),
      yearly(shape.dataLossPerYear),
      index === 0 ? "" : paysFromText(shape.paysFrom),
    ]),
  ];
}

/** What the table's last columns count with. */
export function shapesNotes(shapes: readonly Shape[]): readonly string[] {
  const lost = shapes.map(({ name, lostData }) => `${name} ${short(lostData.seconds)}`);
  const unknown = [...new Set(shapes.flatMap(({ lostData }) => lostData.unknown))].sort();
  const without = unknown.length === 0 ? "" : `; unknown of ${unknown.join(", ")}, not counted`;
  return [
    "in USD: a month; a year not delivered, and a year of lost data; revenue an hour from which on it pays",
    `newest data lost in a year, expected: ${lost.join(", ")}${without}`,
  ];
}

function yearly(loss: number | undefined): string {
  return loss === undefined ? "-" : usd(loss, 0);
}

/** Such as `537`, `always`, `never`. */
export function paysFromText(paysFrom: number | undefined): string {
  if (paysFrom === undefined) return "never";
  return paysFrom === 0 ? "always" : usd(paysFrom, 0);
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
