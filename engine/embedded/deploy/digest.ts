import type { PreviewDigest, PreviewState, PreviewStep } from "../../../inventory/preview-json";
import { shown } from "../wire";
import type { Outcome } from "./run";
import { isProvider, nameOf, typeOf, type ResourceState } from "./state";
import type { Step } from "./step";

/**
 * A plan as `pulumi preview --json` prints it. Secrets show as `[secret]`. As the CLI does, it leaves
 * out default providers, and what stays the same but for the stack itself or a change of protection.
 * `replacementSteps` shows a replacement's parts, too, as `--show-replacement-steps` does.
 */
export function toDigest(
  { steps, diagnostics }: Pick<Outcome, "steps" | "diagnostics">,
  { replacementSteps = false }: { readonly replacementSteps?: boolean } = {},
): PreviewDigest {
  const changeSummary: Record<string, number> = {};
  const visible = steps.filter((each) => !isDefaultProvider(each));
  const logical = visible.filter(({ op }) => !PARTS.has(op));
  for (const { op } of logical) changeSummary[op] = (changeSummary[op] ?? 0) + 1;
  const listed = (replacementSteps ? visible : logical).filter(isShown);
  return { steps: listed.map(toStep), diagnostics, changeSummary };
}

/** What a replacement consists of. */
const PARTS = new Set([
  "create-replacement",
  "delete-replaced",
  "discard-replaced",
  "read-replacement",
]);

function isShown({ op, old, new: fresh }: Step): boolean {
  if (op !== "same") return true;
  return old?.protect !== fresh?.protect || fresh?.type === "pulumi:pulumi:Stack";
}

function isDefaultProvider({ urn }: Step): boolean {
  return isProvider(typeOf(urn)) && /^default(_|$)/.test(nameOf(urn));
}

function toStep({ op, urn, old, new: fresh, changes, replaces }: Step): PreviewStep {
  const provider = (fresh ?? old)?.provider;
  const diff = Object.entries(changes).map(([path, change]) => {
    const kind = replaces.includes(path) ? `${change}-replace` : change;
    return [path, { kind, inputDiff: false }] as const;
  });
  return {
    op,
    urn,
    ...(provider === undefined ? {} : { provider }),
    ...(old === undefined ? {} : { oldState: toState(old) }),
    ...(fresh === undefined ? {} : { newState: toState(fresh) }),
    ...(diff.length === 0
      ? {}
      : { diffReasons: [...new Set(diff.map(([path]) => topOf(path)))].sort() }),
    ...(replaces.length === 0 ? {} : { replaceReasons: [...new Set(replaces.map(topOf))].sort() }),
    detailedDiff: diff.length === 0 ? null : Object.fromEntries(diff),
  };
}

function topOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}

/** A resource as a preview shows it; secrets show as `[secret]`. */
export function toState(state: ResourceState): PreviewState {
  const { urn, type, custom, id, inputs, outputs, parent, external } = state;
  const { dependencies, propertyDependencies, protect, retainOnDelete, ignoreChanges } = state;
  return {
    urn,
    custom,
    type,
    ...(id === "" ? {} : { id }),
    inputs: shown(inputs),
    outputs: shown(outputs),
    ...(parent === undefined ? {} : { parent }),
    ...(protect ? { protect } : {}),
    ...(external ? { external } : {}),
    ...(dependencies.length === 0 ? {} : { dependencies }),
    propertyDependencies,
    ...(retainOnDelete ? { retainOnDelete } : {}),
    ...(ignoreChanges.length === 0 ? {} : { ignoreChanges }),
  };
}
