import { isBlock, valueAt, type Block } from "../../inventory/values";

/**
 * How much two values of an input protect. A missing one protects as the provider's default does.
 * `amount`: more is more; a text such as `604800s` counts by its number, and what is not given
 * counts as `default`. `kept`: given is more. `safe`: only this one value protects. `unsafe`: only
 * this one doesn't.
 */
export type Comparison =
  | { readonly amount: number }
  | "kept"
  | { readonly safe: unknown; readonly default?: unknown }
  | { readonly unsafe: unknown }
  | "delete-rules";

/** Whether the second value protects less than the first. */
export function isWeaker(by: Comparison, old: unknown, fresh: unknown): boolean {
  if (by === "kept") return isThere(old) && !isThere(fresh);
  if (by === "delete-rules") return deletesSooner(old, fresh);
  if ("amount" in by) return amountOf(fresh, by.amount) < amountOf(old, by.amount);
  if ("unsafe" in by) return old !== by.unsafe && fresh === by.unsafe;
  return (old ?? by.default) === by.safe && (fresh ?? by.default) !== by.safe;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** `604800s`, `7d`, `14` or 14; durations in seconds. */
function amountOf(value: unknown, otherwise: number): number {
  if (typeof value === "number") return value;
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(String(value)) ?? [];
  return number === "" ? otherwise : Number(number) * (SECONDS[unit] ?? 1);
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Whether a rule deletes after fewer days than the one for the same objects did, or is a new one for
 * objects of all names. A new rule for a prefix comes with what is written there.
 */
function deletesSooner(old: unknown, fresh: unknown): boolean {
  const before = deletionDays(old);
  return [...deletionDays(fresh)].some(([objects, days]) => {
    const isForAll = !objects.includes("matches");
    return days < (before.get(objects) ?? (isForAll ? Infinity : 0));
  });
}

/** After how many days objects are deleted, by the conditions that choose them. */
function deletionDays(rules: unknown): ReadonlyMap<string, number> {
  const deletes = (Array.isArray(rules) ? rules : []).filter(
    (rule): rule is Block => isBlock(rule) && valueAt(rule, "action.type") === "Delete",
  );
  const days = new Map<string, number>();
  for (const { condition } of deletes) {
    const { age, daysSinceNoncurrentTime, ...objects } = isBlock(condition) ? condition : {};
    // What begins with two underscores is a mark of the engine's own.
    const chosen = Object.entries(objects).filter(([name]) => !name.startsWith("__"));
    const key = JSON.stringify(chosen.sort(([a], [b]) => (a < b ? -1 : 1)));
    const given = [age, daysSinceNoncurrentTime].filter((value) => typeof value === "number");
    const after = given.length === 0 ? 0 : Math.max(...given);
    days.set(key, Math.min(after, days.get(key) ?? Infinity));
  }
  return days;
}
