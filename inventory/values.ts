import { SECRET, UNKNOWN } from "./model";

/** A block of inputs: an object that is neither a list nor nothing. */
export type Block = Readonly<Record<string, unknown>>;

/** Whether the value will only be known once resources exist, or is kept from us. */
export function isLate(value: unknown): boolean {
  return value === UNKNOWN || value === SECRET;
}

/** Whether the program gave the input at all; a late value counts, an empty list doesn't. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

export function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at `settings.backupConfiguration.enabled` or `disks.0.boot`; late as soon as a part of the way is. */
export function valueAt(inputs: unknown, path: string): unknown {
  let value = inputs;
  for (const key of path.split(".")) {
    if (isLate(value)) return value;
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isBlock(value)) value = Object.hasOwn(value, key) ? value[key] : undefined;
    else return undefined;
  }
  return value;
}

/** Whether the input is given for sure; not as long as a block around it comes late. */
export function given(inputs: unknown, path: string): boolean {
  const dot = path.lastIndexOf(".");
  const around = dot === -1 ? inputs : valueAt(inputs, path.slice(0, dot));
  return !isLate(around) && isGiven(valueAt(inputs, path));
}

/** Whether the input is missing for sure; not as long as it, or a block around it, comes late. */
export function lacks(inputs: unknown, path: string): boolean {
  return !isGiven(valueAt(inputs, path));
}

/** The text there, or the default if nothing is given; none if it is late or no text. */
export function textAt(inputs: unknown, path: string, otherwise?: string): string | undefined {
  const value = valueAt(inputs, path);
  if (!isGiven(value)) return otherwise;
  return typeof value === "string" && !isLate(value) ? value : undefined;
}

/** The number there, or the default if nothing is given; none if it is late or no number. */
export function numberAt(inputs: unknown, path: string, otherwise?: number): number | undefined {
  const value = valueAt(inputs, path);
  if (!isGiven(value)) return otherwise;
  return typeof value === "number" ? value : undefined;
}

/** The flag there, or the default if nothing is given; none if it is late or no flag. */
export function flagAt(inputs: unknown, path: string, otherwise?: boolean): boolean | undefined {
  const value = valueAt(inputs, path);
  if (!isGiven(value)) return otherwise;
  return typeof value === "boolean" ? value : undefined;
}

/** The list there; empty if nothing is given, or while it is late. */
export function listAt(inputs: unknown, path: string): readonly unknown[] {
  const value = valueAt(inputs, path);
  return Array.isArray(value) ? value : [];
}

/** The texts in the list there that are known. */
export function textsAt(inputs: unknown, path: string): readonly string[] {
  return listAt(inputs, path).filter(
    (item): item is string => typeof item === "string" && !isLate(item),
  );
}

/** A value as messages show it: text and numbers alike in double quotes, blocks as JSON, cut short. */
export function quoted(value: unknown): string {
  if (typeof value !== "object" || value === null) return `"${String(value)}"`;
  const text = JSON.stringify(value, (_, inner: unknown) =>
    isBlock(inner) ? sorted(inner) : inner,
  );
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 80;

/** The same block with its keys in order, so that messages don't depend on how a program wrote it. */
function sorted(block: Block): Block {
  return Object.fromEntries(Object.entries(block).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `a, b or c`. */
export function anyOf(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
