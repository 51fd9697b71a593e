import type { CapacityAfter, Loss, ServiceAfter } from "../../assessment/capacity/after";
import type { AfterOverload } from "../../assessment/simulation/overload";
import { CARRIED, namedLoss, overloadLines } from "../capacity";
import type { Block, Cell, Section, Tone } from "../document/model";

/** Demand against capacity at the described peak, after each loss. */
export function capacitySection(
  all: readonly CapacityAfter[],
  overload: Readonly<Record<string, AfterOverload>>,
): Section {
  const services = Object.keys(all[0]?.services ?? {});
  return {
    ...{ id: "capacity", title: "Capacity after each loss" },
    content: [
      {
        ...{ is: "table", stacks: true },
        caption:
          "Share of its capacity that each service needs at the peak, retries included; the worst of a kind of loss, and every loss that something doesn't carry",
        columns: [{ title: "loss" }, ...services.map((title) => ({ title }))],
        rows: rowsOf(all, services),
      },
      ...after(all),
      { is: "list", items: overloadLines(overload).map((line) => sentence(line.trim())) },
    ],
  };
}

/** Losses of one kind that everything carries are one row. */
function rowsOf(all: readonly CapacityAfter[], services: readonly string[]): readonly Cell[][] {
  const kinds = [...new Set(all.map(({ loss }) => loss.is))];
  return kinds.flatMap((kind) => {
    const losses = all.filter(({ loss }) => loss.is === kind);
    const carried = losses.filter((one) => isCarried(one));
    const rest = losses.filter((one) => !isCarried(one));
    const together: Cell[][] =
      carried.length === 0
        ? []
        : [
            [
              title(carried, rest),
              ...services.map((name) => worstCell(carried.map(({ services: of }) => of[name]))),
            ],
          ];
    return [
      ...rest.map((one) => [
        namedLoss(one.loss),
        ...services.map((name) => worstCell([one.services[name]])),
      ]),
      ...together,
    ];
  });
}

function title(carried: readonly CapacityAfter[], rest: readonly CapacityAfter[]): string {
  const [first] = carried;
  if (!first) return "";
  return rest.length === 0 ? CARRIED[first.loss.is] : OTHERS[first.loss.is];
}

const OTHERS: Readonly<Record<Loss["is"], string>> = {
  instance: "one instance out",
  zone: "without any other zone",
  "zone and instance": "without any other zone and one instance",
  region: "without any other region",
  slow: "anything else too slow",
};

function isCarried({ services }: CapacityAfter): boolean {
  return Object.values(services).every(
    ({ verdict }) => verdict === "carries" || verdict === "unknown",
  );
}

/** The service at the loss that leaves the least. */
function worstCell(afters: readonly (ServiceAfter | undefined)[]): Cell {
  const known = afters.flatMap((one) => one ?? []);
  const worst = known.reduce<ServiceAfter | undefined>(
    (most, one) => (most && use(most) >= use(one) ? most : one),
    undefined,
  );
  if (!worst || worst.verdict === "unknown") return { text: "no load described", as: "dim" };
  return { text: saidOf(worst), tone: TONES[worst.verdict] };
}

const TONES: Readonly<Record<ServiceAfter["verdict"], Tone>> = {
  carries: "good",
  overloaded: "bad",
  "drawn in": "bad",
  gone: "bad",
  unknown: "plain",
};

function saidOf(one: ServiceAfter): string {
  const share = use(one);
  const needs = Number.isFinite(share) ? `${Math.round(share * 100)} %` : "";
  if (one.verdict === "carries") return needs;
  if (one.verdict === "drawn in") return "fails with what it needs";
  return one.verdict === "gone" ? "gone" : `overloaded, ${needs}`;
}

function use({ arriving, capacity }: ServiceAfter): number {
  if (typeof arriving !== "number" || typeof capacity !== "number") return 0;
  return capacity === 0 ? Infinity : arriving / capacity;
}

/** What a region's loss leaves once another has taken over. */
function after(all: readonly CapacityAfter[]): Block[] {
  const items = all.flatMap(({ loss, services }) =>
    loss.is !== "region"
      ? []
      : Object.entries(services).flatMap(([name, { verdict, afterwards, demand }]) =>
          verdict === "gone" && typeof afterwards === "number" && typeof demand === "number"
            ? [afterLine(loss.region, name, afterwards, demand)]
            : [],
        ),
  );
  return [{ is: "list", items }];
}

function afterLine(region: string, name: string, rate: number, demand: number): string {
  if (rate === 0) return `Without ${region}, nothing takes ${name} over.`;
  const enough = rate >= demand ? "enough for its peak of" : "too little for its peak of";
  return `Without ${region}, once another region has taken over, ${name} can answer ${Math.round(rate)} rps, ${enough} ${Math.round(demand)}.`;
}

function sentence(line: string): string {
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
}
