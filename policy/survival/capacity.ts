import { ofKinds, referrers } from "../../inventory/api-rules/references";
import { kindName } from "../../inventory/fields/rules";
import type { Resource } from "../../inventory/model";
import { numberAt, textAt, textsAt } from "../../inventory/values";
import { type PolicyContext, subjectOf } from "../context";
import type { Loss } from "./loss";
import { backendLinks } from "./needs";
import { remembered } from "./remember";
import type { Moment } from "./walk";

/** What is left of a service, against what its load needs. Reasons are texts; none means enough. */
export interface Capacity {
  readonly behind: (backendService: Resource) => string | undefined;
  readonly workers: () => string | undefined;
}

interface After {
  readonly context: PolicyContext;
  readonly loss: Loss;
  readonly moment: Moment;
  readonly broken: (resource: Resource) => string | undefined;
}

const GROUPS = ["compute.RegionInstanceGroupManager", "compute.InstanceGroupManager"];
const AUTOSCALERS = ["compute.RegionAutoscaler", "compute.Autoscaler"];
/** Where GKE is told the name of the endpoint groups that it makes. */
const NEG = "cloud.google.com/neg";

export function capacityOf(after: After, service: string): Capacity {
  const { context } = after;
  const needed = context.situation.services[service]?.needed ?? 1;
  return {
    behind: (backendService) =>
      enough(
        knownBackends(context, backendService.urn).map(({ group, zones, isOpen }) =>
          left(after, group, zones, isOpen),
        ),
        needed,
      ),
    workers: () =>
      enough(
        ofKinds(context.inventory, GROUPS)
          .filter((group) => subjectOf(context, group) === service)
          .map((group) => left(after, group, zonesOf(group), true)),
        1,
      ),
  };
}

/** Instances of one group that take requests, or why there are none. */
type Left = { readonly instances: number; readonly reason?: string };

function enough(groups: readonly Left[], needed: number): string | undefined {
  const sum = groups.reduce((total, { instances }) => total + instances, 0);
  if (sum >= needed) return undefined;
  const why = groups.flatMap(({ reason }) => reason ?? [])[0];
  const count = `${sum} of ${needed} needed instances are left`;
  return why === undefined ? count : `${count}: ${why}`;
}

function left(after: After, group: Resource, zones: readonly string[], isOpen: boolean): Left {
  if (!isOpen && after.moment === "at once") return { instances: 0 };
  const reason = after.broken(group);
  if (reason !== undefined) return { instances: 0, reason };
  const lost = zones.filter((zone) => after.loss.zones.has(zone)).length;
  const size = sizeOf(after, group);
  // Of what can't be spread evenly, the fuller zones are the lost ones.
  const instances =
    zones.length === 0 ? size : Math.max(0, size - Math.ceil(size / zones.length) * lost);
  return lost === 0
    ? { instances }
    : { instances, reason: `zone ${[...after.loss.zones].join(", ")} is gone` };
}

/** How many run now, or can once the autoscaler has grown them. */
function sizeOf({ context, moment }: After, group: Resource): number {
  const { inventory } = context;
  if (kindName(group.type) === "kubernetes:core.Service") return podsOf(context, group, moment);
  const [scaler] = referrers(group, "target", inventory, AUTOSCALERS);
  if (!scaler) return numberAt(group.inputs, "targetSize", 0) ?? 0;
  const policy = "autoscalingPolicy";
  const isOff = textAt(scaler.inputs, `${policy}.mode`, "ON") === "OFF";
  if (moment === "recovered") return numberAt(scaler.inputs, `${policy}.maxReplicas`, 0) ?? 0;
  return isOff ? 0 : (numberAt(scaler.inputs, `${policy}.minReplicas`, 0) ?? 0);
}

/** Pods behind a service in a cluster: those of the same name, in the same stack. */
function podsOf({ stacks }: PolicyContext, service: Resource, moment: Moment): number {
  const around = stacks.find(({ inventory }) => inventory.resources.includes(service));
  const same = (kind: string) =>
    around?.inventory.resources.find(
      ({ type, name }) => kindName(type) === kind && name === service.name,
    );
  const scaler = same("kubernetes:autoscaling.HorizontalPodAutoscaler");
  const replicas = numberAt(same("kubernetes:apps.Deployment")?.inputs, "spec.replicas");
  if (moment === "recovered") return numberAt(scaler?.inputs, "spec.maxReplicas") ?? replicas ?? 1;
  return replicas ?? numberAt(scaler?.inputs, "spec.minReplicas") ?? 1;
}

interface BackendGroup {
  readonly group: Resource;
  readonly zones: readonly string[];
  readonly isOpen: boolean;
}

const knownBackends = remembered((context, urn) => {
  const service = context.byUrn.get(urn);
  return service ? backendsOf(context, service) : [];
});

/** The groups behind a backend service; endpoint groups of all zones count as one. */
function backendsOf(context: PolicyContext, service: Resource): readonly BackendGroup[] {
  const found = new Map<string, BackendGroup>();
  for (const { link, isOpen } of backendLinks(service)) {
    const group = groupAt(context, link);
    if (!group) continue;
    const zone = /\/zones\/([^/]+)\//.exec(link)?.[1];
    const zones = zone === undefined ? zonesOf(group) : [zone];
    const before = found.get(group.urn)?.zones ?? [];
    found.set(group.urn, { group, isOpen, zones: [...new Set([...before, ...zones])] });
  }
  return [...found.values()];
}

/** A managed group by its link, or the service in a cluster whose endpoints GKE puts there. */
function groupAt({ inventory }: PolicyContext, link: string): Resource | undefined {
  const name = link.slice(link.lastIndexOf("/") + 1);
  return (
    ofKinds(inventory, GROUPS).find(({ inputs }) => textAt(inputs, "name") === name) ??
    ofKinds(inventory, ["kubernetes:core.Service"]).find(({ inputs }) =>
      (textOf(inputs, NEG) ?? "").includes(`"${name}"`),
    )
  );
}

/** An annotation; its name holds dots, so that no path leads to it. */
function textOf(inputs: Resource["inputs"], annotation: string): string | undefined {
  const metadata: unknown = inputs["metadata"];
  const annotations: unknown = Object(Object(metadata)["annotations"])[annotation];
  return typeof annotations === "string" ? annotations : undefined;
}

function zonesOf({ inputs }: Resource): readonly string[] {
  const zone = textAt(inputs, "zone");
  return zone === undefined ? textsAt(inputs, "distributionPolicyZones") : [zone];
}
