import { performance } from "node:perf_hooks";
import { availabilityOf } from "../assessment/availability/diagram";
import { all, atLeast, part, type Structure } from "../assessment/availability/structure";
import { capacityAfter } from "../assessment/capacity/after";
import { type Scenario, simulate } from "../assessment/simulation/simulate";
import type { Topology } from "../topology/model";
import { readTopology } from "../topology/read";
import { bankTimes, PAIR } from "./descriptions";
import { series } from "./series";
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
}

/** How much of each is done in a round. */
export interface AssessmentScale {
  /** Simulated seconds. */
  readonly seconds: number;
  readonly parts: number;
  /** How often the bank's pair of services is multiplied; a description takes 100 services. */
  readonly times: readonly [number, number];
}

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

export function assessmentRound({ seconds, parts, times }: AssessmentScale): AssessmentRound {
  const [few, many] = times.map(topologyOf);
  if (!few || !many) throw new Error("there are no two sizes");
  return {
    busy: eventsPerSecond({ ...BUSY, until: seconds }),
    down: eventsPerSecond({ ...DOWN, until: seconds }),
    shared: took(() => availabilityOf(shared(parts))),
    few: took(() => capacityAfter(few)),
    many: took(() => capacityAfter(many)),
  };
}

/** What is shown of all rounds. */
export function assessmentRows(
  rounds: readonly AssessmentRound[],
  { parts, times: [few, many] }: AssessmentScale,
): Row[] {
  const of = (figure: keyof AssessmentRound) => series(rounds.map((round) => round[figure]));
  const name = (times: number) =>
    `assessment, capacity of ${times * PAIR} services after each loss`;
  const growth = rounds.map((round) => round.many / round.few / (many / few));
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
    { name: name(few), unit: "ms", series: of("few"), aim: "200 ms with the rest" },
    {
      name: name(many),
      unit: "ms",
      series: of("many"),
      ratio: series(growth).median,
      aim: "1: linear; losses grow with the services, too",
    },
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
