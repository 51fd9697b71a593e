import type { z } from "zod";
import { nearest } from "./nearest";
import { formatPath, isMap, type Path } from "./path";

type RawIssue = z.core.$ZodRawIssue;

/** What zod expected, in the words of the people who write descriptions. */
const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list, such as [a, b]",
  object: 'a map (lines of "key: value")',
  record: 'a map (lines of "key: value")',
};

/**
 * What is wrong with a value, to stand after it; the schema's own sentences come before these.
 * A choice between forms has no sentence of its own: the form that fits best says what is wrong.
 */
export function predicate(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return allowed(issue.values.map(String), issue.input);
    case "too_small":
      return atLeast(issue.origin, Number(issue.minimum), issue.inclusive !== false);
    case "too_big":
      return `must have at most ${issue.maximum} ${issue.origin === "string" ? "characters" : "items"}`;
    case "invalid_union":
      return "";
    default:
      return "is not of the form that is wanted here";
  }
}

function allowed(values: readonly string[], input: unknown): string {
  if (typeof input !== "string") return `must be one of ${values.join(", ")}`;
  const meant = nearest(input, values);
  return `is not one of ${values.join(", ")}${meant === undefined ? "" : `; did you mean "${meant}"?`}`;
}

function atLeast(origin: string, minimum: number, inclusive: boolean): string {
  if (origin === "number" || origin === "int") {
    return inclusive ? `must be ${minimum} or more` : `must be more than ${minimum}`;
  }
  const what = origin === "string" ? "character" : "item";
  return `must have at least ${minimum} ${what}${minimum === 1 ? "" : "s"}`;
}

/** Why a key is refused, with the key that was probably meant. */
export function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return meant === undefined
    ? `is not a key that is known here; known are ${known.join(", ")}`
    : `is not a key that is known here; did you mean "${meant}"?`;
}

/** A value and what is wrong with it: `"5m" is not a duration; did you mean "5 minutes"?` */
export function sentence(
  path: Path,
  value: unknown,
  source: string | undefined,
  rule: string,
): string {
  if (value === undefined) return `is missing; ${rule}`;
  if (value === null) return `is empty; ${rule}`;
  const mustBe = /^must be (text|a list|a map|a number|a whole number|true or false)/.exec(
    rule,
  )?.[1];
  if (typeof value !== "string") {
    const ownSentence = typeof value === "object" && !rule.startsWith("must be");
    if (ownSentence) return rule;
    const shown = show(path, value, source);
    const isScalar = typeof value === "number" || typeof value === "boolean";
    const quote =
      mustBe === "text" && isScalar && !isSecret(path)
        ? `: quote it, "${source ?? String(value)}"`
        : "";
    return `got ${shown}; ${rule}${quote}`;
  }
  if (mustBe === undefined || mustBe === "text") return `${show(path, value)} ${rule}`;
  const json = /^\s*[[{]/.test(value) && (mustBe === "a map" || mustBe === "a list");
  return json
    ? `got text that seems to hold JSON; ${rule}, without the quotes around it`
    : `got ${show(path, value)} (text); ${rule}`;
}

const LONGEST = 80;

/** A value as messages show it; what smells of a secret stays unsaid. */
function show(path: Path, value: unknown, source?: string): string {
  if (Array.isArray(value)) return "a list";
  if (isMap(value)) return "a map";
  const kind = typeof value === "string" ? "" : ` (${typeof value})`;
  if (isSecret(path)) return `"…"${kind}`;
  if (typeof value !== "string") return `${source ?? String(value)}${kind}`;
  return quoted(value);
}

/** A text in quotes, on one line and of bounded length. */
export function quoted(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `"${short.replace(/\r?\n/g, "\\n")}"`;
}

function isSecret(path: Path): boolean {
  return /passw|passphrase|token|secret|credential|(^|[-_.])key($|[-_.[])|api-?key/i.test(
    formatPath(path),
  );
}
