import type { Cloud } from "../../cloud";
import { idOf } from "../../cloud";
import { at, isObject, type JsonObject } from "../../json";
import type { Kind } from "../../kind";
import type { CloudResource, Instant } from "../../model";
import { decidedAt, timingOf } from "../compute/check";
import type { Machine } from "../compute/machine";
import { blocksAt, numberAt, textAt } from "../lookup";
import { clusterOf, groupsOf, zonesOf } from "./service";

const DEPLOYMENT = "kubernetes:apps.Deployment";
const SCALER = "kubernetes:autoscaling.HorizontalPodAutoscaler";

/** How many pods of a deployment serve: as many as before until those that were asked for are up. */
interface Pods {
  readonly before: number;
  readonly wanted: number;
  readonly upAt: Instant;
}

const NONE: Pods = { before: 0, wanted: 0, upAt: 0 };

/** A deployment, whose pods take their time to come up. */
export const deployment: Kind = {
  kind: DEPLOYMENT,
  begun: (one, _before, cloud) => settle(one, cloud),
};

/** The autoscaler of a deployment's pods: nobody loads them here, so its least is what there is. */
export const podScaler: Kind = {
  kind: SCALER,
  begun: (scaler, _before, cloud) => {
    const target = textAt(scaler.properties, "spec.scaleTargetRef.name") ?? "";
    const name = [...scaler.name.split("/").slice(0, -1), target].join("/");
    const { project, location } = scaler;
    const found = cloud.find(idOf({ kind: DEPLOYMENT, project, location, name }));
    if (found) settle(found, cloud);
  },
};

/**
 * Pods that are up in a zone, as a load balancer's check has found them: those of a lost zone don't
 * answer, and are believed to until enough probes have failed.
 */
export function podMachines(
  group: CloudResource,
  check: CloudResource | undefined,
  cloud: Cloud,
): readonly Machine[] {
  const { name, location: zone } = group;
  const count = [...cloud.all("kubernetes:core.Service")]
    .filter((service) => groupsOf(service.properties).includes(name))
    .reduce((sum, service) => sum + inZone(service, zone, cloud), 0);
  const lost = cloud.faults.lostSince(zone);
  const seen = lost !== undefined && cloud.now >= foundOut(group, check, lost, cloud);
  return Array.from({ length: count }, (_, index): Machine => {
    const verdict = { healthy: !seen, since: lost ?? 0 };
    return {
      name: `${name}-${zone}-${index}`,
      zone,
      template: "",
      state: "running",
      since: 0,
      startedAt: 0,
      powered: lost === undefined,
      hung: false,
      answers: lost === undefined,
      answersSince: lost ?? 0,
      verdicts: check ? { [check.id]: verdict } : {},
    };
  });
}

function foundOut(
  { id }: CloudResource,
  check: CloudResource | undefined,
  lost: Instant,
  cloud: Cloud,
): Instant {
  if (!check) return lost;
  return decidedAt(timingOf(check), cloud.chance("probe", id), "silence", lost);
}

/** Pods of a deployment now. */
export function podsOf(one: CloudResource, cloud: Cloud): number {
  const { before, wanted, upAt } = stateOf(one, cloud);
  return cloud.now >= upAt ? wanted : Math.min(before, wanted);
}

/** Spread evenly over the zones of their cluster. */
function inZone(service: CloudResource, zone: string, cloud: Cloud): number {
  const zones = zonesOf(clusterOf(service, cloud), cloud);
  const place = zones.indexOf(zone);
  if (place < 0) return 0;
  return deploymentsOf(service, cloud).reduce((sum, one) => {
    const all = podsOf(one, cloud);
    return sum + Math.floor((all + zones.length - 1 - place) / zones.length);
  }, 0);
}

/** Deployments in the service's namespace whose pods it selects. */
function deploymentsOf(service: CloudResource, cloud: Cloud): readonly CloudResource[] {
  const selector = at(service.properties, "spec.selector");
  const wanted = Object.entries(isObject(selector) ? selector : {});
  const namespace = service.name.slice(0, service.name.lastIndexOf("/"));
  return [...cloud.all(DEPLOYMENT)].filter(({ name, project, location, properties }) => {
    const labels = at(properties, "spec.template.metadata.labels");
    return (
      project === service.project &&
      location === service.location &&
      name.startsWith(`${namespace}/`) &&
      wanted.every(([key, value]) => isObject(labels) && labels[key] === value)
    );
  });
}

function settle(one: CloudResource, cloud: Cloud): void {
  const wanted = wantedOf(one, cloud);
  const state = stateOf(one, cloud);
  if (wanted === state.wanted) return;
  const before = podsOf(one, cloud);
  const more = wanted > before;
  const upAt = more ? cloud.now + upIn(one, cloud) : cloud.now;
  cloud.table<Pods>("kubernetes.pods").put(one.id, { before, wanted, upAt });
}

function stateOf({ id }: CloudResource, cloud: Cloud): Pods {
  return cloud.table<Pods>("kubernetes.pods").get(id) ?? NONE;
}

/** What is written out, as a deployment that waits has it, comes before its autoscaler's least. */
function wantedOf({ properties, project, location, name }: CloudResource, cloud: Cloud): number {
  const scaler = cloud.find(idOf({ kind: SCALER, project, location, name }));
  return (
    numberAt(properties, "spec.replicas") ?? numberAt(scaler?.properties, "spec.minReplicas") ?? 1
  );
}

/** Until new pods serve: decided, given room, booted, and ready for as long as is asked for. */
function upIn({ id, properties }: CloudResource, cloud: Cloud): number {
  const lasts = (line: string) => cloud.lasts(line, id, cloud.now);
  const ready = numberAt(properties, "spec.minReadySeconds") ?? 0;
  return lasts("pods.decide") + lasts("nodes.provision") + (bootOf(properties) + ready) * 1000;
}

/** A pod may take half again its boot time before it is given up: so much is known of that time. */
function bootOf(properties: JsonObject): number {
  const [container] = blocksAt(properties, "spec.template.spec.containers");
  const period = numberAt(container, "startupProbe.periodSeconds") ?? 0;
  const tries = numberAt(container, "startupProbe.failureThreshold") ?? 0;
  return (period * tries) / 1.5;
}
