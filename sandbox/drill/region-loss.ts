import type { Durations } from "../../recovery/durations";
import type { Context } from "../../recovery/execute/context";
import { type Executed, execute } from "../../recovery/execute/execute";
import { Hosts } from "../../recovery/execute/hosts";
import type { Journal } from "../../recovery/execute/journal";
import { Leases } from "../../recovery/execute/lease";
import { observe } from "../../recovery/execute/observe";
import { Rest } from "../../recovery/execute/rest";
import type { Plan } from "../../recovery/model";
import type { DescriptionSeen, Observed } from "../../recovery/observed";
import { afterLoss, primaryLoss } from "../../recovery/plan/region-loss";
import { known } from "../../recovery/plan/setting";
import type { Topology } from "../../topology/model";
import { computeRoutes } from "../rest/compute";
import { dnsRoutes } from "../rest/dns";
import { restFace } from "../rest/face";
import { sandboxFetch } from "../rest/fetch";
import { monitoringRoutes } from "../rest/monitoring";
import { sqlRoutes } from "../rest/sql";
import { storageRoutes } from "../rest/storage";
import { type Losses, measure, type Measured, type Requests } from "./measure";
import { DRILL_PROJECT, RECOVERY_BUCKET, type Stage } from "./stage";
import { startTraffic } from "./traffic";

const MINUTE = 60_000;

/** What a drill has shown. */
export interface Drilled {
  readonly plan: Plan;
  readonly executed: Executed;
  /** When the event came, in Unix milliseconds. */
  readonly at: number;
  readonly measured: readonly Measured[];
  readonly losses: readonly Losses[];
  readonly requests: readonly Requests[];
  /** What a preview after a refresh would change, by region: nothing, if all is well. */
  readonly changes: Readonly<Record<string, readonly string[]>>;
}

export interface RegionLossDrill {
  readonly stage: Stage;
  readonly durations: Durations;
  readonly journal: Journal;
}

/** The primary region is lost under full load, and everything is carried out as the plan says. */
export async function drillRegionLoss(drill: RegionLossDrill): Promise<Drilled> {
  const { stage, durations } = drill;
  const { sandbox, clock } = stage;
  const now = stage.topology();
  const lost = now.primary;
  const to = targetOf(now);
  const plan = primaryLoss({ topology: now, durations }, to);
  sandbox.transact((cloud) => startTraffic(cloud, now, [to]));
  await clock.sleep(30 * MINUTE);
  const at = clock.now();
  const event = clock.instant;
  sandbox.transact((cloud) =>
    cloud.faults.inject("drill", { kind: "region-loss", region: lost, calls: "fail" }),
  );
  await clock.take(plan.detection);
  stage.passes = (what) =>
    clock.take([known({ topology: now, durations }, "execute", "pulumi.run", "stack", what)]);
  const executed = await recover(drill, plan, afterLoss(now, lost, to));
  await clock.sleep(5 * MINUTE);
  const after = stage.topology();
  const found = sandbox.transact((cloud) => measure(cloud, after, plan, event));
  return { plan, executed, at, ...found, changes: await changesOf(stage, lost) };
}

function targetOf({ primary, regions }: Topology): string {
  const other = Object.values(regions).find(
    ({ name, state }) => name !== primary && state === "standing",
  );
  if (!other) throw new Error(`no other region stands, so nothing can take over from ${primary}`);
  return other.name;
}

/** Carries a plan out in the sandbox, by the calls that it makes to Google Cloud. */
export async function recover(
  { stage, journal }: RegionLossDrill,
  plan: Plan,
  then: Topology,
  holder = "drill",
): Promise<Executed> {
  const { clock, sandbox } = stage;
  const tables = [sqlRoutes, computeRoutes, dnsRoutes, storageRoutes, monitoringRoutes];
  const rest = new Rest({
    fetch: sandboxFetch(restFace({ hold: sandbox.transact, tables }), {
      hung: () => void clock.sleep(30_000),
    }),
    authorize: () => Promise.resolve({}),
    clock,
    random: () => sandbox.transact((cloud) => cloud.chance("retry", cloud.now)),
  });
  const hosts = new Hosts(DRILL_PROJECT);
  const leases = new Leases(rest, hosts, RECOVERY_BUCKET);
  const now = stage.topology();
  const lease = {
    holder,
    since: new Date(clock.now()).toISOString(),
    plan: `${plan.verb} ${plan.of}`,
  };
  const takes = (kind: "ask" | "verify", what: string) => {
    const step = plan.steps.find(
      ({ action }) =>
        action.kind === kind && ("question" in action ? action.question : action.what) === what,
    );
    return clock.take(step?.takes ?? []);
  };
  const context: Context = {
    rest,
    hosts,
    leases,
    stacks: stage.stacks,
    now,
    then,
    lease,
    describe: (edits) => stage.describe(edits),
    ask: async (who, question) => {
      await takes("ask", question);
      return who;
    },
    verify: async (what) => {
      await takes("verify", what);
      return undefined;
    },
  };
  const look = (): Promise<Observed> =>
    observe({ rest, hosts, leases, clock, described: () => seen(stage.topology()) }, now);
  return execute({ plan, context, clock, journal, observe: look });
}

function seen({ primary, system, regions }: Topology): DescriptionSeen {
  const states = Object.values(regions).map(({ name, state }) => [name, state] as const);
  return { primary, standby: system.standby, states: Object.fromEntries(states) };
}

/** Description, state and cloud agree once all operations are over, while the region is still gone. */
async function changesOf(
  stage: Stage,
  lost: string,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { stacks, sandbox } = stage;
  sandbox.transact((cloud) => cloud.settle());
  const changes: Record<string, readonly string[]> = {};
  for (const region of Object.keys(stage.topology().regions)) {
    const only = region === lost ? "global" : undefined;
    await stacks.refresh(region, only);
    changes[region] = await stacks.preview(region, only);
  }
  return changes;
}
