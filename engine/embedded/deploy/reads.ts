import { UNKNOWN } from "../../../inventory/model";
import type { ReadGoal } from "../registrar";
import { DeployError, reasonOf, type Context } from "./context";
import { completed } from "./execute";
import { forProvider } from "./secrets";
import type { ResourceState } from "./state";
import { step, type Decided } from "./step";

/** What is done to look a resource up; one that was ours under this name and isn't meant any more goes. */
export function readStep(
  urn: string,
  goal: ReadGoal,
  provider: string | undefined,
  old: { readonly key: number; readonly state: ResourceState } | undefined,
): readonly Decided[] {
  const desired: ResourceState = {
    urn,
    type: goal.type,
    custom: true,
    id: goal.id,
    inputs: goal.inputs,
    outputs: {},
    ...(goal.parent === undefined ? {} : { parent: goal.parent }),
    dependencies: goal.dependencies,
    propertyDependencies: {},
    ...(provider === undefined ? {} : { provider }),
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: goal.additionalSecretOutputs,
    hooks: {},
    external: true,
    delete: false,
    pendingReplacement: false,
    initErrors: [],
  };
  const both = old ? { old: old.state, key: old.key, new: desired } : { new: desired };
  const replaces = old !== undefined && !old.state.external && old.state.id !== goal.id;
  if (!replaces) return [step("read", urn, both)];
  const later = { ...both, deletesLater: true };
  return [step("read-replacement", urn, later), step("replace", urn, later)];
}

/** Looks a resource up and records what it is. Throws a `DeployError` if it isn't there. */
export async function carryOutRead(
  context: Context,
  [first]: readonly Decided[],
): Promise<ResourceState> {
  const desired = first?.new;
  if (first === undefined || desired === undefined) throw new DeployError("", "nothing to read");
  const state = { ...desired, ...(await found(context, desired)) };
  const { snapshot } = context;
  const { key, old, deletesLater } = first;
  const drop = key === undefined || deletesLater ? {} : { drop: [key] };
  const condemned =
    key === undefined || old === undefined || !deletesLater
      ? []
      : [[key, { ...old, delete: true }] as const];
  snapshot.change({ ...drop, put: [...condemned, [snapshot.number(), state]] });
  return state;
}

async function found(context: Context, desired: ResourceState) {
  if (desired.id === UNKNOWN) return { outputs: {} };
  const provider = await context.host.get(desired.provider);
  const inputs = forProvider(desired.inputs);
  const request = { urn: desired.urn, id: desired.id, state: inputs, inputs };
  const answer = await provider.read(request).catch((error: unknown) => {
    throw new DeployError(desired.urn, reasonOf(error));
  });
  if (answer === undefined) {
    throw new DeployError(desired.urn, `resource '${desired.id}' does not exist`);
  }
  return { id: answer.id, outputs: completed(desired, answer.outputs) };
}
