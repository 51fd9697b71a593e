import { onceFor } from "../../system/once";
import { nearest } from "../../system/nearest";
import { IMAGE, isImage } from "../../system/schema/service";
import type { Topology } from "../../topology/model";
import type { Event, Plan } from "../model";
import { badRelease } from "./bad-release";
import { dependencyLoss } from "./dependency-loss";
import { momentProblem } from "./moment";
import { overload } from "./overload";
import { primaryLoss } from "./region-loss";
import { isWayIn, reroute, waysIn } from "./reroute";
import { restoreOf } from "./restore";
import type { Setting } from "./setting";
import { standbyLoss } from "./standby-loss";
import { zoneLoss } from "./zone-loss";

/** What has happened, and to what. */
export interface Happened {
  readonly event: Event;
  /** The zone, region, store, service or third party it happened to; left out: the likeliest. */
  readonly of?: string;
  /** The region that shall take over; left out: the first that stands by. */
  readonly to?: string;
  /** The last moment at which all was well, ISO 8601: for deleted data. */
  readonly at?: string;
  /** The image before: for a bad release. */
  readonly previous?: string;
}

/** A plan, or everything that speaks against making one. */
export type Planned =
  | { readonly plan: Plan; readonly problems?: undefined }
  | { readonly plan?: undefined; readonly problems: readonly string[] };

/** The plan for an event. Pure: what is observed decides later which of its steps are done already. */
export function planFor(setting: Setting, happened: Happened): Planned {
  const { topology } = setting;
  const candidates = candidatesOf(topology, happened.event);
  const of = happened.of ?? candidates[0];
  if (of === undefined || candidates.length === 0) {
    return { problems: [`${happened.event} can't happen to this system`] };
  }
  const problems = [
    ...(candidates.includes(of) ? [] : [unknown(happened, of, candidates)]),
    ...asidesOf(happened),
  ];
  if (problems.length > 0) return { problems };
  switch (happened.event) {
    case "region-loss":
      return regionLoss(setting, happened, of);
    case "zone-loss":
      return { plan: zoneLoss(setting, of) };
    case "data-deletion":
      return {
        plan: restoreOf(setting, of, {
          to: happened.at ?? "the last moment at which all was well",
        }),
      };
    case "bad-release":
      return { plan: badRelease(setting, of, happened.previous ?? "the image before") };
    case "dependency-loss":
      return { plan: isWayIn(of) ? reroute(setting, of) : dependencyLoss(setting, of) };
    case "overload":
      return { plan: overload(setting, of) };
  }
}

/** Which events what is said beside belongs to: elsewhere it would be passed over without a word. */
const ASIDES = { to: "region-loss", at: "data-deletion", previous: "bad-release" } as const;

/** What is wrong with what is said beside the event. */
function asidesOf({ event, to, at, previous }: Happened): readonly string[] {
  const said = Object.entries({ to, at, previous }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  const strange = Object.entries(ASIDES).flatMap(([name, goesWith]) =>
    said.includes(name) && goesWith !== event
      ? [`--${name}  goes with ${goesWith}, and says nothing of ${event}; leave it out`]
      : [],
  );
  const moment = at === undefined ? undefined : momentProblem(at);
  const isNoImage = previous !== undefined && !isImage(previous);
  return [
    ...strange,
    ...(moment === undefined ? [] : [moment]),
    ...(isNoImage ? [`--previous  ${JSON.stringify(previous.slice(0, 80))} ${IMAGE}`] : []),
  ];
}

/** What each event can happen to; the first is what is meant when nothing is said. */
const CANDIDATES: Readonly<Record<Event, (topology: Topology) => readonly string[]>> = {
  "region-loss": ({ primary, regions }) => [
    primary,
    ...standing(regions).filter((name) => name !== primary),
  ],
  "zone-loss": ({ primary, regions }) =>
    [primary, ...standing(regions).filter((name) => name !== primary)].flatMap(
      (name) => regions[name]?.zones ?? [],
    ),
  "data-deletion": ({ system }) => Object.keys(system.data),
  "bad-release": ({ services }) => Object.keys(services),
  "dependency-loss": (topology) => {
    const { services, system } = topology;
    const called = Object.values(services).flatMap(({ spec }) =>
      spec.dependsOn.flatMap(({ service, external }) => service ?? external ?? []),
    );
    return [...new Set([...called, ...Object.keys(system.external), ...waysIn(topology)])];
  },
  overload: ({ services }) =>
    Object.values(services).flatMap(({ name, spec }) => (spec.load ? [name] : [])),
};

/** All that an event can happen to; the likeliest first. */
export function candidatesOf(topology: Topology, event: Event): readonly string[] {
  const known = candidates(topology);
  const found = known.get(event) ?? CANDIDATES[event](topology);
  known.set(event, found);
  return found;
}

const candidates = onceFor<Topology, Map<Event, readonly string[]>>(() => new Map());

function standing(regions: Topology["regions"]): readonly string[] {
  return Object.values(regions).flatMap(({ name, state }) => (state === "standing" ? [name] : []));
}

function regionLoss(setting: Setting, { to }: Happened, of: string): Planned {
  const { topology } = setting;
  const others = standing(topology.regions).filter((name) => name !== of);
  if (of !== topology.primary) return { plan: standbyLoss(setting, of) };
  const target = to ?? others[0];
  if (target === undefined) {
    return {
      problems: [
        `no other region stands, so nothing can take over from ${of}; stand one up: standby up REGION`,
      ],
    };
  }
  return others.includes(target)
    ? { plan: primaryLoss(setting, target) }
    : { problems: [`"${target}" is not one of the standing regions ${others.join(", ")}`] };
}

function unknown({ event }: Happened, of: string, candidates: readonly string[]): string {
  const meant = nearest(of, candidates);
  const hint = meant === undefined ? "" : `; did you mean "${meant}"?`;
  return `${event}: "${of}" is not one of ${candidates.join(", ")}${hint}`;
}
