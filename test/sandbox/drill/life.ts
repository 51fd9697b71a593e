import type { Stacks } from "../../../recovery/execute/context";
import type { Entry } from "../../../recovery/execute/journal";
import type { Plan } from "../../../recovery/model";
import { recover } from "../../../sandbox/drill/recover";
import type { Stage } from "../../../sandbox/drill/stage";
import { differences, standing } from "../circle/same";
import { journalOf, type Stages } from "./carry";

/**
 * Tells of every moment at which a kill could be noticed: before and after whatever an executor does
 * that anybody could see, which is calls that change something, edits, runs of stacks, lines of the
 * journal.
 */
export class Life {
  readonly #moment: () => void;

  constructor(moment: () => void = () => undefined) {
    this.#moment = moment;
  }

  /** Two moments a deed: before it, when nothing has happened, and after it, when nobody has heard. */
  lived<T>(deed: () => T): T {
    this.#moment();
    const done = deed();
    if (!(done instanceof Promise)) {
      this.#moment();
      return done;
    }
    return done.then((value: unknown) => {
      this.#moment();
      return value;
    }) as T; // the same promise, a moment later
  }
}

/** What a rerun finds of a recovery that was begun. */
export interface Begun {
  readonly plan: Plan;
  readonly before: string;
  readonly entries: Entry[];
}

/** Runs of stacks by name alone: that they survive a kill is what test/engine/deploy shows. */
function silentStacks(life: Life): Stacks {
  return {
    up: () => life.lived(() => Promise.resolve([])),
    refresh: () => life.lived(() => Promise.resolve()),
    preview: () => life.lived(() => Promise.resolve([])),
    forget: () => life.lived(() => Promise.resolve()),
    takeIn: () => life.lived(() => Promise.resolve()),
  };
}

/** One executor's life, on whatever stands; the journal is what the next one finds. */
export async function live(
  stage: Stage,
  { plan, before, entries }: Begun,
  life: Life,
): Promise<void> {
  const kept = journalOf(entries);
  await recover({
    stage,
    plan,
    before,
    poll: 20_000,
    journal: { entries, note: (entry) => life.lived(() => kept.note(entry)) },
    stacks: silentStacks(life),
    describe: (edits) => life.lived(() => stage.describe(edits)),
    wrap: (send) => (input, init) =>
      isLook(input, init) ? send(input, init) : life.lived(() => send(input, init)),
  });
}

/** Compute Engine asks for the health of a backend by a POST. */
function isLook(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): boolean {
  return (init?.method ?? "GET") === "GET" || new Request(input).url.endsWith("/getHealth");
}

function endOf({ sandbox, text }: Stage) {
  return {
    text,
    cloud: sandbox.transact((cloud) => {
      cloud.settle();
      return standing(cloud);
    }),
  };
}

/** A situation, and the plan for it. */
export interface Case {
  readonly stage: Stage;
  readonly begun: Begun;
}

/**
 * Lets an executor run, and keeps what a kill at each of its moments would have left: the cloud, the
 * description and the journal, with nobody alive. From each of these the next one goes on; what is
 * then other than if nobody had been killed.
 */
export async function killedAnywhere(
  stages: Stages,
  { stage, begun }: Case,
): Promise<{ readonly moments: number; readonly strange: readonly string[] }> {
  const straight = stages.fork(stage);
  const entries = [...begun.entries];
  const left: { readonly stage: Stage; readonly entries: Entry[] }[] = [];
  const keep = () => void left.push({ stage: stages.fork(straight), entries: [...entries] });
  await live(straight, { ...begun, entries }, new Life(keep));
  const end = endOf(straight);
  const strange: string[] = [];
  for (const [moment, one] of left.entries()) {
    await live(one.stage, { ...begun, entries: one.entries }, new Life());
    const again = endOf(one.stage);
    const differs = differences(end.cloud, again.cloud);
    strange.push(...differs.map((what) => `killed at ${moment}: ${what}`));
    if (again.text !== end.text) strange.push(`killed at ${moment}: the description differs`);
  }
  return { moments: left.length, strange };
}
