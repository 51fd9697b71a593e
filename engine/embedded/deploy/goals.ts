import type { Goal, Registry } from "../registry";
import { defaultInputs, defaultName, packageOf } from "./provider-host";
import { providerOf, typeOf } from "./state";

/** A registration with what its parent gives to its children where they say nothing themselves. */
export function inherited(goal: Goal, registry: Registry): Goal {
  const parent = goal.parent === undefined ? undefined : registry.get(goal.parent);
  if (parent === undefined) return goal;
  return {
    ...goal,
    deletedWith: goal.deletedWith ?? parent.deletedWith,
    protect: goal.protect ?? parent.protect,
    retainOnDelete: goal.retainOnDelete ?? parent.retainOnDelete,
    provider: goal.provider ?? (serves(parent.provider, goal) ? parent.provider : undefined),
  };
}

function serves(provider: string | undefined, goal: Goal): boolean {
  if (provider === undefined) return false;
  return !goal.custom || packageOf(typeOf(providerOf(provider).urn)) === packageOf(goal.type);
}

/** Which package's default provider a type or function belongs to, and how that is called. */
export function defaultProvider(type: string, version: string) {
  return { name: packageOf(type), urnName: defaultName(version) };
}

/** The registration of a package's default provider, which no program makes itself. */
export function defaultGoal(
  name: string,
  version: string,
  config: Readonly<Record<string, string>>,
): Goal {
  return {
    type: `pulumi:providers:${name}`,
    name: defaultName(version),
    custom: true,
    remote: false,
    parent: undefined,
    inputs: defaultInputs(name, version, config),
    dependencies: [],
    propertyDependencies: {},
    protect: undefined,
    retainOnDelete: undefined,
    ignoreChanges: [],
    additionalSecretOutputs: [],
    timeouts: undefined,
    provider: undefined,
    version: "",
    aliases: [],
    deletedWith: undefined,
    deleteBeforeReplace: undefined,
    replaceOnChanges: [],
    hooks: {},
    unsupported: [],
  };
}
