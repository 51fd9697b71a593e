import { kindName } from "../inventory/fields/rules";
import { ofKinds } from "../inventory/api-rules/references";
import type { Inventory, Resource } from "../inventory/model";
import { textAt } from "../inventory/values";
import type { Situation } from "./situation";

/** What one region's stack registers. */
export interface StackInventory {
  readonly region: string;
  readonly inventory: Inventory;
}

/** What rules look at. */
export interface PolicyContext {
  readonly situation: Situation;
  readonly stacks: readonly StackInventory[];
  /** The resources of all stacks in one, so that references from one stack to another are found. */
  readonly inventory: Inventory;
  readonly byUrn: ReadonlyMap<string, Resource>;
}

export function contextOf(stacks: readonly StackInventory[], situation: Situation): PolicyContext {
  const resources = stacks.flatMap(({ inventory }) => inventory.resources);
  const { project = "" } = stacks[0]?.inventory ?? {};
  return {
    ...{ situation, stacks },
    inventory: { project, stack: situation.system, resources, outputs: {} },
    byUrn: new Map(resources.map((resource) => [resource.urn, resource])),
  };
}

/** All resources of some kinds, such as `compute.Firewall`, in all stacks. */
export function every({ inventory }: PolicyContext, kinds: readonly string[]): readonly Resource[] {
  return ofKinds(inventory, kinds);
}

/** The same without those of lost regions: what is gone or fenced keeps what it had. */
export function trusted(context: PolicyContext, kinds: readonly string[]): readonly Resource[] {
  return every(context, kinds).filter((resource) => !isLost(context, regionOf(resource)));
}

export function isLost({ situation }: PolicyContext, region: string | undefined): boolean {
  return region !== undefined && situation.regions[region]?.state === "lost";
}

export function standingRegions({ situation }: PolicyContext): readonly string[] {
  return Object.keys(situation.regions).filter(
    (region) => situation.regions[region]?.state === "standing",
  );
}

/** Their location is where objects or copies are kept, not what they go down with. */
const KEPT_ELSEWHERE = ["storage.Bucket", "gkebackup.BackupPlan"];

/** Where a resource is; none if it is global, or spread over regions. */
export function regionOf({ inputs, type }: Resource): string | undefined {
  const region = textAt(inputs, "region");
  if (region !== undefined) return region.slice(region.lastIndexOf("/") + 1);
  const zone = textAt(inputs, "zone");
  if (zone !== undefined) return regionOfZone(zone.slice(zone.lastIndexOf("/") + 1));
  const place = KEPT_ELSEWHERE.includes(kindName(type)) ? undefined : textAt(inputs, "location");
  return place !== undefined && /^[a-z]+-[a-z]+\d+$/.test(place) ? place : undefined;
}

/** `us-east1` of `us-east1-b`. */
export function regionOfZone(zone: string): string {
  return zone.slice(0, zone.lastIndexOf("-"));
}

/**
 * The described service or data store that a resource belongs to: its own name, or that of a
 * component around it, begins with it; of several the longest.
 */
export function subjectOf(context: PolicyContext, resource: Resource): string | undefined {
  const known = subjects.get(context) ?? new Map<string, string | undefined>();
  subjects.set(context, known);
  if (!known.has(resource.urn)) known.set(resource.urn, findSubject(context, resource));
  return known.get(resource.urn);
}

/** Several rules ask for the subject of the same resource. */
const subjects = new WeakMap<PolicyContext, Map<string, string | undefined>>();

function findSubject(context: PolicyContext, resource: Resource): string | undefined {
  const { system, services, data } = context.situation;
  const described = [...Object.keys(services), ...Object.keys(data)];
  for (let at: Resource | undefined = resource; at; at = parentOf(context, at)) {
    const name = at.name.startsWith(`${system}-`) ? at.name.slice(system.length + 1) : at.name;
    const [longest] = described
      .filter((word) => name === word || name.startsWith(`${word}-`))
      .sort((a, b) => b.length - a.length);
    if (longest !== undefined) return longest;
  }
  return undefined;
}

function parentOf({ byUrn }: PolicyContext, { parent }: Resource): Resource | undefined {
  return parent === undefined ? undefined : byUrn.get(parent);
}
