import { createHash } from "node:crypto";
import { UNKNOWN } from "../../../inventory/model";
import type { HookEvent } from "../hooks";
import { ProviderError, type Made } from "../provider";
import type { Properties } from "../wire";
import { DeployError, reasonOf, type Context } from "./context";
import { forProvider, marked, sameProperties, withSecrets } from "./secrets";
import {
  isProvider,
  nameOf,
  type HookPoint,
  type OperationType,
  type ResourceState,
} from "./state";
import type { Change } from "./snapshot";
import type { Decided } from "./step";

/** Carries a step out and records it; in a preview, as far as anything is known. Throws a `DeployError`. */
export async function execute(context: Context, step: Decided): Promise<ResourceState | undefined> {
  switch (step.op) {
    case "same":
      return same(context, step);
    case "create":
    case "create-replacement":
      return create(context, step);
    case "update":
      return update(context, step);
    default:
      return step.new;
  }
}

async function same(context: Context, step: Decided): Promise<ResourceState | undefined> {
  const { old, key } = step;
  if (step.skipped || old === undefined || key === undefined || step.new === undefined)
    return step.new;
  if (isProvider(old.type)) void context.host.load(old);
  const state = { ...step.new, id: old.id, outputs: old.outputs };
  record(context, key, state, old);
  return state;
}

/** Records what has become of a resource; one that is as it was costs no line. */
function record(context: Context, key: number, state: ResourceState, old: ResourceState): void {
  const { snapshot } = context;
  const { inputs: was, ...before } = old;
  const { inputs: is, ...after } = state;
  if (sameProperties(was, is) && JSON.stringify(sorted(before)) === JSON.stringify(sorted(after))) {
    snapshot.change({ keep: [key] });
  } else {
    snapshot.change({ drop: [key], put: [[snapshot.number(), state]] });
  }
}

function sorted(record: object): object {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function create(context: Context, step: Decided): Promise<ResourceState> {
  const desired = required(step.new, step);
  await hooks(context, "BeforeCreate", desired, undefined, desired);
  if (!desired.custom) return made(context, step, { id: "", outputs: {} }, []);
  if (isProvider(desired.type)) {
    const id = context.preview ? UNKNOWN : providerId(desired.urn, step.old?.id);
    await context.host.load({ ...desired, id });
    return made(context, step, { id, outputs: desired.inputs }, []);
  }
  const provider = await context.host.get(desired.provider);
  const operation = begin(context, "creating", desired);
  const request = {
    urn: desired.urn,
    inputs: forProvider(desired.inputs),
    preview: context.preview,
  };
  const state = await attempt(
    context,
    operation,
    desired.urn,
    async () => made(context, step, await provider.create(request), [], operation),
    (partial, reason) => made(context, step, partial, [reason], operation),
  );
  await hooks(context, "AfterCreate", state, undefined, state);
  return state;
}

/** Records a new resource, and what becomes of its predecessor. */
function made(
  context: Context,
  step: Decided,
  { id, outputs }: Made,
  initErrors: readonly string[],
  operation?: number,
): ResourceState {
  const desired = required(step.new, step);
  const time = context.now();
  const complete = completed(desired, outputs);
  const state = { ...desired, id, outputs: complete, initErrors, created: time, modified: time };
  const { snapshot } = context;
  const { old, key } = step;
  const later = old !== undefined && key !== undefined && step.deletesLater === true;
  const change: Change = {
    ...(operation === undefined ? {} : { end: [operation] }),
    ...(key === undefined || later ? {} : { drop: [key] }),
    put: [...(later ? [[key, { ...old, delete: true }] as const] : []), [snapshot.number(), state]],
  };
  snapshot.change(change);
  return state;
}

async function update(context: Context, step: Decided): Promise<ResourceState> {
  const old = required(step.old, step);
  const desired = { ...required(step.new, step), id: old.id };
  const key = step.key ?? -1;
  await hooks(context, "BeforeUpdate", desired, old, desired);
  const changed = (outputs: Properties, initErrors: readonly string[], operation?: number) => {
    const complete = completed(desired, outputs);
    const state = { ...desired, outputs: complete, initErrors, modified: context.now() };
    const end = operation === undefined ? {} : { end: [operation] };
    context.snapshot.change({ ...end, drop: [key], put: [[context.snapshot.number(), state]] });
    return state;
  };
  if (!desired.custom) return changed(old.outputs, []);
  if (isProvider(desired.type)) {
    await context.host.load(desired);
    return changed(desired.inputs, []);
  }
  const provider = await context.host.get(desired.provider);
  const operation = begin(context, "updating", desired);
  const request = {
    urn: desired.urn,
    id: old.id,
    olds: forProvider(old.outputs),
    oldInputs: forProvider(old.inputs),
    news: forProvider(desired.inputs),
    preview: context.preview,
  };
  const state = await attempt(
    context,
    operation,
    desired.urn,
    async () => changed(await provider.update(request), [], operation),
    (partial, reason) => changed(partial.outputs, [reason], operation),
  );
  await hooks(context, "AfterUpdate", state, old, state);
  return state;
}

/**
 * Makes a provider's call. What it half made is recorded before the failure goes on; what it may
 * have made without our knowing stays a pending operation, for the next run to look into.
 */
export async function attempt<Result>(
  context: Context,
  operation: number | undefined,
  urn: string,
  call: () => Promise<Result>,
  half: (partial: Made, reason: string) => unknown,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const { partial, uncertain } = error instanceof ProviderError ? error : NO_ANSWER;
    if (partial !== undefined) half(partial, reasonOf(error));
    else if (!uncertain && operation !== undefined) context.snapshot.change({ end: [operation] });
    throw new DeployError(urn, reasonOf(error));
  }
}

const NO_ANSWER = { partial: undefined, uncertain: true };

/** Notes that a call is about to be made. */
export function begin(
  context: Context,
  type: OperationType,
  resource: ResourceState,
): number | undefined {
  if (context.preview) return undefined;
  const operation = context.snapshot.number();
  context.snapshot.change({ begin: [[operation, { type, resource }]] });
  return operation;
}

/** Runs a resource's hooks. What a hook says before is a refusal; afterwards it is an error, and what was done stays. */
export async function hooks(
  context: Context,
  point: HookPoint,
  about: ResourceState,
  old: ResourceState | undefined,
  fresh: ResourceState | undefined,
): Promise<void> {
  const names = about.hooks[point];
  if (names === undefined) return;
  const after = point.startsWith("After");
  const event: HookEvent = {
    point,
    urn: about.urn,
    id: about.id === UNKNOWN ? "" : about.id,
    name: nameOf(about.urn),
    type: about.type,
    ...(fresh === undefined ? {} : { newInputs: fresh.inputs }),
    ...(old === undefined ? {} : { oldInputs: old.inputs, oldOutputs: old.outputs }),
    ...(fresh === undefined || !after ? {} : { newOutputs: fresh.outputs }),
  };
  try {
    await context.runHooks(names, event);
  } catch (error) {
    if (!after) throw new DeployError(about.urn, reasonOf(error));
    context.report({ severity: "error", message: reasonOf(error), urn: about.urn });
  }
}

/** What a provider answered, with secrets marked again. */
export function completed(state: ResourceState, outputs: Properties): Properties {
  return withSecrets(marked(outputs, state.inputs), state.additionalSecretOutputs);
}

function required(state: ResourceState | undefined, { op, urn }: Decided): ResourceState {
  if (state === undefined) throw new DeployError(urn, `a step "${op}" lacks its resource`);
  return state;
}

/** An id in the form of a UUID; the same for the same provider. */
function providerId(urn: string, last: string | undefined): string {
  const hex = createHash("sha256")
    .update(`${urn}\0${last ?? ""}`)
    .digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
