import type { Stacks } from "../../../recovery/execute/context";
import type { Entry } from "../../../recovery/execute/journal";
import type { Plan } from "../../../recovery/model";
import { recover } from "../../../sandbox/drill/recover";
import type { Stage } from "../../../sandbox/drill/stage";
import { differences, standing } from "../circle/same";
import { journalOf, type Stages } from "./carry";

/** The machine that the executor runs on is gone. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/**
 * Counts what an executor does that anybody could notice: calls that change something, edits, runs of
 * stacks, lines of the journal. Killed before or after the n-th of them.
 */
export class Life {
  count = 0;
  readonly #dies: number;

  constructor(dies = Number.POSITIVE_INFINITY) {
    this.#dies = dies;
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

  get isOver(): boolean {
    return this.count >= this.#dies;
  }

  #moment(): void {
    if (this.isOver) throw new Killed("the machine is gone");
    this.count += 1;
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
 * Kills an executor at each of its moments, or at every so manyth, and lets the next one go on; what is
 * then other than if nobody had been killed.
 */
export async function killedAnywhere(
  stages: Stages,
  { stage, begun }: Case,
  stride = 1,
): Promise<{ readonly moments: number; readonly strange: readonly string[] }> {
  const whole = new Life();
  const straight = stages.fork(stage);
  await live(straight, { ...begun, entries: [...begun.entries] }, whole);
  const end = endOf(straight);
  const strange: string[] = [];
  for (let dies = 0; dies < whole.count; dies += stride) {
    const copy = stages.fork(stage);
    const entries = [...begun.entries];
    const first = new Life(dies);
    const wayOut = await live(copy, { ...begun, entries }, first).catch((error: unknown) => error);
    if (!(wayOut instanceof Error) || !first.isOver) strange.push(`${dies}: was not killed`);
    await live(copy, { ...begun, entries }, new Life());
    const again = endOf(copy);
    const differs = differences(end.cloud, again.cloud);
    strange.push(...differs.map((one) => `killed at ${dies}: ${one}`));
    if (again.text !== end.text) strange.push(`killed at ${dies}: the description differs`);
  }
  return { moments: whole.count, strange };
}
