import type { PreviewDigest, PreviewState, PreviewStep } from "../../../inventory/preview-json";
import { valueAt } from "../../../inventory/values";
import { GUARDS } from "../../../policy/gate/guards";
import { LOCATION_PATHS } from "../../../policy/gate/location";
import { ROLE_PATHS } from "../../../policy/gate/role";

/** Inputs that some rule of the gate reads, of whatever kind. */
const READ = [
  ...new Set([
    ...["name", "role", "replicaNames"],
    ...LOCATION_PATHS,
    ...ROLE_PATHS,
    ...GUARDS.map(({ path }) => path),
  ]),
];

/** A preview with what the gate reads, and nothing else: what stays the same is left out but for the stack. */
export function trimmed({ steps, diagnostics = [], changeSummary }: PreviewDigest): PreviewDigest {
  return {
    steps: steps.map(trimmedStep),
    diagnostics: diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message, severity }) => ({ message: anywhere(message), severity })),
    changeSummary,
  };
}

/** The first line, without the folder that the description lay in. */
function anywhere(message: string): string {
  const [line = ""] = message.split("\n");
  return line.replace(/\S*\/(system\.yaml)/, "$1");
}

function trimmedStep(step: PreviewStep): PreviewStep {
  const { op, urn, oldState, newState, diffReasons, replaceReasons, detailedDiff } = step;
  return {
    op,
    urn,
    ...(oldState ? { oldState: trimmedState(oldState) } : {}),
    ...(newState ? { newState: trimmedState(newState) } : {}),
    ...(diffReasons ? { diffReasons } : {}),
    ...(replaceReasons ? { replaceReasons } : {}),
    ...(detailedDiff ? { detailedDiff } : {}),
  };
}

function trimmedState({ urn, type, custom, inputs, ...rest }: PreviewState): PreviewState {
  const { protect, retainOnDelete, external } = rest;
  return {
    urn,
    type,
    custom,
    inputs: read(inputs ?? {}),
    ...(protect ? { protect } : {}),
    ...(retainOnDelete ? { retainOnDelete } : {}),
    ...(external ? { external } : {}),
  };
}

function read(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const path of READ) {
    const value = valueAt(inputs, path);
    if (value !== undefined) put(kept, path.split("."), value);
  }
  return kept;
}

function put(block: Record<string, unknown>, [key = "", ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    block[key] = value;
    return;
  }
  // A block on the way may be a late value, and is then a text; it stays as it is.
  const inner = (block[key] ??= {});
  if (typeof inner === "object") put(inner as Record<string, unknown>, rest, value);
}

/** One line for each step, so that a reviewer sees which ones a difference is about. */
export function written({ steps, diagnostics, changeSummary }: PreviewDigest): string {
  const lines = steps.map((step) => JSON.stringify(step)).join(",\n");
  const rest = JSON.stringify({ diagnostics, changeSummary });
  return `{"steps":[\n${lines}\n],${rest.slice(1)}\n`;
}
