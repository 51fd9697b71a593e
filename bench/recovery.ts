import { performance } from "node:perf_hooks";
import { settingOf } from "../cli/plan";
import { planFor } from "../recovery/plan/plan-for";
import { ALONE, explored, hot } from "../test/recovery/machine/model/keeps";
import { copied } from "./assessment";
import { PAIR } from "./descriptions";
import { series } from "./series";
import { sizeRows } from "./sizes";
import type { Row } from "./table";

/** What one round measures of recovery, in this process. */
export interface RecoveryRound {
  /** Milliseconds for the plan of a lost region, of few services and of ten times as many. */
  readonly few: number;
  readonly many: number;
  /** States a second that the check of the state machine visits. */
  readonly states: number;
}

/** How often the bank's pair of services is multiplied. */
export type RecoveryScale = readonly [number, number];

/** Planned so often that a clock can measure it; the first ones, which compile, aside. */
const TIMES = 20;

export function recoveryRound(scale: RecoveryScale): RecoveryRound {
  const [few, many] = scale.map(planning);
  if (few === undefined || many === undefined) throw new Error("there are no two sizes");
  return { few, many, states: statesPerSecond() };
}

/** What is shown of all rounds. */
export function recoveryRows(
  rounds: readonly RecoveryRound[],
  [few, many]: RecoveryScale,
): readonly Row[] {
  const of = (figure: keyof RecoveryRound) => rounds.map((round) => round[figure]);
  const name = (times: number) => `recovery, plan of ${times * PAIR} services`;
  return [
    ...sizeRows({
      few: of("few"),
      many: of("many"),
      times: many / few,
      names: [name(few), name(many)],
      aims: ["50 ms", "1: linear"],
    }),
    { name: "recovery, states explored", unit: "/s", series: series(of("states")) },
  ];
}

function planning(times: number): number {
  const setting = settingOf(copied(times));
  const plan = () => {
    const { problems } = planFor(setting, { event: "region-loss" });
    if (problems) throw new Error(problems.join("; "));
  };
  plan();
  const begin = performance.now();
  for (let time = 0; time < TIMES; time += 1) plan();
  return (performance.now() - begin) / TIMES;
}

/** One database in hot, whose region may be lost at any point. */
function statesPerSecond(): number {
  const begin = performance.now();
  const { states } = explored(hot, { faults: 1 }, ALONE);
  return states / ((performance.now() - begin) / 1000);
}
