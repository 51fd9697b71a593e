import { criticalPath } from "../../recovery/plan/critical-path";
import { planFor } from "../../recovery/plan/plan-for";
import type { Topology } from "../../topology/model";
import type { Beliefs, Parts } from "./parts";
import { servingRegions } from "./serving";
import type { Structure } from "./structure";
import { downtimeAfter } from "./takeover";

/**
 * What bad releases of a service take from all its regions at once. The beta-factor model of common
 * causes: a described share of them strikes everywhere, the rest one region alone, which the others
 * stand in for. Source of the model: K. N. Fleming, "A reliability model for common mode failures in
 * redundant safety systems", 1975.
 */
export function releasesEverywhere(
  beliefs: Beliefs,
  parts: Parts,
  name: string,
): readonly Structure[] {
  return releasesOf(beliefs, parts, name, commonShare(beliefs.topology, name));
}

/** What they take from one region alone; nothing where all of them strike everywhere. */
export function releasesIn(
  beliefs: Beliefs,
  parts: Parts,
  name: string,
  region: string,
): readonly Structure[] {
  return releasesOf(beliefs, parts, name, 1 - commonShare(beliefs.topology, name), region);
}

/** Share of a service's bad releases that strikes all its users, whatever region they go to; 0 to 1. */
export function commonShare(topology: Topology, name: string): number {
  const release = topology.services[name]?.spec.release;
  return servingRegions(topology, name).length > 1 ? (release?.common ?? 1) : 1;
}

/**
 * Share of the users that a bad release meets over all its time: of a canary a share, and where one
 * region after the other goes back, those of the first only until then; users are taken to be as many
 * in each region.
 */
export function exposedTo({ topology, durations }: Beliefs, name: string): number {
  const release = topology.services[name]?.spec.release;
  const first = release?.strategy === "canary" ? (release.canary ?? 1) : 1;
  const { plan } = planFor({ topology, durations }, { event: "bad-release", of: name });
  const serving = servingRegions(topology, name);
  const ends = (plan?.steps ?? []).flatMap((step) => {
    const back = serving.some((region) => step.id === `roll-back-${region}`);
    return plan && back ? [criticalPath(plan, "expected", step.id).seconds] : [];
  });
  const last = Math.max(0, ...ends);
  if (last === 0) return first;
  return (first * ends.reduce((sum, end) => sum + end, 0)) / (ends.length * last);
}

function releasesOf(
  beliefs: Beliefs,
  parts: Parts,
  name: string,
  share: number,
  region?: string,
): readonly Structure[] {
  const release = beliefs.topology.services[name]?.spec.release;
  if (!release?.perYear || share === 0) return [];
  const bad = beliefs.frequencies("release.bad");
  const seconds = downtimeAfter(beliefs, { event: "bad-release", of: name }, [name]) ?? 0;
  const exposed = exposedTo(beliefs, name);
  const often = { ...bad, value: bad.value * release.perYear * share };
  const where = region === undefined ? "" : ` in ${region} alone`;
  const what = share === 1 || region !== undefined ? "" : " in all regions at once";
  return [parts.failing(`bad releases of ${name}${where}${what}`, often, seconds, exposed)];
}
