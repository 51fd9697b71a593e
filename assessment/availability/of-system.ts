import { hardClosure } from "../../recovery/plan/back";
import type { Topology } from "../../topology/model";
import type { Seconds } from "../../system/units";
import { groupIn, regionOf } from "./groups";
import { type Beliefs, type Part, Parts } from "./parts";
import { releasesEverywhere, releasesIn } from "./releases";
import { servingRegions } from "./serving";
import { regionOfStore, storeIn } from "./stores";
import { all, any, type Structure } from "./structure";
import { downtimeAfter } from "./takeover";

/** When all of some services and stores work, and what that rests on. */
export interface Model {
  readonly structure: Structure;
  readonly parts: readonly Part[];
}

/**
 * The availability of what is described, as a structure of its parts. Zones and regions are common
 * causes; a group needs so many of its machines; what is shared stands once. What recovers isn't
 * down for as long as its zone or region is, but for as long as its recovery plan takes: that is a
 * part in series, once for all that recovers together.
 */
export function modelOf(beliefs: Beliefs, names: readonly string[]): Model {
  const { topology } = beliefs;
  const parts = new Parts();
  const closure = hardClosure(topology, names);
  const moves = regionsLeft(beliefs, names);
  const structure = all(
    ...entrances(beliefs, parts, closure),
    ...closure.map((name) => own(beliefs, parts, name, moves)),
    ...regionTakeovers(beliefs, parts, moves),
    ...zoneTakeovers(beliefs, parts, names),
    ...closure.flatMap((name) => releasesEverywhere(beliefs, parts, name)),
    ...externals(beliefs, parts, closure),
  );
  return { structure, parts: parts.all() };
}

/** For each standing region, how long its loss lasts for users; none where nothing takes over. */
type Moves = ReadonlyMap<string, Seconds | undefined>;

function regionsLeft(beliefs: Beliefs, names: readonly string[]): Moves {
  return new Map(
    standing(beliefs.topology).map((of) => [
      of,
      downtimeAfter(beliefs, { event: "region-loss", of }, names),
    ]),
  );
}

function standing({ regions }: Topology): readonly string[] {
  return Object.values(regions).flatMap(({ name, state }) => (state === "standing" ? [name] : []));
}

function own(beliefs: Beliefs, parts: Parts, name: string, moves: Moves): Structure {
  const { topology } = beliefs;
  const region = (place: string) => regionOf(beliefs, parts, place);
  /** Its region, or another one, if losing that is recovered from. */
  const orAnother = (home: string) =>
    moves.get(home) === undefined ? region(home) : any(...standing(topology).map(region));
  if (!topology.services[name]) {
    const home = regionOfStore(topology, name);
    const inside = storeIn(beliefs, parts, name);
    return home === undefined ? inside : all(orAnother(home), inside);
  }
  const serving = servingRegions(topology, name).flatMap((place) => {
    const part = topology.regions[place];
    const group = part ? groupIn(beliefs, parts, name, part) : undefined;
    return group ? [{ place, group }] : [];
  });
  const [only, ...others] = serving;
  // What runs nowhere works never; a service in a planned region alone is one.
  if (!only) return any();
  return others.length > 0
    ? any(
        ...serving.map(({ place, group }) =>
          all(region(place), group, ...releasesIn(beliefs, parts, name, place)),
        ),
      )
    : all(orAnother(only.place), only.group);
}

function regionTakeovers(beliefs: Beliefs, parts: Parts, moves: Moves): readonly Structure[] {
  const often = beliefs.frequencies("region.loss");
  return [...moves].flatMap(([place, seconds]) =>
    seconds ? [parts.failing(`takeover from ${place}`, often, seconds)] : [],
  );
}

/** What waits for its zone isn't taken over by anything: that zone stands in the structure already. */
function zoneTakeovers(
  beliefs: Beliefs,
  parts: Parts,
  names: readonly string[],
): readonly Structure[] {
  const { topology, durations, frequencies } = beliefs;
  const outage = durations("zone.outage").expected;
  return standing(topology)
    .flatMap((place) => topology.regions[place]?.zones ?? [])
    .flatMap((zone) => {
      const seconds = downtimeAfter(beliefs, { event: "zone-loss", of: zone }, names);
      return seconds !== undefined && seconds > 0 && seconds < outage
        ? [parts.failing(`takeover from ${zone}`, frequencies("zone.loss"), seconds)]
        : [];
    });
}

function externals({ topology }: Beliefs, parts: Parts, closure: readonly string[]): Structure[] {
  const called = closure.flatMap((name) =>
    (topology.services[name]?.spec.dependsOn ?? []).flatMap(({ external, as }) =>
      as === "hard" && external !== undefined ? [external] : [],
    ),
  );
  return [...new Set(called)].flatMap((name) => {
    const third = topology.system.external[name];
    if (!third) return [];
    const why = "as its makers promise, described";
    return [parts.add({ id: name, availability: third.availability, why, basis: "declared" })];
  });
}

function entrances(beliefs: Beliefs, parts: Parts, closure: readonly string[]): Structure[] {
  const promise = beliefs.published("load-balancer");
  const asked = closure.flatMap((name) => beliefs.topology.services[name] ?? []);
  return [
    ...(asked.some(({ spec }) => spec.public) ? ["the public load balancer"] : []),
    ...(asked.some(({ spec }) => !spec.public && spec.runs.on !== "workers")
      ? ["the internal load balancer"]
      : []),
  ].map((id) => parts.promised(id, promise));
}
