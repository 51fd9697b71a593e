import type { PolicyResource } from "@pulumi/policy";
import { type Inventory, type Resource, UNKNOWN } from "../../inventory/model";
import { timeoutsOf } from "../../inventory/timeouts";

/**
 * What Pulumi shows a policy pack, as the inventory that all rules read. Before a deployment an
 * existing resource shows everything that it has, a new one what the program gives it.
 */
export function registered(resources: readonly PolicyResource[]): Inventory {
  const [, stack = "", project = ""] =
    /^urn:pulumi:([^:]*)::([^:]*)::/.exec(resources[0]?.urn ?? "") ?? [];
  return { project, stack, resources: resources.map(toResource), outputs: {} };
}

function toResource(shown: PolicyResource): Resource {
  const { urn, type, name, opts, parent } = shown;
  const { createSeconds, updateSeconds, deleteSeconds } = opts.customTimeouts;
  const timeouts = timeoutsOf({
    create: createSeconds,
    update: updateSeconds,
    delete: deleteSeconds,
  });
  return {
    ...{ urn, type, name },
    custom: !isComponent(type),
    ...(parent ? { parent: parent.urn } : {}),
    inputs: Object.fromEntries(entriesOf(shown.props)),
    dependencies: shown.dependencies.map((needed) => needed.urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(shown.propertyDependencies).map(([input, needed]) => [
        input,
        needed.map((one) => one.urn),
      ]),
    ),
    protect: opts.protect,
    retainOnDelete: false, // Pulumi doesn't show it, and no rule asks.
    ignoreChanges: opts.ignoreChanges,
    ...(timeouts ? { timeouts } : {}),
  };
}

/** Pulumi doesn't say which it is. Providers' tokens have a module with a slash, or are Kubernetes'. */
function isComponent(type: string): boolean {
  return type.startsWith("standby:") || type === "pulumi:pulumi:Stack";
}

/** Asking Pulumi for a value that isn't known yet throws. */
function entriesOf(block: object): [string, unknown][] {
  return Object.keys(block).map((key) => [key, known(() => Reflect.get(block, key))]);
}

function known(ask: () => unknown): unknown {
  let value: unknown;
  try {
    value = ask();
  } catch (error) {
    if (error instanceof Error && / can't be known during preview/.test(error.message))
      return UNKNOWN;
    throw error;
  }
  if (Array.isArray(value)) {
    const items: object = value;
    return Array.from({ length: value.length }, (_, index) =>
      known(() => Reflect.get(items, index)),
    );
  }
  return typeof value === "object" && value !== null ? Object.fromEntries(entriesOf(value)) : value;
}
