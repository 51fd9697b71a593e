import type { Topology } from "../../topology/model";
import { formatDuration, type Seconds } from "../../system/units";
import { hardClosure } from "../../recovery/plan/back";
import { downtime, PERIODS } from "../availability/downtime";
import type { Finding } from "../objectives/finding";
import type { Lint } from "./lint";

/** Objectives that can't be right at the same time. */
export function contradictions(topology: Topology, findings: readonly Finding[]): readonly Lint[] {
  return [
    ...findings.flatMap((finding) => tighterThanNeeds(topology, findings, finding)),
    ...findings.flatMap((finding) => regionBeforeZone(findings, finding)),
    ...availabilities(topology),
    ...budgets(topology, findings),
  ];
}

/** Nothing is back before what it can't do without. */
function tighterThanNeeds(
  topology: Topology,
  findings: readonly Finding[],
  { of, kind, event, metric, objective }: Finding,
): Lint[] {
  if (metric !== "rto" || kind !== "service" || !objective) return [];
  const needs = hardClosure(topology, [of]).slice(1);
  return findings.flatMap((other): Lint[] => {
    const same = other.metric === "rto" && other.event === event && needs.includes(other.of);
    if (!same || !other.objective || other.objective.seconds <= objective.seconds) return [];
    const message =
      `"${formatDuration(objective.seconds)}" is asked of ${of}, which can't do without ${other.of}, ` +
      `of which ${other.objective.path} asks "${formatDuration(other.objective.seconds)}"; make them agree`;
    return [{ is: "wrong", path: objective.path, message }];
  });
}

function regionBeforeZone(
  findings: readonly Finding[],
  { of, event, metric, objective }: Finding,
): Lint[] {
  if (event !== "region-loss" || !objective) return [];
  const zone = findings.find(
    (other) => other.of === of && other.metric === metric && other.event === "zone-loss",
  )?.objective;
  if (!zone || zone.seconds <= objective.seconds) return [];
  const message =
    `"${formatDuration(objective.seconds)}" for the loss of a region is less than the ` +
    `"${formatDuration(zone.seconds)}" of ${zone.path} for that of a zone; a region has all its zones`;
  return [{ is: "wrong", path: objective.path, message }];
}

/** A service is at most as available as what it can't do without. */
function availabilities(topology: Topology): Lint[] {
  const { objectives, external } = topology.system;
  const asked = (of: string) =>
    objectives.flatMap((one) =>
      "availability" in one && one.of === of ? one.availability : [],
    )[0];
  return objectives.flatMap((objective, index): Lint[] => {
    if (!("availability" in objective) || !topology.services[objective.of]) return [];
    const services = hardClosure(topology, [objective.of]);
    const thirds = services.flatMap((name) => hardExternals(topology, name));
    const needs = [
      ...services.slice(1).map((name) => [name, asked(name)] as const),
      ...thirds.map((name) => [name, external[name]?.availability] as const),
    ];
    return needs.flatMap(([name, share]): Lint[] => {
      if (share === undefined || share >= objective.availability) return [];
      const message = `"${percent(objective.availability)}" is more than the ${percent(share)} of ${name}, which it can't do without; lower it, or make the dependency soft`;
      return [{ is: "wrong", path: `objectives[${index}].availability`, message }];
    });
  });
}

function hardExternals({ services }: Topology, name: string): readonly string[] {
  return (services[name]?.spec.dependsOn ?? []).flatMap(({ external, as }) =>
    external !== undefined && as === "hard" ? [external] : [],
  );
}

/** An availability leaves a time in a year, and one loss of a region may take all of it. */
function budgets({ system }: Topology, findings: readonly Finding[]): Lint[] {
  return system.objectives.flatMap((objective, index): Lint[] => {
    if (!("availability" in objective)) return [];
    const left = downtime(objective.availability, PERIODS.year);
    const longest = longestLoss(findings, objective.of);
    if (!longest || longest.seconds <= left) return [];
    const message =
      `"${percent(objective.availability)}" leaves ${formatDuration(left)} a year, and one loss of a region ` +
      `keeps ${longest.of} away for ${formatDuration(longest.seconds)}: in such a year it isn't met`;
    return [{ is: "note", path: `objectives[${index}].availability`, message }];
  });
}

function longestLoss(
  findings: readonly Finding[],
  of: string,
): { of: string; seconds: Seconds } | undefined {
  const about = findings.flatMap((finding) => {
    const { estimate, kind, event, metric } = finding;
    const asked = of === "system" ? kind === "service" : finding.of === of;
    const isLoss = event === "region-loss" && metric === "rto" && estimate.is === "known";
    return asked && isLoss ? [{ of: finding.of, seconds: estimate.expected.seconds }] : [];
  });
  return about.sort((one, other) => other.seconds - one.seconds)[0];
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(12))} %`;
}
