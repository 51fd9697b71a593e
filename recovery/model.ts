import type { EVENTS } from "../system/schema/objective";
import type { Action } from "./action";
import type { Condition } from "./condition";
import type { Basis, DurationRange } from "./durations";

/** What can go wrong. */
export type Event = (typeof EVENTS)[number];

/** What a person can have done about it, or do without anything being wrong. */
const VERBS = [
  "switchover",
  "failover",
  "rejoin",
  "restore",
  "drain",
  "stand-up",
  "roll-back",
  "scale",
  "degrade",
  "reroute",
  "wait",
] as const;
export type Verb = (typeof VERBS)[number];

/** The parts of a recovery time, in the order in which they pass. */
export const PHASES = ["detect", "decide", "execute", "warm up", "propagate"] as const;
export type Phase = (typeof PHASES)[number];

/** One reason why something takes as long as it does. */
export interface Term extends DurationRange {
  readonly phase: Phase;
  /** What takes it: a resource, a service, a store, a team. */
  readonly of: string;
  /** In words, such as "replica failover" or "3 probes, 5 seconds apart". */
  readonly what: string;
  readonly basis: Basis;
  readonly source: string;
  /** Day on which the source was last looked at; a declared value has none. */
  readonly asOf?: string;
  /** Why the range is no bound: something that it depends on is described nowhere. */
  readonly open?: string;
}

/** What undoes a step, or why nothing does. */
export type Reversal =
  | { readonly by: Action }
  | { readonly by: "nothing"; readonly because: string }
  /** It changes nothing, so there is nothing to undo. */
  | { readonly by: "no effect" };

/** One step of a recovery, as data: the runbook prints it, the drill rehearses it, the executor carries it out. */
export interface Step {
  /** Unique in its plan and the same whenever the plan is made anew: `promote-accounts-db`. */
  readonly id: string;
  /** As the runbook prints it: an instruction. */
  readonly title: string;
  /** Steps that have to be done before. */
  readonly needs: readonly string[];
  readonly action: Action;
  /** What can be observed when it has taken effect: how a rerun knows that it is done. */
  readonly done: Condition;
  readonly reversal: Reversal;
  /** It happens by itself, from the event on: nobody has to notice or decide first. */
  readonly automatic?: true;
  /** Their sum is how long the step takes. */
  readonly takes: readonly Term[];
  /** Services and stores that are back as soon as this step is done. */
  readonly restores?: readonly string[];
}

/** What stays to be done after a recovery, because it can wait. */
export interface Obligation {
  readonly title: string;
  /** The verb that does it, where one does. */
  readonly verb?: Verb;
  readonly because: string;
}

/** One reason why data is lost: the time between copies, the length of one, a lag. */
export type LossPart = Omit<Term, "phase">;

/** How much data is lost, in seconds of writes; nothing known is said as such, never as 0. */
export type Loss =
  | {
      /** The sum of its parts. */
      readonly seconds: DurationRange;
      readonly basis: Basis;
      readonly why: string;
      readonly parts: readonly LossPart[];
    }
  | { readonly seconds: "unknown"; readonly why: string };

/** A way from what has happened to a system that works: a graph of steps. */
export interface Plan {
  readonly system: string;
  readonly verb: Verb;
  /** What it answers; a verb used without anything being wrong has none. */
  readonly event?: Event;
  /** The zone, region, store or service it is about. */
  readonly of: string;
  readonly title: string;
  /** Before the first step: from the event until somebody or something knows. */
  readonly detection: readonly Term[];
  /** In an order in which each comes after what it needs. */
  readonly steps: readonly Step[];
  /** By store. */
  readonly loss: Readonly<Record<string, Loss>>;
  readonly obligations: readonly Obligation[];
}
