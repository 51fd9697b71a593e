import type { FieldRules } from "../inventory/fields/rules";
import type { Address } from "./address";
import { invalid } from "./error";
import { isObject, type Json, type JsonObject } from "./json";
import type { Asked } from "./kind";
import { linkOf } from "./links";

/** Fields that the address says, so that they needn't stand among the properties. */
const IN_ADDRESS = new Set(["location", "name", "project", "region", "zone"]);

/**
 * @throws CloudError 400 if a new resource lacks a field that its kind needs, at the top or in a
 * block that is given, or if a change would need another resource. What a change doesn't give stays
 * as it is; `mutable` are fields that the API changes in place although the provider replaces for them.
 */
export function refuseFields(
  { kind, before, properties }: Asked & Address,
  rules: FieldRules,
  mutable: readonly string[] = [],
): void {
  const type = tokenOf(kind);
  if (!before) {
    const missing = missingUnder(type, "", properties, rules);
    if (missing !== undefined) throw invalid(`Required field '${missing}' not specified`);
    return;
  }
  for (const path of changed(before.properties, properties, "")) {
    if (!rules.isReplace(type, path) || mutable.includes(path)) continue;
    throw invalid(`Invalid value for field '${path}': it cannot be changed`);
  }
}

/** The field files know kinds by token; the middle part's second half doesn't matter to them. */
function tokenOf(kind: string): string {
  const [module = "", name = ""] = kind.split(".");
  return `gcp:${module}:${name}`;
}

function missingUnder(
  type: string,
  block: string,
  given: JsonObject,
  rules: FieldRules,
): string | undefined {
  for (const [key, rule] of rules.under(type, block)) {
    const path = block === "" ? key : `${block}.${key}`;
    const value = given[key];
    if (value === undefined || value === null) {
      if (rule.required && !(block === "" && IN_ADDRESS.has(key))) return path;
      continue;
    }
    for (const inner of [value].flat()) {
      const missing = isObject(inner) ? missingUnder(type, path, inner, rules) : undefined;
      if (missing !== undefined) return missing;
    }
  }
  return undefined;
}

/** Paths, list places left out, of what is given otherwise than it was. */
function* changed(before: Json | undefined, after: Json, path: string): IterableIterator<string> {
  if (isObject(before) && isObject(after)) {
    for (const [key, value] of Object.entries(after)) {
      yield* changed(before[key], value, path === "" ? key : `${path}.${key}`);
    }
  } else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [place, item] of after.entries()) yield* changed(before[place], item, path);
  } else if (!isSame(before, after)) yield path;
}

/** Nothing is as good as what is empty; a link is the same in each of its forms, and as its last word. */
function isSame(before: Json | undefined, after: Json): boolean {
  if (before === after || (isEmpty(before) && isEmpty(after))) return true;
  if (typeof before !== "string" || typeof after !== "string") return false;
  const [was, is] = [linkOf(before) ?? before, linkOf(after) ?? after];
  return was === is || was.endsWith(`/${is}`) || is.endsWith(`/${was}`);
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  return Array.isArray(value) && value.length === 0;
}
