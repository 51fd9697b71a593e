import { nearest } from "./nearest";
import { isMap, type Path } from "./path";
import type { Issue } from "./relation";
import { MOST_OVERLAYS } from "./schema/system";

/** A description with an overlay over it. */
export interface Overlaid {
  readonly value: unknown;
  readonly issues: readonly Issue[];
}

/** The names of a description's overlays, right or wrong. */
export function overlayNames(raw: unknown): readonly string[] {
  return isMap(raw) && isMap(raw["overlays"])
    ? Object.keys(raw["overlays"]).slice(0, MOST_OVERLAYS)
    : [];
}

/**
 * Lays an overlay over the description: maps merge by key, lists and single values replace,
 * null removes. Issues are those of laying it, their paths inside the overlay.
 */
export function overlay(raw: unknown, name: string): Overlaid {
  const overlays = isMap(raw) ? raw["overlays"] : undefined;
  const upper = isMap(overlays) ? overlays[name] : undefined;
  if (!isMap(raw) || !isMap(upper)) return { value: raw, issues: [] };
  const issues: Issue[] = [];
  const { overlays: nested, ...rest } = upper;
  if (nested !== undefined) {
    issues.push({ path: ["overlays"], message: "can't be laid over overlays; remove it" });
  }
  return { value: merge(raw, rest, [], issues), issues };
}

function merge(lower: unknown, upper: unknown, path: Path, issues: Issue[]): unknown {
  if (!isMap(upper)) return upper;
  const below = isMap(lower) ? lower : {};
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(upper)) {
    const at = [...path, key];
    if (value !== null) merged.set(key, merge(below[key], value, at, issues));
    else if (!merged.delete(key)) issues.push({ path: at, message: nothingToRemove(key, below) });
  }
  return Object.fromEntries(merged);
}

function nothingToRemove(key: string, below: Readonly<Record<string, unknown>>): string {
  const meant = nearest(key, Object.keys(below));
  const fix = meant === undefined ? "leave it out" : `did you mean "${meant}"?`;
  return `is empty and so removes what isn't there; ${fix}`;
}
