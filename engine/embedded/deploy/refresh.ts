import type { Diagnostic } from "../diagnostics";
import { reasonOf } from "./context";
import { completed } from "./execute";
import { settlePending, withoutResources } from "./pending";
import { ProviderHost, type Providers } from "./provider-host";
import { forProvider, marked, sameProperties } from "./secrets";
import { Slots } from "./slots";
import { isProvider, type ResourceState, type StackState } from "./state";
import { step, type Step } from "./step";

const PARALLEL = 16;

/** What a refresh found. */
export interface Refreshed {
  readonly state: StackState;
  /** One for each resource that was looked at: `refresh`, `update` if it had changed, `delete` if it is gone. */
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: boolean;
}

/**
 * Reads what is really there and takes it for the state. Makes, changes and deletes nothing; the
 * caller keeps the state. A resource that can't be read stays as it was, and the refresh has failed.
 */
export async function refresh(
  state: StackState,
  providers: Providers,
  { target, now = () => new Date() }: { target?: (urn: string) => boolean; now?: () => Date } = {},
): Promise<Refreshed> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const settled = await settlePending(state, providers, target, report);
  const host = new ProviderHost(providers);
  const slots = new Slots(PARALLEL);
  const looked = await Promise.all(
    settled.resources.map(async (resource) => {
      if (!isLookedAt(resource) || target?.(resource.urn) === false) return undefined;
      return slots.run(async () => {
        try {
          return await look(resource, settled, host, now);
        } catch (error) {
          report({ severity: "error", message: reasonOf(error), urn: resource.urn });
        }
      });
    }),
  );
  const steps = looked.filter((found) => found !== undefined);
  const fresh = new Map(steps.map(({ old, new: now }) => [old, now]));
  const resources = settled.resources.map((resource) => fresh.get(resource) ?? resource);
  const gone = new Set(steps.flatMap(({ op, old }) => (op === "delete" && old ? [old] : [])));
  return {
    state: withoutResources({ ...settled, resources }, (resource) => gone.has(resource)),
    steps,
    diagnostics,
    failed: diagnostics.some(({ severity }) => severity === "error"),
  };
}

function isLookedAt({ custom, type, pendingReplacement }: ResourceState): boolean {
  return custom && !isProvider(type) && !pendingReplacement;
}

async function look(
  old: ResourceState,
  state: StackState,
  host: ProviderHost,
  now: () => Date,
): Promise<Step> {
  const provider = await host.ensure(old.provider, state.resources);
  const inputs = forProvider(old.inputs);
  const found = await provider.read({
    urn: old.urn,
    id: old.id,
    state: forProvider(old.outputs),
    inputs,
  });
  if (found === undefined) return step("delete", old.urn, { old });
  const outputs = completed(old, found.outputs);
  const is: ResourceState = {
    ...old,
    id: found.id,
    inputs: marked(found.inputs, old.inputs),
    outputs,
    initErrors: [],
  };
  const unchanged = sameProperties(old.outputs, outputs) && sameProperties(old.inputs, is.inputs);
  if (unchanged) return step("refresh", old.urn, { old, new: is });
  const changed = { ...is, modified: now().toISOString() };
  if (old.external) return step("update", old.urn, { old, new: changed });
  const { changes } = await provider.diff({
    urn: old.urn,
    id: found.id,
    olds: found.outputs,
    oldInputs: found.inputs,
    news: inputs,
    ignoreChanges: old.ignoreChanges,
  });
  return step("update", old.urn, { old, new: changed, changes: inverted(changes) });
}

/** What was found, seen from what was known: the opposite of how to get back. */
function inverted(changes: Step["changes"]): Step["changes"] {
  const opposite = { add: "delete", delete: "add", update: "update" } as const;
  return Object.fromEntries(Object.entries(changes).map(([path, kind]) => [path, opposite[kind]]));
}
