import { kindName } from "../../inventory/fields/rules";
import type { Resource } from "../../inventory/model";
import { textAt } from "../../inventory/values";
import { isLost, type PolicyContext, regionOf } from "../context";

/** Something that may be gone all at once. */
export interface Loss {
  readonly kind: "zone" | "region" | "key" | "resource" | "product" | "project";
  /** A zone, a region, `kind name` of a resource, or a product's name. */
  readonly name: string;
  /** URNs of what goes with it. */
  readonly gone: ReadonlySet<string>;
  readonly zones: ReadonlySet<string>;
  /** The region that is gone. */
  readonly region?: string;
  /** The resource that is gone, where it is one alone. */
  readonly resource?: Resource;
}

const KEYS = ["kms.CryptoKey"];
/** Products that hold users' way in, by what all forwarding rules of one have alike. */
const PRODUCTS: Readonly<Record<string, string>> = {
  EXTERNAL_MANAGED: "global external load balancer",
  INTERNAL_MANAGED: "cross-region internal load balancer",
};

/** Every loss that the stacks are held against. A region that is lost already is none. */
export function lossesOf(context: PolicyContext): readonly Loss[] {
  const regions = Object.keys(context.situation.regions).filter(
    (region) => !isLost(context, region),
  );
  return [
    ...regions.flatMap((region) =>
      (context.situation.regions[region]?.zones ?? []).map((zone) => zoneLoss(context, zone)),
    ),
    ...regions.map((region) => regionLoss(context, region)),
    ...productLosses(context),
    ...context.inventory.resources.filter(({ custom }) => custom).map(resourceLoss),
    projectLoss(context),
  ];
}

function zoneLoss({ inventory }: PolicyContext, zone: string): Loss {
  const gone = inventory.resources.filter(({ inputs }) =>
    ["zone", "location"].some((path) => textAt(inputs, path) === zone),
  );
  return { kind: "zone", name: zone, gone: urnsOf(gone), zones: new Set([zone]) };
}

function regionLoss(context: PolicyContext, region: string): Loss {
  const zones = context.situation.regions[region]?.zones ?? [];
  const gone = context.stacks.flatMap((stack) =>
    stack.inventory.resources.filter(
      (resource) =>
        regionOf(resource) === region || (isInCluster(resource) && stack.region === region),
    ),
  );
  return { kind: "region", name: region, gone: urnsOf(gone), zones: new Set(zones), region };
}

/** What runs in a cluster has no region of its own. */
export function isInCluster({ type }: Resource): boolean {
  return type.startsWith("kubernetes:") && !type.startsWith("kubernetes:provider");
}

function productLosses({ inventory }: PolicyContext): Loss[] {
  return Object.entries(PRODUCTS).flatMap(([scheme, name]) => {
    const rules = inventory.resources.filter(
      ({ type, inputs }) =>
        kindName(type) === "compute.GlobalForwardingRule" &&
        textAt(inputs, "loadBalancingScheme", "EXTERNAL") === scheme,
    );
    if (rules.length === 0) return [];
    return [{ kind: "product" as const, name, gone: urnsOf(rules), zones: new Set<string>() }];
  });
}

function resourceLoss(resource: Resource): Loss {
  const kind = KEYS.includes(kindName(resource.type)) ? ("key" as const) : ("resource" as const);
  return {
    kind,
    name: `${resource.type.slice(resource.type.lastIndexOf(":") + 1)} ${resource.name}`,
    gone: new Set([resource.urn]),
    zones: new Set(),
    resource,
  };
}

function projectLoss({ inventory }: PolicyContext): Loss {
  return {
    kind: "project",
    name: "the Google Cloud project",
    gone: urnsOf(inventory.resources),
    zones: new Set(),
  };
}

function urnsOf(resources: readonly Resource[]): ReadonlySet<string> {
  return new Set(resources.map(({ urn }) => urn));
}
