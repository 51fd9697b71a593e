import type { Difference } from "../provider";
import type { Properties } from "../wire";
import { covers, parsePath } from "./property-path";
import { sameProperties } from "./secrets";

/** What differs between two sets of inputs, of a resource without a provider. */
export function topLevel(old: Properties, desired: Properties): Difference["changes"] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(desired)])];
  const changed = keys.filter(
    (key) => !sameProperties({ value: old[key] ?? null }, { value: desired[key] ?? null }),
  );
  return Object.fromEntries(
    changed.map((key) => [key, !(key in old) ? "add" : !(key in desired) ? "delete" : "update"]),
  );
}

/** Another version or configuration of the provider is no reason to replace; none at all is. */
export function providerReplaced(old: string | undefined, desired: string | undefined): boolean {
  return (old === undefined) !== (desired === undefined);
}

/** The difference with the paths added that the program wants a new resource for. */
export function withReplaceOnChanges(
  found: Difference,
  replaceOnChanges: readonly string[],
): Difference {
  const paths = replaceOnChanges.map(parsePath).filter((path) => path !== undefined);
  const more = Object.keys(found.changes).filter((text) => {
    const path = parsePath(text) ?? [text];
    return paths.some((asked) => covers(asked, path));
  });
  return { ...found, replaces: [...new Set([...found.replaces, ...more])] };
}
