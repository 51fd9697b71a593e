import type { Inventory, Resource } from "./model";
import { inStableOrder } from "./order";
import { plainSigned } from "./signed";
import { timeoutsOf } from "./timeouts";

/** The document that `pulumi preview --json` prints, as far as it is read or written here. */
export interface PreviewDigest {
  readonly config?: Readonly<Record<string, string>>;
  readonly steps: readonly PreviewStep[];
  readonly diagnostics?: readonly PreviewDiagnostic[];
  readonly changeSummary: Readonly<Record<string, number>>;
}

export interface PreviewDiagnostic {
  readonly urn?: string;
  readonly message: string;
  readonly severity: string;
}

export interface PreviewStep {
  /** `create`, `update`, `same`, `replace`, `delete`, `read` and the like. */
  readonly op: string;
  readonly urn: string;
  readonly provider?: string;
  readonly oldState?: PreviewState;
  readonly newState?: PreviewState;
  /** Top-level properties that differ. */
  readonly diffReasons?: readonly string[];
  /** Those among them that make a new resource necessary. */
  readonly replaceReasons?: readonly string[];
  /** What differs, by path; `kind` is `add`, `delete` or `update`, with `-replace` where it replaces. */
  readonly detailedDiff?: Readonly<
    Record<string, { readonly kind: string; readonly inputDiff: boolean }>
  > | null;
}

/** A resource as the engine would record it; what is empty or false is left out. */
export interface PreviewState {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly external?: boolean;
  /** In seconds. */
  readonly customTimeouts?: Readonly<Record<string, unknown>>;
}

const STACK = "pulumi:pulumi:Stack";

/** Writes an inventory as the preview of a stack that doesn't exist yet: every step creates. */
export function toPreview(
  inventory: Inventory,
  extra: Pick<PreviewDigest, "config" | "diagnostics"> = {},
): PreviewDigest {
  return {
    ...extra,
    steps: inventory.resources.map((resource) => {
      const outputs = resource.type === STACK ? inventory.outputs : {};
      return { op: "create", urn: resource.urn, newState: toState(resource, outputs) };
    }),
    changeSummary: { create: inventory.resources.length },
  };
}

function toState(resource: Resource, outputs: Inventory["outputs"]): PreviewState {
  const { urn, type, custom, inputs, parent, dependencies, propertyDependencies } = resource;
  return {
    urn,
    custom,
    type,
    ...(isEmpty(inputs) ? {} : { inputs }),
    ...(isEmpty(outputs) ? {} : { outputs }),
    ...(parent === undefined ? {} : { parent }),
    ...(resource.protect ? { protect: true } : {}),
    ...(dependencies.length === 0 ? {} : { dependencies }),
    ...(isEmpty(propertyDependencies) ? {} : { propertyDependencies }),
    ...(resource.retainOnDelete ? { retainOnDelete: true } : {}),
    ...(resource.ignoreChanges.length === 0 ? {} : { ignoreChanges: resource.ignoreChanges }),
    ...(resource.timeouts ? { customTimeouts: { ...resource.timeouts } } : {}),
  };
}

/**
 * Reads what a preview says will exist afterwards, whichever engine made it: the stack's root and
 * all it registers. Left out are what goes away, what is only read and so is somebody else's, and
 * providers, together with the edges to them. The CLI's own document shows no outputs of the stack.
 *
 * Throws an `Error` that says what is missing if `json` is not such a document.
 */
export function fromPreview(json: unknown): Inventory {
  const states = stepsOf(json).flatMap((step) => stateOf(step) ?? []);
  const root = states.find(({ type }) => type === STACK);
  if (!root) throw new Error(`not a preview: no step registers the stack itself ("${STACK}")`);
  const kept = new Set(states.map(({ urn }) => urn));
  const [prefix = "", project = ""] = root.urn.split("::");
  return {
    project,
    stack: prefix.replace("urn:pulumi:", ""),
    resources: inStableOrder(states.map((state) => fromState(state, kept))),
    outputs: plainObject(root.outputs ?? {}),
  };
}

function stepsOf(json: unknown): readonly unknown[] {
  const steps = isRecord(json) ? json["steps"] : undefined;
  if (!Array.isArray(steps)) throw new Error(`not a preview: it has no list "steps"`);
  return steps;
}

function stateOf(step: unknown): PreviewState | undefined {
  const state = isRecord(step) ? step["newState"] : undefined;
  if (!isRecord(step) || !isRecord(state)) return undefined;
  if (typeof state["urn"] !== "string" || typeof state["type"] !== "string") {
    throw new Error(`not a preview: a step has a "newState" without "urn" or "type"`);
  }
  // A replaced resource is listed up to three times; its removal shows the old one as `oldState` only.
  const leaves = String(step["op"]).startsWith("delete") || step["op"] === "discard";
  const foreign = state["external"] === true || state["type"].startsWith("pulumi:providers:");
  // The engine's own schema from here on: sdk/go/common/apitype, ResourceV3.
  return leaves || foreign ? undefined : (state as unknown as PreviewState);
}

function fromState(state: PreviewState, kept: ReadonlySet<string>): Resource {
  const needed = (urns: readonly string[] | null | undefined) =>
    [...new Set(urns ?? [])].filter((urn) => kept.has(urn)).sort();
  const byProperty = Object.entries(state.propertyDependencies ?? {})
    .map(([key, urns]): [string, string[]] => [key, needed(urns)])
    .filter(([, urns]) => urns.length > 0);
  const timeouts = timeoutsOf(state.customTimeouts ?? {});
  return {
    urn: state.urn,
    type: state.type,
    name: state.urn.split("::").slice(3).join("::"),
    custom: state.custom,
    ...(state.parent ? { parent: state.parent } : {}),
    inputs: plainObject(state.inputs ?? {}),
    dependencies: needed(state.dependencies),
    propertyDependencies: Object.fromEntries(byProperty),
    protect: state.protect ?? false,
    retainOnDelete: state.retainOnDelete ?? false,
    ignoreChanges: state.ignoreChanges ?? [],
    ...(timeouts ? { timeouts } : {}),
  };
}

function plainObject(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(plainSigned(object));
  return Object.fromEntries(entries.map(([key, value]) => [key, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  return isRecord(value) ? plainObject(value) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).length === 0;
}

/** The previews of several stacks as one document; each URN says whose it is. */
export function mergePreviews(previews: readonly PreviewDigest[]): PreviewDigest {
  const summary = new Map<string, number>();
  for (const { changeSummary } of previews) {
    for (const [op, steps] of Object.entries(changeSummary)) {
      summary.set(op, (summary.get(op) ?? 0) + steps);
    }
  }
  return {
    steps: previews.flatMap(({ steps }) => steps),
    diagnostics: previews.flatMap(({ diagnostics }) => diagnostics ?? []),
    changeSummary: Object.fromEntries(summary),
  };
}
