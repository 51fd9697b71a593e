import { afterwards, editsOf } from "../../recovery/execute/afterwards";
import type { Context, Stacks } from "../../recovery/execute/context";
import { type Executed, execute, type Execution } from "../../recovery/execute/execute";
import { Hosts } from "../../recovery/execute/hosts";
import type { Journal } from "../../recovery/execute/journal";
import { Leases } from "../../recovery/execute/lease";
import { observe } from "../../recovery/execute/observe";
import type { Plan } from "../../recovery/model";
import type { Observed } from "../../recovery/observed";
import type { Edits } from "../../system/edit";
import type { Topology } from "../../topology/model";
import { descriptionOf } from "../../recovery/execute/described";
import { sandboxRest } from "../rest/client";
import { DRILL_PROJECT, RECOVERY_BUCKET, type Stage, topologyFrom } from "./stage";

/** What is carried out on a stage, and by whom. */
export interface Recovery {
  readonly stage: Stage;
  readonly journal: Journal;
  readonly plan: Plan;
  /** The description before the plan was begun. @default as it is now */
  readonly before?: string;
  /** @default "drill" */
  readonly holder?: string;
  /** Stands between the executor and the APIs: a test kills it there. */
  readonly wrap?: (send: typeof fetch) => typeof fetch;
  readonly until?: string;
  /** Instead of the stage's own. */
  readonly stacks?: Stacks;
  readonly describe?: (edits: Edits) => void;
  /** Between two looks, in milliseconds. @default 5000 */
  readonly poll?: number;
}

/** Carries a plan out in the sandbox, by the calls that it makes to Google Cloud. */
export async function recover(recovery: Recovery): Promise<Executed> {
  const { stage, plan, journal, until, poll = 5000 } = recovery;
  const context = contextOf(recovery);
  const more: Partial<Execution> = { poll, ...(until === undefined ? {} : { until }) };
  const paths = Object.keys(editsOf(plan));
  const look = () => lookAt(stage, context.now, context, paths);
  return execute({ plan, context, clock: stage.clock, journal, observe: look, ...more });
}

/** What is there now, as the executor sees it. */
export function lookAt(
  stage: Stage,
  topology: Topology,
  calls: Calls = callsOf(stage),
  paths: readonly string[] = [],
): Promise<Observed> {
  const described = () => descriptionOf(stage.topology(), paths);
  return observe({ ...calls, clock: stage.clock, described }, topology, calls.then);
}

interface Calls
  extends Pick<Context, "rest" | "hosts" | "leases">, Partial<Pick<Context, "then">> {}

function callsOf({ sandbox, clock }: Stage, wrap?: Recovery["wrap"]) {
  const rest = sandboxRest(sandbox, clock, wrap);
  const hosts = new Hosts(DRILL_PROJECT);
  return { rest, hosts, leases: new Leases(rest, hosts, RECOVERY_BUCKET) };
}

function contextOf(recovery: Recovery): Context {
  const { stage, plan, before, holder = "drill", wrap, stacks = stage.stacks } = recovery;
  const { describe = (edits) => stage.describe(edits) } = recovery;
  const { clock } = stage;
  const text = before ?? stage.text;
  const since = new Date(clock.now()).toISOString();
  return {
    ...callsOf(stage, wrap),
    stacks,
    now: topologyFrom(text),
    then: topologyFrom(afterwards(text, plan)),
    lease: { holder, since, plan: `${plan.verb} ${plan.of}` },
    describe,
    ask: async (who, question) => {
      await takes(stage, plan, question);
      return who;
    },
    verify: async (what) => {
      await takes(stage, plan, what);
      return undefined;
    },
  };
}

/** A person, or a check, takes as long as the plan says: nothing in a sandbox thinks. */
function takes({ clock }: Stage, { steps }: Plan, what: string): Promise<void> {
  const step = steps.find(
    ({ action }) =>
      (action.kind === "ask" && action.question === what) ||
      (action.kind === "verify" && action.what === what),
  );
  return clock.take(step?.takes ?? []);
}
