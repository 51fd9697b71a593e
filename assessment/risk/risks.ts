import type { Basis } from "../../recovery/durations";
import { backAfter, hardClosure } from "../../recovery/plan/back";
import { candidatesOf, planFor } from "../../recovery/plan/plan-for";
import { EVENTS } from "../../system/schema/objective";
import type { Event } from "../../recovery/model";
import type { Seconds } from "../../system/units";
import type { Beliefs } from "../availability/parts";
import { commonShare, exposedTo } from "../availability/releases";
import { badMinutes } from "./bad-minutes";
import { frequencyOf } from "./frequency";
import { type Cell, cellOf, type Consequence, type Likelihood, type Matrix } from "./matrix";
import { consequenceOf, likelihoodOf } from "./scale";

/** One thing that can happen to the system, as the model sees it. */
export interface Risk {
  readonly event: Event;
  /** The zone, region, store, service or third party. */
  readonly of: string;
  readonly perYear: number;
  /** Where the frequency comes from. */
  readonly often: { readonly basis: Basis; readonly source: string };
  /** How long users are without it each time, out of the plan, expected; none: nothing brings it back. */
  readonly lasts: Seconds | undefined;
  /** Share of users, or of worth, that it hits. */
  readonly share: number;
  /** Minutes a year; none where nobody knows how long it lasts. */
  readonly badMinutes: number | undefined;
  readonly likelihood: Likelihood;
  readonly consequence: Consequence;
  readonly cell: Cell;
}

/** Something that users miss together, and the share of their worth that goes with it. */
interface Missed {
  readonly names: readonly string[];
  readonly share: number;
}

/** All that can happen to what users see, the most bad minutes first; the unknown before all. */
export function risksOf(
  beliefs: Beliefs,
  names: readonly string[],
  matrix: Matrix,
): readonly Risk[] {
  const missed = missedWith(beliefs, names);
  const risks = EVENTS.flatMap((event) =>
    candidatesOf(beliefs.topology, event).flatMap(
      (of) => riskOf(beliefs, missed, matrix, event, of) ?? [],
    ),
  );
  const weight = ({ badMinutes: minutes }: Risk) => minutes ?? Infinity;
  return risks.sort((a, b) => compare(weight(b), weight(a)) || compare(a.of, b.of));
}

/** What users come for, and what that only works worse without. */
function missedWith({ topology }: Beliefs, names: readonly string[]): readonly Missed[] {
  const soft = names.flatMap((name) =>
    (topology.services[name]?.spec.dependsOn ?? []).flatMap(({ service, as, loses = 0 }) =>
      as === "soft" && service !== undefined && loses > 0
        ? [{ names: [service], share: loses }]
        : [],
    ),
  );
  return [{ names, share: 1 }, ...soft];
}

function riskOf(
  beliefs: Beliefs,
  missed: readonly Missed[],
  matrix: Matrix,
  event: Event,
  of: string,
): Risk | undefined {
  const often = frequencyOf(beliefs, event, of);
  const hit = missed.filter((one) => touches(beliefs, event, of, one.names));
  if (often.value === 0 || hit.length === 0) return undefined;
  const exposed = shareOf(beliefs, event, of);
  const outages = hit.map(({ names, share }) => ({
    seconds: lengthOf(beliefs, names, event, of),
    share: share * exposed,
  }));
  const lasts = outages.some(({ seconds }) => seconds === undefined)
    ? undefined
    : Math.max(...outages.map(({ seconds = 0 }) => seconds));
  const likelihood = likelihoodOf(often.value);
  const consequence = consequenceOf(lasts);
  return {
    ...{ event, of, perYear: often.value, lasts, likelihood, consequence },
    share: Math.max(...outages.map(({ share }) => share)),
    often: { basis: often.basis, source: often.source },
    badMinutes: lasts === undefined ? undefined : minutesOf(often.value, outages),
    cell: cellOf(matrix, likelihood, consequence),
  };
}

/** While all is down, nothing more is lost with a part of it: that counts for the time it is down longer. */
function minutesOf(
  perYear: number,
  outages: readonly { readonly seconds: Seconds | undefined; readonly share: number }[],
): number {
  const [first, ...others] = outages;
  const { seconds: whole = 0, share = 0 } = first ?? {};
  const takings = [
    { mend: whole, share },
    ...others.map((one) => ({ mend: Math.max(0, (one.seconds ?? 0) - whole), share: one.share })),
  ];
  return takings.reduce((sum, one) => sum + badMinutes({ perYear, detect: 0, ...one }), 0);
}

/** Places concern all; the rest, who can't work without it. */
function touches(
  { topology }: Beliefs,
  event: Event,
  of: string,
  names: readonly string[],
): boolean {
  if (event === "zone-loss" || event === "region-loss") return true;
  const closure = hardClosure(topology, names);
  if (event !== "dependency-loss") return closure.includes(of);
  return closure.some((name) =>
    topology.services[name]?.spec.dependsOn.some(({ external }) => external === of),
  );
}

/** From the event until users have it back: detection and decision are in the plan. */
function lengthOf(
  { topology, durations }: Beliefs,
  names: readonly string[],
  event: Event,
  of: string,
): Seconds | undefined {
  const { plan } = planFor({ topology, durations }, { event, of });
  // Nothing takes over, so it lasts as long as the region is gone.
  if (!plan) return event === "region-loss" ? durations("region.outage").expected : undefined;
  const asked = event === "data-deletion" ? [of] : names;
  const back = backAfter(plan, topology, asked, "expected");
  if ("missing" in back) return undefined;
  return "path" in back ? back.path.seconds : 0;
}

/**
 * A canary meets a share of the users, and what one region has alone the others stand in for; a soft
 * third party takes a share of the worth.
 */
function shareOf(beliefs: Beliefs, event: Event, of: string): number {
  const { topology } = beliefs;
  if (event === "bad-release") return exposedTo(beliefs, of) * commonShare(topology, of);
  if (event !== "dependency-loss") return 1;
  const called = Object.values(topology.services).flatMap(({ spec }) =>
    spec.dependsOn.filter(({ external }) => external === of),
  );
  return Math.max(0, ...called.map(({ as, loses = 0 }) => (as === "hard" ? 1 : loses)));
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
