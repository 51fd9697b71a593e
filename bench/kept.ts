import { KeptProgram } from "../engine/embedded/kept-program";
import { runProgram } from "../engine/embedded/run-program";
import { readStacks } from "../engine/project";
import { PROJECT } from "./project";
import { series } from "./series";
import type { Row } from "./table";

/** Runs of the home region's program, one after the other; the first of those in one process loads Pulumi, too. */
const RUNS = 4;

/** Seconds that the same runs took. */
export interface KeptRound {
  readonly kept: number;
  readonly alone: number;
}

export async function keptRound(): Promise<KeptRound> {
  const kept = new KeptProgram();
  return { alone: await runs(), kept: await runs(kept) };
}

async function runs(kept?: KeptProgram): Promise<number> {
  const home = readStacks(PROJECT).find(({ stack }) => stack === "prod");
  const run = { dir: PROJECT, stack: "prod", config: home?.config ?? {} };
  const start = performance.now();
  for (let done = 0; done < RUNS; done += 1) {
    const { failed } = await runProgram({ ...run, ...(kept ? { runProcess: kept.run } : {}) });
    if (failed) throw new Error("the bank's program failed");
  }
  return (performance.now() - start) / 1000;
}

export function keptRows(rounds: readonly KeptRound[]): readonly Row[] {
  const name = `recovery, ${RUNS} runs of the program in a drill`;
  const ratio = series(rounds.map(({ kept, alone }) => kept / alone)).median;
  return [
    { name: `${name}, a process each`, unit: "s", series: series(rounds.map((one) => one.alone)) },
    {
      name: `${name}, all in one`,
      unit: "s",
      series: series(rounds.map((one) => one.kept)),
      ratio,
      aim: "below 0.6",
    },
  ];
}
