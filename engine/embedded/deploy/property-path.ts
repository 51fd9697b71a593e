import { isObject, isSecret, secret, type Properties, type Wire } from "../wire";

/** A way into properties: names, places in lists, and `*` for all of either. */
export type PropertyPath = readonly (string | number)[];

const PART = /\.?(?:\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[]+))/y;

/** Reads `settings.disks[0].size`, `labels["a.b"]` or `zones[*]`; `undefined` if it is no path. */
export function parsePath(text: string): PropertyPath | undefined {
  const parts: (string | number)[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const found = PART.exec(text);
    if (!found) return undefined;
    const [, quoted, place, name] = found;
    if (quoted !== undefined) parts.push(quoted.replaceAll('\\"', '"'));
    else if (place !== undefined) parts.push(place === "*" ? "*" : Number(place));
    else parts.push(name ?? "");
  }
  return parts.length > 0 ? parts : undefined;
}

/** Whether a path leads to, or into, what another says; `*` in it stands for anything. */
export function covers(path: PropertyPath, other: PropertyPath): boolean {
  return (
    other.length >= path.length &&
    path.every((part, index) => part === "*" || part === other[index])
  );
}

/** New inputs with the old value wherever a change is to be ignored. */
export function withIgnored(
  news: Properties,
  olds: Properties,
  ignoreChanges: readonly string[],
): { readonly inputs: Properties; readonly unmet: readonly string[] } {
  let inputs: Wire = { ...news };
  const unmet: string[] = [];
  for (const text of ignoreChanges) {
    const path = parsePath(text);
    if (path === undefined) continue; // as the real engine does
    const changed = reset(path, { ...olds }, inputs);
    if (changed === undefined) unmet.push(text);
    else inputs = changed;
  }
  return { inputs: isObject(inputs) ? inputs : {}, unmet };
}

/**
 * The new value with what the path leads to taken from the old one. `undefined` where one of the two
 * lacks what is on the way: elements that came or went can't be ignored.
 */
function reset(path: PropertyPath, oldMarked: Wire, newMarked: Wire): Wire | undefined {
  const old = bare(oldMarked);
  const fresh = bare(newMarked);
  const hide = (value: Wire) =>
    isMarked(oldMarked) && !isMarked(newMarked) ? secret(value) : value;
  const again = (value: Wire | undefined) =>
    value !== undefined && isMarked(newMarked) ? secret(value) : value;
  const [part = "", ...rest] = path;
  if (part === "*") return again(resetAll(rest, old, fresh, hide));
  if (typeof part === "number") return again(resetItem(part, rest, old, fresh, hide));
  return again(resetKey(part, rest, old, fresh, hide));
}

type Hide = (value: Wire) => Wire;

function resetKey(key: string, rest: PropertyPath, old: Wire, fresh: Wire, hide: Hide) {
  const oldObject = isObject(old) ? old : undefined;
  const newObject = isObject(fresh) ? fresh : undefined;
  const before = oldObject?.[key];
  if (rest.length === 0) {
    if (newObject === undefined) return before === undefined ? fresh : undefined;
    const { [key]: _, ...others } = newObject;
    return before === undefined ? others : { ...newObject, [key]: hide(before) };
  }
  if (!oldObject || !newObject) return !oldObject && !newObject ? fresh : undefined;
  const after = newObject[key];
  if (before === undefined && after === undefined) return fresh;
  if (after === undefined) return undefined;
  const inner = reset(rest, before ?? null, after);
  return inner === undefined ? undefined : { ...newObject, [key]: inner };
}

function resetItem(place: number, rest: PropertyPath, old: Wire, fresh: Wire, hide: Hide) {
  if (!Array.isArray(old) || !Array.isArray(fresh)) {
    return Array.isArray(old) || Array.isArray(fresh) ? undefined : fresh;
  }
  const [before, after] = [old[place], fresh[place]];
  if (before === undefined && after === undefined && rest.length === 0) return fresh;
  if (before === undefined || after === undefined) return undefined;
  const inner = rest.length === 0 ? hide(before) : reset(rest, before, after);
  return inner === undefined
    ? undefined
    : fresh.map((item, index) => (index === place ? inner : item));
}

function resetAll(rest: PropertyPath, old: Wire, fresh: Wire, hide: Hide): Wire | undefined {
  if (Array.isArray(old) && Array.isArray(fresh)) {
    if (old.length !== fresh.length) return undefined;
    const items = old.map((item, index) => {
      const after = fresh[index] ?? null;
      return rest.length === 0 ? hide(item) : reset(rest, item, after);
    });
    return whole(items);
  }
  if (!isObject(old) || !isObject(fresh)) return undefined;
  if (rest.length === 0)
    return Object.fromEntries(Object.entries(old).map(([key, value]) => [key, hide(value)]));
  let changed: Wire | undefined = fresh;
  for (const key of Object.keys(old)) {
    changed = changed === undefined ? undefined : resetKey(key, rest, old, changed, hide);
  }
  return changed;
}

function whole(items: readonly (Wire | undefined)[]): Wire[] | undefined {
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? known : undefined;
}

function bare(value: Wire): Wire {
  return isMarked(value) && isObject(value) ? (value["value"] ?? null) : value;
}

function isMarked(value: Wire): boolean {
  return isObject(value) && isSecret(value);
}
