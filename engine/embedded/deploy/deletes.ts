import { DeployError, type Context } from "./context";
import { attempt, begin, hooks } from "./execute";
import { forProvider } from "./secrets";
import { needsOf, type ResourceState } from "./state";
import { step, type Decided, type Op } from "./step";

type Condemned = readonly (readonly [number, ResourceState])[];

/** The steps that take resources away, each before all that it needs. */
export function deleteSteps(condemned: Condemned): readonly Decided[] {
  return condemned.toReversed().map(([key, old]) => step(opOf(old), old.urn, { old, key }));
}

function opOf(state: ResourceState): Op {
  if (state.pendingReplacement) return "remove-pending-replace";
  if (state.external) return state.delete ? "discard-replaced" : "discard";
  return state.delete ? "delete-replaced" : "delete";
}

/** Why a resource is not deleted, worded as the real engine words it; all at once, before anything is. */
export function protectedOnes(steps: readonly Decided[]): readonly DeployError[] {
  return steps
    .filter(({ op, old }) => op === "delete" && old?.protect === true)
    .map(
      ({ urn }) =>
        new DeployError(
          urn,
          `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, ` +
            `either remove the \`protect\` flag from the resource in your Pulumi program and run ` +
            `\`pulumi up\`, or use the command:\n\`pulumi state unprotect '${urn}'\``,
        ),
    );
}

/**
 * Does something for each deletion, as soon as it has been done for all deletions of what needs the
 * resource. `work` says whether the resource is gone; if it is not, what it needs is left alone.
 */
export async function eachAfterDependents(
  steps: readonly Decided[],
  work: (step: Decided) => Promise<boolean>,
): Promise<void> {
  const byNeed = new Map<string, Promise<boolean>[]>();
  const all: Promise<boolean>[] = [];
  // Steps stand in the order of deletion, so what needs a resource always comes before it.
  for (const each of steps) {
    const before = [...(byNeed.get(each.urn) ?? [])];
    const over = Promise.all(before).then((gone) => (gone.includes(false) ? false : work(each)));
    for (const urn of each.old ? needsOf(each.old) : []) {
      byNeed.set(urn, [...(byNeed.get(urn) ?? []), over]);
    }
    all.push(over);
  }
  await Promise.all(all);
}

/**
 * Takes one resource away. Nothing is asked of the provider for what is somebody else's, is to be
 * retained, or goes with another that is deleted, too.
 */
export async function carryOutDelete(
  context: Context,
  { op, old, key }: Decided,
  gone: ReadonlySet<string>,
  replacedLater: boolean,
): Promise<void> {
  if (old === undefined || key === undefined) return;
  const { snapshot, host, preview } = context;
  if (op === "remove-pending-replace") return snapshot.change({ drop: [key] });
  await hooks(context, "BeforeDelete", old, old, undefined);
  const silent =
    preview ||
    !old.custom ||
    old.external ||
    old.retainOnDelete ||
    goesWith(old, gone) ||
    old.provider === undefined;
  const over = (operation?: number) => {
    const end = operation === undefined ? {} : { end: [operation] };
    const left = replacedLater
      ? { put: [[key, { ...old, pendingReplacement: true }] as const] }
      : { drop: [key] };
    snapshot.change({ ...end, ...left });
  };
  if (silent) {
    over();
  } else {
    const provider = await host.ensure(old.provider, snapshot.state().resources);
    // So that a run that finds it gone knows that a successor is to come.
    const operation = begin(context, "deleting", { ...old, pendingReplacement: replacedLater });
    const request = {
      urn: old.urn,
      id: old.id,
      state: forProvider(old.outputs),
      inputs: forProvider(old.inputs),
    };
    const call = async () => {
      await provider.delete(request);
      over(operation);
    };
    await attempt(context, operation, old.urn, call, () => {
      if (operation !== undefined) snapshot.change({ end: [operation] });
    });
  }
  await hooks(context, "AfterDelete", old, old, undefined);
}

function goesWith({ deletedWith }: ResourceState, gone: ReadonlySet<string>): boolean {
  return deletedWith !== undefined && gone.has(deletedWith);
}
