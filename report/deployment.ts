import type { PreviewDigest, PreviewStep } from "../inventory/preview-json";

const NO_CHANGE = new Set(["same", "read", "refresh"]);

/** Signs and verbs by operation, in the order in which they are counted. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  create: ["+", "to create"],
  update: ["~", "to update"],
  replace: ["±", "to replace"],
  delete: ["-", "to delete"],
};

/** What a stack's deployment would do: how much is made, and each other change with its cause. */
export function plannedText(stack: string, why: string, digest: PreviewDigest): string {
  const steps = digest.steps.filter(({ op }) => !NO_CHANGE.has(op));
  if (steps.length === 0) return `${stack} (${why}): nothing to do`;
  const counts = Object.entries(WORDS).flatMap(([op, [, verb]]) => {
    const count = steps.filter((step) => step.op === op).length;
    return count === 0 ? [] : [`${count} ${verb}`];
  });
  const listed = steps.filter(({ op }) => op !== "create").map((step) => `  ${changeText(step)}`);
  return [`${stack} (${why}): ${counts.join(", ")}`, ...listed].join("\n");
}

/** One change with its cause. */
export function changeText({ op, urn, diffReasons, replaceReasons }: PreviewStep): string {
  const [, , type = "", ...name] = urn.split("::");
  const kind = type.split("$").at(-1)?.split(":").at(-1) ?? "";
  const causes = (op === "replace" ? replaceReasons : diffReasons) ?? [];
  const because = causes.length === 0 ? "" : `  ${causes.join(", ")}`;
  return `${WORDS[op]?.[0] ?? op} ${kind} ${name.join("::")}${because}`;
}
