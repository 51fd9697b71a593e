import type { Inventory, Resource } from "./model";
import { toPreview, type PreviewDigest, type PreviewState, type PreviewStep } from "./preview-json";
import { isBlock, valueAt } from "./values";

/** Whether a change of an input of a type makes a new resource necessary. */
export type IsReplace = (type: string, path: string) => boolean;

/**
 * What a deployment would do that turns what one inventory registers into what another one does, as
 * the document of `pulumi preview --json`: for where there are no credentials to ask the state.
 *
 * It knows what the field rules know. What a provider decides in code, and what somebody has changed
 * by hand, it doesn't see.
 */
export function digestBetween(
  before: Inventory | undefined,
  after: Inventory,
  isReplace: IsReplace,
): PreviewDigest {
  if (before === undefined) return toPreview(after);
  const old = new Map(before.resources.map((resource) => [resource.urn, resource]));
  const kept = new Set(after.resources.map(({ urn }) => urn));
  const steps = [
    ...after.resources.map((resource) => stepOf(old.get(resource.urn), resource, isReplace)),
    ...before.resources.filter(({ urn }) => !kept.has(urn)).map(deletion),
  ];
  const changeSummary: Record<string, number> = {};
  for (const { op } of steps) changeSummary[op] = (changeSummary[op] ?? 0) + 1;
  return { steps: steps.filter(isShown), changeSummary };
}

function stepOf(old: Resource | undefined, fresh: Resource, isReplace: IsReplace): PreviewStep {
  const { urn, type, custom } = fresh;
  if (old === undefined) return { op: "create", urn, newState: stateOf(fresh) };
  const states = { oldState: stateOf(old), newState: stateOf(fresh) };
  const paths = differences(old.inputs, fresh.inputs, "");
  if (paths.length === 0) return { op: "same", urn, ...states };
  const replacing = custom ? paths.filter((path) => isReplace(type, path)) : [];
  const detail = paths.map((path) => {
    const kind = kindOf(valueAt(old.inputs, dotted(path)), valueAt(fresh.inputs, dotted(path)));
    return [
      path,
      { kind: replacing.includes(path) ? `${kind}-replace` : kind, inputDiff: true },
    ] as const;
  });
  return {
    op: replacing.length > 0 ? "replace" : "update",
    urn,
    ...states,
    diffReasons: tops(paths),
    ...(replacing.length > 0 ? { replaceReasons: tops(replacing) } : {}),
    detailedDiff: Object.fromEntries(detail),
  };
}

function deletion(resource: Resource): PreviewStep {
  return { op: "delete", urn: resource.urn, oldState: stateOf(resource) };
}

/** As the CLI does: what stays the same shows only for the stack itself, or where protection changes. */
function isShown({ op, oldState, newState }: PreviewStep): boolean {
  if (op !== "same") return true;
  if (newState?.type === "pulumi:pulumi:Stack") return true;
  return (
    oldState?.protect !== newState?.protect || oldState?.retainOnDelete !== newState?.retainOnDelete
  );
}

function stateOf({ urn, type, custom, inputs, ...rest }: Resource): PreviewState {
  const { parent, protect, retainOnDelete } = rest;
  return {
    urn,
    type,
    custom,
    inputs,
    ...(parent === undefined ? {} : { parent }),
    ...(protect ? { protect } : {}),
    ...(retainOnDelete ? { retainOnDelete } : {}),
  };
}

/** Where two values differ, as deep as both are blocks or lists: `settings.tier`, `backends[1]`. */
function differences(old: unknown, fresh: unknown, path: string): readonly string[] {
  if (Object.is(old, fresh)) return [];
  if (isBlock(old) && isBlock(fresh)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort();
    return keys.flatMap((key) =>
      differences(old[key], fresh[key], path === "" ? key : `${path}.${key}`),
    );
  }
  if (Array.isArray(old) && Array.isArray(fresh)) {
    const length = Math.max(old.length, fresh.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      differences(old[index], fresh[index], `${path}[${index}]`),
    );
  }
  return [path];
}

function kindOf(old: unknown, fresh: unknown): "add" | "delete" | "update" {
  if (old === undefined) return "add";
  return fresh === undefined ? "delete" : "update";
}

function dotted(path: string): string {
  return path.replace(/\[(\d+)\]/g, ".$1");
}

function tops(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.map((path) => path.split(/[.[]/, 1)[0] ?? path))].sort();
}
