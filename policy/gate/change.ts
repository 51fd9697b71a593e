import { kindName } from "../../inventory/fields/rules";
import type { PreviewDigest, PreviewState, PreviewStep } from "../../inventory/preview-json";
import { isBlock } from "../../inventory/values";

/** What a preview does to one resource. */
export type Operation = "same" | "create" | "update" | "replace" | "delete" | "unclear";

/** One resource of a preview, with all of its steps taken together. */
export interface Change {
  readonly urn: string;
  readonly stack: string;
  /** As the field rules call it, such as `sql.DatabaseInstance`. */
  readonly kind: string;
  readonly name: string;
  readonly custom: boolean;
  readonly op: Operation;
  readonly old?: PreviewState;
  readonly new?: PreviewState;
  /** Inputs that differ, by path; only by their first word where the provider says no more. */
  readonly paths: readonly string[];
  /** Those among them that make a new resource necessary. */
  readonly replacing: readonly string[];
}

/** One preview, as the gate reads it. */
export interface GatedPreview {
  /** As the person typed it. */
  readonly file: string;
  readonly stack: string;
  /** URN of the stack itself. */
  readonly root: string;
  readonly changes: readonly Change[];
  /** What went wrong in it: then it doesn't show everything. */
  readonly errors: readonly string[];
}

/**
 * Reads the document of `pulumi preview --json`, whichever engine made it.
 *
 * Throws an `Error` that says what is missing if `json` is not such a document.
 */
export function readPreview(file: string, json: unknown): GatedPreview {
  const { steps, diagnostics } = digestOf(json);
  const [first] = steps;
  const stack = first === undefined ? "" : stackOf(first.urn);
  const project = first?.urn.split("::")[1] ?? "";
  const byUrn = new Map<string, PreviewStep[]>();
  for (const step of steps) byUrn.set(step.urn, [...(byUrn.get(step.urn) ?? []), step]);
  return {
    file,
    stack,
    root: `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`,
    changes: [...byUrn.values()].flatMap(changeOf),
    errors: (diagnostics ?? [])
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message.trim()),
  };
}

function digestOf(json: unknown): Pick<PreviewDigest, "steps" | "diagnostics"> {
  if (!isBlock(json) || !Array.isArray(json["steps"])) {
    // A preview that fails before its first step may have no list at all.
    if (isBlock(json) && Array.isArray(json["diagnostics"])) {
      return { steps: [], diagnostics: json["diagnostics"] as PreviewDigest["diagnostics"] & [] };
    }
    throw new Error(`it has no list "steps"; give it what pulumi preview --json prints`);
  }
  const wrong = json["steps"].findIndex(
    (step) => !isBlock(step) || typeof step["urn"] !== "string" || typeof step["op"] !== "string",
  );
  if (wrong >= 0) throw new Error(`steps[${wrong}] has no "op" or no "urn"`);
  // The engine's own schema from here on: sdk/go/common/display, PreviewDigest.
  return json as unknown as PreviewDigest;
}

/** What somebody else owns is only read, and providers hold nothing. */
function changeOf(all: readonly PreviewStep[]): readonly Change[] {
  // With --refresh a resource is listed twice: what is there is read, and then something is done.
  const steps = all.filter(({ op }) => op !== "refresh");
  const [first] = steps;
  if (first === undefined) return [];
  const { urn } = first;
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const external = steps.some((step) => (step.newState ?? step.oldState)?.external === true);
  if (external || type.startsWith("pulumi:providers:")) return [];
  const old = stateIn(steps, "oldState");
  const fresh = stateIn([...steps].reverse(), "newState");
  const paths = steps.flatMap((step) => Object.keys(step.detailedDiff ?? {}));
  const replacing = steps.flatMap((step) =>
    Object.entries(step.detailedDiff ?? {}).flatMap(([path, { kind }]) =>
      kind.endsWith("-replace") ? [path] : [],
    ),
  );
  return [
    {
      urn,
      stack: stackOf(urn),
      kind: kindName(type),
      name: urn.split("::").slice(3).join("::"),
      custom: (fresh ?? old)?.custom ?? true,
      op: operationOf(steps.map(({ op }) => op)),
      ...(old ? { old } : {}),
      ...(fresh ? { new: fresh } : {}),
      paths: unique(paths.length > 0 ? paths : steps.flatMap((step) => step.diffReasons ?? [])),
      replacing: unique(
        replacing.length > 0 ? replacing : steps.flatMap((step) => step.replaceReasons ?? []),
      ),
    },
  ];
}

function stateIn(
  steps: readonly PreviewStep[],
  which: "oldState" | "newState",
): PreviewState | undefined {
  return steps.map((step) => step[which]).find((state) => state !== undefined);
}

/** The engine's own words for what a step does: pkg/resource/deploy, StepOp. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  same: "same",
  refresh: "same",
  read: "same",
  "read-discard": "same",
  create: "create",
  import: "create",
  update: "update",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "discard-replaced": "replace",
  "read-replacement": "replace",
  "import-replacement": "replace",
  "remove-pending-replace": "replace",
  delete: "delete",
};

function operationOf(ops: readonly string[]): Operation {
  const known = ops.map((op) => OPERATIONS[op] ?? "unclear");
  // Deleted and made under one URN: the same as a replacement, whatever it is called.
  if (known.includes("create") && known.includes("delete")) return "replace";
  const weight: readonly Operation[] = ["unclear", "replace", "delete", "create", "update"];
  return weight.find((op) => known.includes(op)) ?? "same";
}

function stackOf(urn: string): string {
  return urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
}

function unique(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].sort();
}
