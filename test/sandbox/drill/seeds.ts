import type { Event } from "../../../recovery/model";
import { verdictOf } from "../../../report/drill";
import { type Drilled, outcomeOf, underLoad } from "../../../sandbox/drill/drill";
import { incidentOf } from "../../../sandbox/drill/incident";
import type { Stage } from "../../../sandbox/drill/stage";
import { untilBack } from "../../../sandbox/drill/until-back";
import { durations } from "../../recovery/plan/fixtures";
import { journalOf, type Stages } from "./carry";

/** Something that happens, and to what. */
export interface Case {
  readonly event: Event;
  readonly of: string;
}

/** A copy of what stands, at the moment before the event: users have been there for half an hour. */
export async function momentBefore(stages: Stages, stood: Stage, { event, of }: Case) {
  const stage = stages.fork(stood);
  await underLoad(stage, incidentOf(stage.topology(), event, of));
  return stage;
}

/** The same event once more, with other luck; carried out until users and stores have what they had. */
export async function withSeed(
  stages: Stages,
  moment: Stage,
  happened: Case,
  seed: number,
): Promise<Omit<Drilled, "changes">> {
  const stage = stages.fork(moment, seed);
  const incident = incidentOf(stage.topology(), happened.event, happened.of);
  return outcomeOf({ stage, durations, happened, journal: journalOf() }, incident, untilBack);
}

/** What is not as predicted, if anything; whether that is good enough is another question. */
export function surprises({ measured }: Pick<Drilled, "measured">): readonly string[] {
  return measured.flatMap(({ of, what, measured: seconds, predicted }) => {
    const verdict = verdictOf({ of, what, measured: seconds, ...(predicted ? { predicted } : {}) });
    return verdict === undefined
      ? []
      : [`${what} of ${of}: ${seconds} s, ${predicted?.best} to ${predicted?.worst}: ${verdict}`];
  });
}
