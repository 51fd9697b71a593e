import type { Colors } from "picocolors/types";
import type { CapacityAfter, Loss, ServiceAfter } from "../assessment/capacity/after";
import type { Wave } from "../assessment/capacity/cascade";
import type { AfterOverload } from "../assessment/simulation/overload";

/** What is said of the losses that everything survives, by their kind. */
export const CARRIED: Readonly<Record<Loss["is"], string>> = {
  instance: "with one instance of everything out",
  zone: "without any one zone",
  "zone and instance": "without any one zone and with one instance out besides",
  region: "without any one region",
  slow: "with anything that is called too slow, and all its calls repeated",
};

/** Capacity at the peak after each loss: what is carried in one line, the rest service by service. */
export function capacityText(
  all: readonly CapacityAfter[],
  overload: Readonly<Record<string, AfterOverload>>,
  colors: Colors,
): string {
  const kinds = [...new Set(all.map(({ loss }) => loss.is))];
  return [
    colors.bold("capacity at the described peak"),
    ...kinds.flatMap((kind) => kindLines(all.filter(({ loss }) => loss.is === kind))),
    ...unknownLines(all[0]),
    ...overloadLines(overload),
  ].join("\n");
}

function kindLines(losses: readonly CapacityAfter[]): readonly string[] {
  const [first] = losses;
  if (!first) return [];
  const lines = losses.flatMap(lossLines);
  return lines.length > 0 ? lines : [`  ${CARRIED[first.loss.is]}, every service carries its peak`];
}

function lossLines({ loss, services }: CapacityAfter): readonly string[] {
  return Object.entries(services).flatMap(([name, after]) => {
    const said = SAID[after.verdict](after, loss);
    return said === undefined ? [] : [`  ${namedLoss(loss)}: ${name} ${said}`];
  });
}

const SAID: Readonly<
  Record<ServiceAfter["verdict"], (after: ServiceAfter, loss: Loss) => string | undefined>
> = {
  carries: () => undefined,
  unknown: () => undefined,
  overloaded: ({ arithmetic, failing, waves }) =>
    `gets more than it can answer: ${arithmetic}; ${percent(failing)} fail${cascadeText(waves)}`,
  "drawn in": ({ failing }) => `fails with what it can't do without, ${percent(failing)}`,
  gone: ({ afterwards, demand }, loss) => {
    if (loss.is !== "region" || afterwards === 0) return "serves nothing, and nothing takes over";
    const enough = typeof afterwards === "number" && afterwards >= Number(demand);
    const rates = `${rate(afterwards)} for ${rate(demand)}`;
    return `serves nothing until another region has taken over; then ${enough ? "it carries" : "it lacks capacity"}: ${rates}`;
  },
};

/** How an overload spreads, should the instances not bear it; nothing where the last one is over. */
function cascadeText([first, next]: readonly Wave[] = []): string {
  if (!first || !next || next.left === 0) return "";
  return `; each of ${first.left} gets ${rate(first.each)}, and ${rate(next.each)} once one fails of it`;
}

function unknownLines(after: CapacityAfter | undefined): readonly string[] {
  const unknown = Object.entries(after?.services ?? {}).flatMap(([name, { verdict }]) =>
    verdict === "unknown" ? [name] : [],
  );
  return unknown.length === 0
    ? []
    : [`  not assessable, no load is described: ${unknown.join(", ")}`];
}

export function overloadLines(
  overload: Readonly<Record<string, AfterOverload>>,
): readonly string[] {
  const all = Object.entries(overload);
  const rest = all.filter(([, { outcome }]) => outcome !== "recovers");
  if (all.length === 0) return [];
  if (rest.length === 0)
    return ["  after half a minute's outage at the peak, all come back by themselves"];
  return rest.map(([name, { outcome, fixes }]) => {
    const ways = [
      ...(fixes?.budgetPercent === undefined
        ? []
        : [`retries of at most ${fixes.budgetPercent} % of all calls`]),
      ...(fixes?.shedAt === undefined ? [] : ["refusing calls early"]),
      ...(fixes?.servers === undefined ? [] : [`${fixes.servers} more instances`]),
    ];
    const said =
      outcome === "metastable"
        ? "its own retries keep it down"
        : "whether it comes back is not sure";
    const help =
      ways.length === 0 ? "nothing simple helps" : `any of these helps: ${ways.join("; ")}`;
    return `  after half a minute's outage at the peak, ${name}: ${said}; ${help}`;
  });
}

export function namedLoss(loss: Loss): string {
  switch (loss.is) {
    case "instance":
      return "one instance out";
    case "zone":
      return `without ${loss.zone}`;
    case "zone and instance":
      return `without ${loss.zone} and one instance`;
    case "region":
      return `without ${loss.region}`;
    case "slow":
      return `${loss.of} too slow`;
  }
}

const rate = (value: number | "unknown") =>
  value === "unknown" ? "unknown" : `${Math.round(value)} rps`;
const percent = (share: number | "unknown") =>
  share === "unknown" ? "an unknown share" : `${Math.round(share * 100)} % of requests`;
