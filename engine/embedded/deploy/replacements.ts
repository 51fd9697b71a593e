import { UNKNOWN } from "../../../inventory/model";
import { withReplaceOnChanges } from "./difference";
import type { ProviderHost } from "./provider-host";
import { forProvider } from "./secrets";
import { isProvider, needsOf, providerOf, type ResourceState } from "./state";

/** A resource that has to be replaced because another one is. */
export interface Dependent {
  readonly key: number;
  readonly state: ResourceState;
  readonly replaces: readonly string[];
}

/**
 * What else has to go before `root` can be deleted and made again: each resource that would be
 * replaced if what it takes from the replaced ones became something else. In the order in which
 * they need one another.
 */
export async function dependentsToReplace(
  root: ResourceState,
  olds: readonly (readonly [number, ResourceState])[],
  host: ProviderHost,
): Promise<readonly Dependent[]> {
  const replaced = new Set([root.urn]);
  const reached = new Set([root.urn]);
  const dependents: Dependent[] = [];
  const states = olds.map(([, state]) => state);
  for (const [key, state] of olds) {
    if (state.urn === root.urn || ![...needsOf(state)].some((urn) => reached.has(urn))) continue;
    reached.add(state.urn);
    const replaces = await reasons(state, replaced, states, host);
    if (replaces === undefined) continue;
    replaced.add(state.urn);
    dependents.push({ key, state, replaces });
  }
  return dependents;
}

/** The properties that make it necessary; none at all if its provider itself goes; `undefined` if it can stay. */
async function reasons(
  state: ResourceState,
  replaced: ReadonlySet<string>,
  olds: readonly ResourceState[],
  host: ProviderHost,
): Promise<readonly string[] | undefined> {
  if (!state.custom || state.external) return undefined;
  if (state.provider !== undefined && replaced.has(providerOf(state.provider).urn)) return [];
  const changed = Object.keys(state.inputs).filter((key) =>
    state.propertyDependencies[key]?.some((urn) => replaced.has(urn)),
  );
  if (changed.length === 0 || isProvider(state.type)) return undefined;
  const provider = await host.ensure(state.provider, olds);
  const inputs = forProvider(state.inputs);
  const news = { ...inputs, ...Object.fromEntries(changed.map((key) => [key, UNKNOWN])) };
  const found = await provider.diff({
    urn: state.urn,
    id: state.id,
    olds: forProvider(state.outputs),
    oldInputs: inputs,
    news,
    ignoreChanges: state.ignoreChanges,
  });
  const { replaces } = withReplaceOnChanges(found, state.replaceOnChanges);
  return replaces.length > 0 ? replaces : undefined;
}
