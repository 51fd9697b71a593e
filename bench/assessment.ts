import { performance } from "node:perf_hooks";
import { assess } from "../assessment/assess";
import { findFixes } from "../assessment/fix/search";
import { settingOf } from "../cli/plan";
import { buildTopology } from "../topology/build";
import { availabilityOf } from "../assessment/availability/diagram";
import { all, atLeast, part, type Structure } from "../assessment/availability/structure";
import { capacityAfter } from "../assessment/capacity/after";
import { type Scenario, simulate } from "../assessment/simulation/simulate";
import type { Topology } from "../topology/model";
import { readTopology } from "../topology/read";
import { bankTimes, PAIR } from "./descriptions";
import { series } from "./series";
import { sizeRows } from "./sizes";
import type { Row } from "./table";

/** What one round measures of the assessment, in this process. */
export interface AssessmentRound {
  /** Events a second of the simulation of a busy service, and of one that its retries keep down. */
  readonly busy: number;
  readonly down: number;
  /** Milliseconds for the exact availability of parts that stand in several places. */
  readonly shared: number;
  /** Milliseconds for the capacity after every loss, of few services and of many. */
  readonly few: number;
  readonly many: number;
  /** Milliseconds for all verdicts of 20 services, and of ten times as many. */
  readonly assessed: number;
  readonly assessedMost: number;
  /** Milliseconds for the search of fixes of the bank's own pair. */
  readonly fixed: number;
}

/** How much of each is done in a round. */
export interface AssessmentScale {
  /** Simulated seconds. */
  readonly seconds: number;
  readonly parts: number;
  /** How often the bank's pair of services is multiplied; a description takes 100 services. */
  readonly times: readonly [number, number];
  /** The same for the verdicts; what is more than a description takes is copied behind its reader. */
  readonly assessed: readonly [number, number];
}

const EVIDENCE = { drills: [], today: "2026-11-21" };
/** Pairs of services that a description takes. */
const MOST_PAIRS = 50;

/** A busy service, and one of the same size whose callers try four times. */
const BUSY: Omit<Scenario, "until"> = {
  load: 1000,
  servers: 20,
  slots: 5,
  work: 0.08,
  timeout: 1,
  attempts: 2,
};
const DOWN: Omit<Scenario, "until"> = {
  ...BUSY,
  attempts: 4,
  outage: { from: 1, to: 6, servers: 20 },
};

export function assessmentRound(scale: AssessmentScale): AssessmentRound {
  const { seconds, parts, times, assessed } = scale;
  const [less, more] = assessed.map((count) => settingOf(copied(count)));
  const bank = settingOf(topologyOf(1));
  const [few, many] = times.map(topologyOf);
  if (!few || !many || !less || !more) throw new Error("there are no two sizes");
  return {
    busy: eventsPerSecond({ ...BUSY, until: seconds }),
    down: eventsPerSecond({ ...DOWN, until: seconds }),
    shared: took(() => availabilityOf(shared(parts))),
    few: took(() => capacityAfter(few)),
    many: took(() => capacityAfter(many)),
    assessed: took(() => assess(less, EVIDENCE)),
    assessedMost: took(() => assess(more, EVIDENCE)),
    fixed: took(() => findFixes(bank, EVIDENCE, assess(bank, EVIDENCE).findings)),
  };
}

/** What is shown of all rounds. */
export function assessmentRows(
  rounds: readonly AssessmentRound[],
  { parts, times: [few, many], assessed: [less, more] }: AssessmentScale,
): Row[] {
  const all = (figure: keyof AssessmentRound) => rounds.map((round) => round[figure]);
  const of = (figure: keyof AssessmentRound) => series(all(figure));
  const capacity = (times: number) =>
    `assessment, capacity of ${times * PAIR} services after each loss`;
  const verdicts = (times: number) => `assessment, verdicts of ${times * PAIR} services`;
  return [
    {
      name: "assessment, simulated events of a busy service",
      unit: "/s",
      series: of("busy"),
      aim: "1000000",
    },
    {
      name: "assessment, of one that retries keep down",
      unit: "/s",
      series: of("down"),
      aim: "1000000",
    },
    {
      name: `assessment, exact availability of ${parts} shared parts`,
      unit: "ms",
      series: of("shared"),
      aim: "1000 ms",
    },
    ...sizeRows({
      few: all("few"),
      many: all("many"),
      times: many / few,
      names: [capacity(few), capacity(many)],
      aims: ["200 ms with the rest", "1: linear; losses grow with the services, too"],
    }),
    ...sizeRows({
      few: all("assessed"),
      many: all("assessedMost"),
      times: more / less,
      names: [verdicts(less), verdicts(more)],
      aims: ["200 ms", "1: linear"],
    }),
    { name: "assessment, search for fixes", unit: "ms", series: of("fixed"), aim: "2000 ms" },
  ];
}

function eventsPerSecond(scenario: Scenario): number {
  let events = 0;
  const milliseconds = took(() => {
    events = simulate(scenario, 1).events;
  });
  return events / (milliseconds / 1000);
}

function took(work: () => void): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

/** Ways of six parts each, of which every part stands in two or three: 7 of 10 ways have to work. */
export function shared(parts: number): Structure {
  const ways = Math.ceil(parts / 3);
  const way = (first: number) =>
    all(
      ...Array.from({ length: 6 }, (_, step) =>
        part(`part ${(first * 3 + step * 2) % parts}`, 0.999),
      ),
    );
  return atLeast(
    Math.ceil(0.7 * ways),
    Array.from({ length: ways }, (_, index) => way(index)),
  );
}

/** So many pairs; what no description takes is made by copying the services of one that does. */
export function copied(times: number): Topology {
  const topology = topologyOf(Math.min(times, MOST_PAIRS));
  if (times <= MOST_PAIRS) return topology;
  const { system, naming } = topology;
  const rounds = Array.from({ length: Math.ceil(times / MOST_PAIRS) }, (_, round) => round);
  const services = rounds.flatMap((round) =>
    Object.entries(system.services).map(
      ([name, service]) => [round === 0 ? name : `${name}-${round}`, service] as const,
    ),
  );
  return buildTopology({ ...system, services: Object.fromEntries(services) }, naming.project);
}

function topologyOf(times: number): Topology {
  const { topology, problems } = readTopology(
    {
      path: "bench.yaml",
      text: bankTimes(times),
      whatIf: { "regions.us-east1.state": "standing" },
    },
    "sandbox-bench",
  );
  if (!topology)
    throw new Error(`the bench's own description is wrong: ${JSON.stringify(problems)}`);
  return topology;
}
