import type { Durations } from "../../recovery/durations";
import type { Executed } from "../../recovery/execute/execute";
import type { Plan } from "../../recovery/model";
import { keepsIn } from "../../recovery/plan/elsewhere";
import { type Happened, planFor } from "../../recovery/plan/plan-for";
import { known, type Setting } from "../../recovery/plan/setting";
import type { Topology } from "../../topology/model";
import type { Instant } from "../model";
import { type Incident, incidentFor, NoDrill } from "./incident";
import { type Losses, measure, type Measured, type Requests, type Unmeasured } from "./measure";
import { recover, type Recovery } from "./recover";
import type { Stage } from "./stage";
import { callersOf, startCopied, startFilling, startRows, startTraffic, unserved } from "./traffic";

const MINUTE = 60_000;
const HALF_AN_HOUR = 30 * MINUTE;
const DAY = 24 * 60 * MINUTE;

/** What a drill has shown. */
export interface Drilled {
  readonly plan: Plan;
  readonly executed: Executed;
  /** When the event came, in Unix milliseconds. */
  readonly at: number;
  readonly measured: readonly Measured[];
  readonly losses: readonly Losses[];
  readonly requests: readonly Requests[];
  readonly unmeasured: readonly Unmeasured[];
  /** What a preview after a refresh would change, by region: nothing, if all is well. */
  readonly changes: Readonly<Record<string, readonly string[]>>;
}

export interface Drill extends Pick<Recovery, "journal" | "wrap" | "poll"> {
  readonly stage: Stage;
  readonly durations: Durations;
  readonly happened: Happened;
}

/** Something happens under full load, and everything is carried out as the plan says. */
export async function drill(asked: Drill): Promise<Drilled> {
  const { stage, durations, happened } = asked;
  const setting = { topology: stage.topology(), durations };
  const incident = incidentFor(setting.topology, planned(setting, happened));
  await underLoad(stage, incident);
  const outcome = await outcomeOf(asked, incident);
  await incident.back?.(stage);
  return { ...outcome, changes: await changesOf(stage, incident.gone) };
}

/**
 * The event, all that follows from it, and what that has come to; users are there already.
 *
 * @param part what is carried out of the plan. @default all of it
 */
export async function outcomeOf(
  asked: Drill,
  incident: Incident,
  part: (plan: Plan) => Plan = (plan) => plan,
): Promise<Omit<Drilled, "changes">> {
  const { stage, durations, happened, ...how } = asked;
  const { sandbox, clock } = stage;
  const setting = { topology: stage.topology(), durations };
  const at = clock.now();
  const event = clock.instant;
  const plan = planned(setting, { ...happened, ...(await incident.happen(stage)) });
  await clock.take(plan.detection);
  stage.passes = (what) => clock.take([known(setting, "execute", "pulumi.run", "stack", what)]);
  const executed = await recover({ stage, plan: part(plan), ...how });
  stage.passes = () => Promise.resolve();
  await incident.end?.(stage);
  await clock.sleep(5 * MINUTE);
  const found = sandbox.transact((cloud) =>
    measure({ cloud, topology: stage.topology(), plan, event, executed }),
  );
  return { plan, executed, at, ...found };
}

function planned(setting: Setting, happened: Happened): Plan {
  const { plan, problems } = planFor(setting, happened);
  if (problems) throw new NoDrill(problems.join("; "));
  return plan;
}

/**
 * The full peak for half an hour, and a copy of every database and disk wherever one is needed.
 *
 * @throws NoDrill where users are not served even then
 */
export async function underLoad(stage: Stage, incident: Incident): Promise<void> {
  const { gone } = incident;
  const { sandbox, clock } = stage;
  const now = stage.topology();
  const callers = callersOf(now, gone);
  const copies = copiesNeeded(clock.instant, now, incident);
  const until = Math.max(clock.instant, ...copies.map(({ whole }) => whole));
  const sleepUntil = (instant: Instant) => clock.sleep(Math.max(0, instant - clock.instant));
  await sleepUntil(Math.min(until - HALF_AN_HOUR, ...copies.map(({ from }) => from)));
  sandbox.transact((cloud) => startRows(cloud, now, callers));
  await sleepUntil(until - HALF_AN_HOUR);
  sandbox.transact((cloud) => {
    startTraffic(cloud, now, callers);
    if (incident.restores !== undefined) startFilling(cloud, now, incident.restores);
    for (const region of gone) startCopied(cloud, now, region, callers);
  });
  await clock.sleep(Math.max(0, until - clock.instant) + HALF_AN_HOUR);
  const why = sandbox.transact((cloud) => unserved(cloud, now));
  if (why !== undefined) throw new NoDrill(why);
}

/** A copy that a recovery may take, which is begun while rows are written. */
interface CopyNeeded {
  /** Since when rows have to be written, so that what the copy lacks can be told from what it holds. */
  readonly from: Instant;
  /** When there is one that can be used, however long it has taken. */
  readonly whole: Instant;
}

/** A backup of every database of which no replica stands elsewhere, and a snapshot of every such disk. */
function copiesNeeded(now: Instant, topology: Topology, incident: Incident): readonly CopyNeeded[] {
  const { gone, restores } = incident;
  const { databases, regions, primary } = topology;
  const backups = Object.values(databases).flatMap(({ name, spec }) => {
    const isCopied = Object.values(regions).some(
      (region) => region.instances[name] && region.name !== primary && !gone.includes(region.name),
    );
    if (isCopied && name !== restores) return [];
    const [hours = 0, minutes = 0] = spec.backups.at.split(":").map(Number);
    const today = now - (now % DAY) + (hours * 60 + minutes) * MINUTE;
    const from = today > now + HALF_AN_HOUR ? today : today + DAY;
    return [{ from, whole: from + HALF_AN_HOUR }];
  });
  const snapshots = Object.values(regions[primary]?.disks ?? {}).flatMap(
    ({ store, copiedTo, spec }) => {
      const isLost = copiedTo === undefined && gone.includes(primary);
      // It is taken once in its rhythm, and takes a while.
      const whole = now + 1000 * spec.snapshots.every + 4 * HALF_AN_HOUR;
      return isLost || store === restores ? [{ from: now, whole }] : [];
    },
  );
  return [...backups, ...snapshots];
}

/** Description, state and cloud agree once all operations are over, while what is gone is still gone. */
export async function changesOf(
  stage: Stage,
  gone: readonly string[] = [],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { stacks, sandbox } = stage;
  sandbox.transact((cloud) => cloud.settle());
  const changes: Record<string, readonly string[]> = {};
  for (const region of Object.keys(stage.topology().regions)) {
    const keeps = gone.some((other) => keepsIn(stage.topology(), region, other));
    const only = gone.includes(region) ? "global" : keeps ? "own" : undefined;
    await stacks.refresh(region, only);
    changes[region] = await stacks.preview(region, only);
  }
  return changes;
}
