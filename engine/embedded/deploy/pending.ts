import type { Diagnostic } from "../diagnostics";
import type { Found } from "../provider";
import { reasonOf } from "./context";
import { completed } from "./execute";
import { ProviderHost, type Providers } from "./provider-host";
import { forProvider } from "./secrets";
import { withoutNeeds, type Operation, type ResourceState, type StackState } from "./state";

/**
 * Finds out what became of calls whose answers a killed deployment never got: asks each provider
 * what is there. What was made is taken over, what is gone is forgotten.
 *
 * Pulumi's own engine leaves this to `pulumi refresh`, which asks for the id of what was made. Here
 * made-up names follow from the URN, so what is there under the name that was about to be used is
 * what was being made. The one exception is a literal name that somebody else took in between.
 *
 * An operation that can't be looked into stays pending, with a warning.
 */
export async function settlePending(
  state: StackState,
  providers: Providers,
  target: ((urn: string) => boolean) | undefined,
  report: (diagnostic: Diagnostic) => void,
): Promise<StackState> {
  const host = new ProviderHost(providers);
  let settled: StackState = { ...state, pending: [] };
  for (const operation of state.pending) {
    const { urn } = operation.resource;
    if (target !== undefined && !target(urn)) {
      settled = { ...settled, pending: [...settled.pending, operation] };
      continue;
    }
    try {
      settled = await outcome(settled, operation, host, report);
    } catch (error) {
      const message = `what became of ${operation.type} it is not known: ${reasonOf(error)}`;
      report({ severity: "warning", message, urn });
      settled = { ...settled, pending: [...settled.pending, operation] };
    }
  }
  return settled;
}

async function outcome(
  state: StackState,
  { type, resource }: Operation,
  host: ProviderHost,
  report: (diagnostic: Diagnostic) => void,
): Promise<StackState> {
  if (type === "reading") return state;
  const provider = await host.ensure(resource.provider, state.resources);
  const found = await provider.read({
    urn: resource.urn,
    id: resource.id,
    state: forProvider(resource.outputs),
    inputs: forProvider(resource.inputs),
  });
  if (type !== "creating") return corrected(state, resource, found);
  if (found === undefined) return state;
  const message = `was being made when the last deployment ended; it is there as "${found.id}" and is taken over`;
  report({ severity: "info", message, urn: resource.urn });
  return adopted(state, resource, found);
}

/** With what was made. Its predecessor under the same URN, if there is one, is left to be deleted. */
function adopted(state: StackState, resource: ResourceState, found: Found): StackState {
  const { id, outputs } = found;
  const others = state.resources.flatMap((other) => {
    if (other.urn !== resource.urn || other.delete) return [other];
    return other.pendingReplacement ? [] : [{ ...other, delete: true }];
  });
  const made = { ...resource, id, outputs: completed(resource, outputs), initErrors: [] };
  return { ...state, resources: [...others, made] };
}

/** With a resource as it is now, or without it. An update that was cut off is decided anew. */
function corrected(
  state: StackState,
  resource: ResourceState,
  found: Found | undefined,
): StackState {
  const same = (other: ResourceState) => other.urn === resource.urn && other.id === resource.id;
  if (found === undefined && !resource.pendingReplacement) return withoutResources(state, same);
  const resources = state.resources.map((other) => (same(other) ? asFound(other, found) : other));
  return { ...state, resources };
}

function asFound(resource: ResourceState, found: Found | undefined): ResourceState {
  if (found === undefined) return { ...resource, pendingReplacement: true };
  return { ...resource, outputs: completed(resource, found.outputs) };
}

/** The state without some resources, and without mentions of them, unless one of their name is left. */
export function withoutResources(
  state: StackState,
  isGone: (resource: ResourceState) => boolean,
): StackState {
  const left = state.resources.filter((resource) => !isGone(resource));
  const names = new Set(left.map(({ urn }) => urn));
  const gone = new Set(state.resources.map(({ urn }) => urn).filter((urn) => !names.has(urn)));
  if (gone.size === 0) return { ...state, resources: left };
  return { ...state, resources: left.map((resource) => withoutNeeds(resource, gone)) };
}
