import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDurations } from "../recovery/durations";
import type { Entry } from "../recovery/execute/journal";
import { outcomeOf, underLoad } from "../sandbox/drill/drill";
import { incidentOf } from "../sandbox/drill/incident";
import { Stage } from "../sandbox/drill/stage";
import { untilBack } from "../sandbox/drill/until-back";
import { BANK, PROJECT } from "./project";
import { series } from "./series";
import type { Row } from "./table";

/** The bank's primary region is lost, and everything is carried out until it is back for its users. */
const LOST = { event: "region-loss", of: "us-central1" } as const;

/** Milliseconds between two looks of an executor that misses a second at the most. */
const AT_ONCE = 1000;

/** What the same loss took, with the same luck, in seconds of the sandbox. */
export interface DrillRound {
  /** As the executor looks. */
  readonly took: number;
  /** As if it had seen within a second that a step is done. */
  readonly atOnce: number;
}

/** The bank in hot, both stacks deployed, half an hour under its peak; `folder` is for its files. */
export async function stood(folder: string): Promise<Stage> {
  const text = readFileSync(path.join(PROJECT, BANK), "utf8");
  const stage = await Stage.open({ dir: PROJECT, text, folder, standby: "hot" });
  await underLoad(stage, incidentOf(stage.topology(), LOST.event, LOST.of));
  return stage;
}

export async function drillRound(stage: Stage, folder: string, seed: number): Promise<DrillRound> {
  const took = await lasts(stage.fork(path.join(folder, `looks-${seed}`), seed));
  const atOnce = await lasts(stage.fork(path.join(folder, `at-once-${seed}`), seed), AT_ONCE);
  return { took, atOnce };
}

async function lasts(stage: Stage, poll?: number): Promise<number> {
  const entries: Entry[] = [];
  const journal = { entries, note: (entry: Entry) => void entries.push(entry) };
  const incident = incidentOf(stage.topology(), LOST.event, LOST.of);
  const looks = poll === undefined ? {} : { poll };
  const asked = { stage, durations: durations(), happened: LOST, journal, ...looks };
  const { executed, at } = await outcomeOf(asked, incident, untilBack);
  return (Math.max(...executed.steps.map(({ done }) => done)) - at) / 1000;
}

function durations() {
  return parseDurations(readFileSync(path.join(PROJECT, "recovery/durations.tsv"), "utf8"));
}

/** What an executor's own waits are of all the time that a recovery takes. */
export function drillRows(rounds: readonly DrillRound[]): readonly Row[] {
  const name = "recovery, what the executor itself takes of a drill";
  if (rounds.length === 0) return [{ name: `${name}: not measured with --quick` }];
  const shares = rounds.map(({ took, atOnce }) => (100 * (took - atOnce)) / took);
  return [{ name, unit: "%", series: series(shares), aim: "below 2" }];
}
