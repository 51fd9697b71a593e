import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Entry, Journal } from "../../../recovery/execute/journal";
import { refusals } from "../../../recovery/machine/refusals";
import type { Plan } from "../../../recovery/model";
import { planForVerb, type Wanted } from "../../../recovery/plan/verb-plan";
import { changesOf } from "../../../sandbox/drill/drill";
import { lookAt, recover, type Recovery } from "../../../sandbox/drill/recover";
import { Stage, type StageOptions } from "../../../sandbox/drill/stage";
import { durations } from "../../recovery/plan/fixtures";
import { PROJECT } from "../../stacks/runs";

/** Folders of stages that a test opens, taken away with it. */
export class Stages {
  readonly #folders: string[] = [];

  open(system: string, more: Pick<StageOptions, "standby" | "seed"> = {}): Promise<Stage> {
    const text = readFileSync(path.join(PROJECT, "systems", `${system}.yaml`), "utf8");
    return Stage.open({ dir: PROJECT, text, folder: this.#folder(), ...more });
  }

  fork(stage: Stage, seed?: number): Stage {
    return stage.fork(this.#folder(), seed);
  }

  remove(): void {
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }

  #folder(): string {
    const folder = mkdtempSync(path.join(tmpdir(), "standby-stage-"));
    this.#folders.push(folder);
    return folder;
  }
}

/** A journal that is gone with the test. */
export function journalOf(entries: Entry[] = []): Journal {
  return { entries, note: (entry) => void entries.push(entry) };
}

/** The plan for what a person asks for now, which must not be refused. */
export async function planned(stage: Stage, wanted: Wanted): Promise<Plan> {
  const topology = stage.topology();
  const seen = await lookAt(stage, topology);
  const isGivenUp = wanted.verb === "failover";
  const asked = {
    ...wanted,
    ...(isGivenUp ? { primaryIsLost: true, acceptUnknownLoss: true } : {}),
  };
  expect(refusals(asked, seen)).toEqual([]);
  const { plan, problems } = planForVerb({ topology, durations }, wanted, seen);
  if (!plan) throw new Error(problems?.join("; "));
  return plan;
}

/** A person's verb, from the plan to its end. */
export async function carry(
  stage: Stage,
  wanted: Wanted,
  how: Partial<Recovery> = {},
): Promise<Plan> {
  const plan = await planned(stage, wanted);
  const { left } = await recover({ stage, plan, journal: journalOf(), ...how });
  expect([plan.title, left]).toEqual([plan.title, []]);
  return plan;
}

const NOTICED = 10 * 60_000;

/** A region is gone, and whoever watches it has noticed. */
export async function lose({ sandbox, clock }: Stage, region: string): Promise<void> {
  sandbox.transact(({ faults }) =>
    faults.inject(`lost ${region}`, { kind: "region-loss", region, calls: "fail" }),
  );
  await clock.sleep(NOTICED);
}

export async function bringBack({ sandbox, clock }: Stage, region: string): Promise<void> {
  sandbox.transact(({ faults }) => faults.heal(`lost ${region}`));
  await clock.sleep(NOTICED);
}

/** What a preview after a refresh would change, wherever that is. */
export async function changes(
  stage: Stage,
  gone: readonly string[] = [],
): Promise<readonly string[]> {
  const found = Object.entries(await changesOf(stage, gone));
  return found.flatMap(([region, lines]) => lines.map((line) => `${region}: ${line}`));
}
