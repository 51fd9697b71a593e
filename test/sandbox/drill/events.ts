import type { Event } from "../../../recovery/model";
import { planFor } from "../../../recovery/plan/plan-for";
import { changesOf, drill, type Drilled } from "../../../sandbox/drill/drill";
import { incidentFor, NoDrill } from "../../../sandbox/drill/incident";
import type { Stage } from "../../../sandbox/drill/stage";
import type { Topology } from "../../../topology/model";
import { durations } from "../../recovery/plan/fixtures";
import { carry, journalOf, type Stages } from "./carry";
import { surprises } from "./seeds";

/** An event, and what it happens to. */
export type Happening = readonly [event: Event, of: string];

/** The same, where nothing can be rehearsed, and what is said about it. */
export type Untold = readonly [...Happening, why: RegExp];

/** What a rehearsal of one event on a copy of what stands has shown that it shouldn't. */
export async function wrongAfter(stages: Stages, stood: Stage, [event, of]: Happening) {
  const stage = stages.fork(stood);
  const happened = { event, of };
  const drilled = await drill({ stage, durations, journal: journalOf(), happened });
  const { changes } = drilled;
  return {
    drilled,
    wrong: [
      ...surprises(drilled),
      ...unforeseen(drilled),
      ...left(drilled),
      ...linesOf("after it", changes),
      ...(event === "region-loss" ? await wrongOnceBack(stage, of) : []),
    ],
  };
}

/** What is refused before anything is stood up, in words; nothing if it can be rehearsed. */
export function refusalOf(topology: Topology, [event, of]: Happening): string | undefined {
  const { plan, problems } = planFor({ topology, durations }, { event, of });
  if (problems) return problems.join("; ");
  try {
    incidentFor(topology, plan);
    return undefined;
  } catch (error) {
    if (error instanceof NoDrill) return error.message;
    throw error;
  }
}

/** One line for each number: what was measured, what the plan had said, what was asked for. */
export function numbersOf({ measured }: Pick<Drilled, "measured">): readonly string[] {
  return measured.map(({ of, what, measured: seconds, predicted, objective }) => {
    const range = predicted ? `${Math.round(predicted.best)}-${Math.round(predicted.worst)}` : "-";
    return `${what} of ${of}: ${Math.round(seconds)} s, predicted ${range}, objective ${objective ?? "-"}`;
  });
}

/** An objective may be missed only where the plan has said beforehand that it may be. */
function unforeseen({ measured }: Drilled): readonly string[] {
  return measured.flatMap(({ of, what, measured: seconds, predicted, objective }) =>
    objective !== undefined && seconds > objective && (predicted?.worst ?? 0) <= objective
      ? [`${what} of ${of}: ${seconds} s, and ${objective} were asked for and promised`]
      : [],
  );
}

function left({ executed }: Drilled): readonly string[] {
  return executed.left.map((step) => `${step} was not done`);
}

/**
 * The lost region answers again. Its own stack could not be told that it is fenced, which changes it
 * in place, and that its disk is copied no more; what is described only since, and what another region
 * keeps in it, could not be made. Nothing else differs, and after the rejoining nothing at all.
 */
async function wrongOnceBack(stage: Stage, region: string): Promise<readonly string[]> {
  const { sandbox, clock } = stage;
  sandbox.transact(({ faults }) => faults.heal("drill"));
  await clock.sleep(10 * 60_000);
  const { [region]: own = [], ...others } = await changesOf(stage);
  await carry(stage, { verb: "rejoin", region });
  return [
    ...own.filter((line) => !OF_THE_LOSS.test(line)).map((line) => `once back: ${line}`),
    ...linesOf("once back", others).filter((line) => !KEPT_THERE.test(line)),
    ...linesOf("after the rejoin", await changesOf(stage)),
  ];
}

/** A record of a replication holds no data, and a copy that was promoted can't be followed on. */
const OF_THE_LOSS =
  /^update |^delete \S+compute\/diskAsyncReplication:|^create \S+:(ClusterBackup|ReadReplicas)[$:]/;
/** Backups of a cluster are kept in another region. */
const KEPT_THERE = /: create \S+:ClusterBackup[$:]/;

function linesOf(when: string, changes: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(changes).flatMap(([region, lines]) =>
    lines.map((line) => `${when}, ${region}: ${line}`),
  );
}
