import { regionOf } from "../address";
import type { Cloud } from "../cloud";
import { effective } from "../kinds/effective";
import { failsUsers } from "../kinds/compute/answers";
import { rateOf } from "../kinds/compute/application";
import { type Machine, machinesOf } from "../kinds/compute/machine";
import { blocksAt, byLink, numberAt, textsAt } from "../kinds/lookup";
import type { JsonObject } from "../json";
import type { CloudResource } from "../model";

/** One backend of a service as its load balancer sees it now. */
export interface Backend {
  readonly group: string;
  readonly region: string;
  /** Requests a second that the load balancer gives it before it looks elsewhere. */
  readonly capacity: number;
  /** Machines it is believed to have: those that get requests, and of them those that don't answer. */
  readonly machines: readonly Machine[];
  readonly dead: number;
  /** Requests a second that a machine is declared for, and that it really answers. */
  readonly perInstance: number;
  readonly rate: number;
}

/** The backends of a service that are open and have a machine that is believed to be healthy. */
export function backendsOf(cloud: Cloud, service: CloudResource): readonly Backend[] {
  const settings = effective(service);
  if (!settings) return [];
  const check = byLink(cloud, textsAt(settings, "healthChecks")[0]);
  return blocksAt(settings, "backends").flatMap((given) => {
    const group = byLink(cloud, given["group"]);
    const scaler = numberAt(given, "capacityScaler") ?? 1;
    if (!group || scaler === 0) return [];
    const healthy = machinesOf(cloud, group).filter(
      ({ verdicts }) => verdicts[check?.id ?? ""]?.healthy,
    );
    const active = withoutOutliers(cloud, settings, healthy);
    return active.length === 0 ? [] : [backendOf(cloud, group, given, scaler, active)];
  });
}

function backendOf(
  cloud: Cloud,
  group: CloudResource,
  given: JsonObject,
  scaler: number,
  machines: readonly Machine[],
): Backend {
  const perInstance =
    numberAt(given, "maxRatePerInstance") ??
    numberAt(given, "maxRatePerEndpoint") ??
    Number.POSITIVE_INFINITY;
  const whole = numberAt(given, "maxRate") ?? Number.POSITIVE_INFINITY;
  return {
    group: group.id,
    region: regionOf(group.location),
    capacity: Math.min(whole, perInstance * machines.length) * scaler,
    machines,
    dead: machines.filter((machine) => !machine.answers || failsUsers(cloud, machine)).length,
    perInstance,
    rate: rateOf(cloud, machines[0]?.template ?? "") ?? perInstance,
  };
}

/**
 * Outlier detection, roughly: a machine that has failed for an interval is left out, as
 * far as the share that may be left out allows. Assumes that requests enough for a verdict came.
 */
function withoutOutliers(
  cloud: Cloud,
  settings: JsonObject,
  machines: readonly Machine[],
): readonly Machine[] {
  const detection = blocksAt(settings, "outlierDetection")[0];
  if (!detection) return machines;
  const interval = (numberAt(detection, "interval.seconds") ?? 10) * 1000;
  const percent = numberAt(detection, "maxEjectionPercent") ?? 10;
  let left = Math.floor((percent / 100) * machines.length);
  return machines.filter(({ answers, answersSince }) => {
    if (answers || cloud.now < answersSince + interval || left === 0) return true;
    left -= 1;
    return false;
  });
}
