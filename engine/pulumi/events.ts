import type {
  PreviewDiagnostic,
  PreviewDigest,
  PreviewState,
  PreviewStep,
} from "../../inventory/preview-json";
import { isRecord } from "../config";

/**
 * What `up --json`, `refresh --json` and `destroy --json` of the Pulumi CLI print, an event a line,
 * as the document that `preview --json` prints: the steps that were begun, and what was said.
 */
export function digestOfEvents(text: string): PreviewDigest {
  const steps = new Map<string, PreviewStep>();
  const diagnostics: PreviewDiagnostic[] = [];
  let changeSummary: Record<string, number> = {};
  for (const event of eventsIn(text)) {
    const begun = stepOf(event["resourcePreEvent"]);
    if (begun) steps.set(begun.urn, begun);
    const ended = stepOf(event["resOutputsEvent"]);
    // What a refresh finds is known only when it has looked.
    if (ended && steps.get(ended.urn)?.op === "refresh") steps.set(ended.urn, found(ended));
    const said = diagnosticOf(event["diagnosticEvent"]);
    if (said) diagnostics.push(said);
    const summary = event["summaryEvent"];
    if (isRecord(summary)) changeSummary = countsOf(summary["resourceChanges"]);
  }
  return { steps: [...steps.values()], diagnostics, changeSummary };
}

/**
 * Whether the program came to its end: what a stack exports is registered last. A program that is
 * killed registers nothing more, and a language host may take that for an end as any other; the CLI
 * then says that it has succeeded.
 */
export function isWhole(text: string): boolean {
  return eventsIn(text).some((event) => {
    const ended = event["resOutputsEvent"];
    const metadata = isRecord(ended) ? ended["metadata"] : undefined;
    return isRecord(metadata) && metadata["type"] === "pulumi:pulumi:Stack";
  });
}

function eventsIn(text: string): Record<string, unknown>[] {
  return text.split("\n").flatMap((line) => {
    try {
      const event: unknown = JSON.parse(line);
      return isRecord(event) ? [event] : [];
    } catch {
      return []; // a line of the CLI's own, such as one about its backend
    }
  });
}

function found(step: PreviewStep): PreviewStep {
  return step.op === "same" ? { ...step, op: "refresh" } : step;
}

/** Parts of a replacement are no steps of their own: they are not `logical`. */
function stepOf(event: unknown): PreviewStep | undefined {
  const metadata = isRecord(event) ? event["metadata"] : undefined;
  if (!isRecord(metadata) || metadata["logical"] !== true) return undefined;
  const { op, urn, type, old, new: fresh, diffs, keys, provider, detailedDiff } = metadata;
  if (typeof op !== "string" || typeof urn !== "string") return undefined;
  if (String(type).startsWith("pulumi:providers:")) return undefined;
  return {
    op,
    urn,
    ...(typeof provider === "string" && provider !== "" ? { provider } : {}),
    ...(isRecord(old) ? { oldState: stateOf(old) } : {}),
    ...(isRecord(fresh) ? { newState: stateOf(fresh) } : {}),
    ...(Array.isArray(diffs) ? { diffReasons: diffs.map(String) } : {}),
    ...(Array.isArray(keys) ? { replaceReasons: keys.map(String) } : {}),
    detailedDiff: isRecord(detailedDiff) ? differencesOf(detailedDiff) : null,
  };
}

function differencesOf(diff: Record<string, unknown>): NonNullable<PreviewStep["detailedDiff"]> {
  const entries = Object.entries(diff).map(([path, each]) => {
    const { diffKind, inputDiff } = isRecord(each) ? each : {};
    return [path, { kind: String(diffKind), inputDiff: inputDiff === true }] as const;
  });
  return Object.fromEntries(entries);
}

/** The engine's own schema: sdk/go/common/apitype, StepEventStateMetadata. */
function stateOf(state: Record<string, unknown>): PreviewState {
  return state as unknown as PreviewState;
}

function diagnosticOf(event: unknown): PreviewDiagnostic | undefined {
  const { urn, message, severity } = isRecord(event) ? event : {};
  if (typeof message !== "string" || typeof severity !== "string") return undefined;
  if (severity === "debug") return undefined;
  return { message, severity, ...(typeof urn === "string" ? { urn } : {}) };
}

function countsOf(changes: unknown): Record<string, number> {
  const entries = Object.entries(isRecord(changes) ? changes : {});
  return Object.fromEntries(entries.map(([op, count]) => [op, Number(count)]));
}
