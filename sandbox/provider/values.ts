import type { Properties } from "../../engine/embedded/wire";
import { UNKNOWN } from "../../inventory/model";
import { isObject, type Json, type JsonObject } from "../json";

/** Whether a value says nothing: what Google's provider and its API take for "not given". */
export function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false || value === "" || value === 0) {
    return true;
  }
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && entriesOf(value).every(([, inner]) => isNothing(inner));
}

/** What is in a block, without the marks that Pulumi's bridge leaves there, such as `__defaults`. */
export function entriesOf(block: JsonObject): [string, Json][] {
  return Object.entries(block).filter(([key]) => !key.startsWith("__"));
}

/** A value without the bridge's marks. */
function unmarked(value: Json): Json {
  if (Array.isArray(value)) return value.map(unmarked);
  return isObject(value) ? unmarkedBlock(value) : value;
}

export function unmarkedBlock(block: JsonObject): JsonObject {
  return Object.fromEntries(entriesOf(block).map(([key, inner]) => [key, unmarked(inner)]));
}

/** Whether two values are the same, whatever the order of their keys. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, place) => isSame(item, other[place]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isSame(one[key], other[key]));
}

export function isUnknown(value: Json | undefined): boolean {
  return value === UNKNOWN;
}

/** `settings` and `tier` are `settings.tier`; keys that aren't words stand in brackets. */
export function joined(place: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${place}["${key}"]`;
  return place === "" ? key : `${place}.${key}`;
}

/** Properties for the wire: what the sandbox never changes in place, its type doesn't say. */
export function wired(properties: JsonObject): Properties {
  return properties as Properties;
}
