import { bondsOf } from "../../inventory/fields/relations";
import type { FieldRule, FieldRules, FieldType } from "../../inventory/fields/rules";
import { isGiven } from "../../inventory/values";
import { isObject, type Json, type JsonObject } from "../json";

/** The bridge's list of the inputs that the program did not give itself, in each block. */
export const DEFAULTS = "__defaults";

/**
 * The inputs as Pulumi's bridge completes and records them: in every block what the provider gives
 * where the program gives nothing, and a list of what that was. A default of the last deployment
 * stays what it was. `made` is what has been made up already, such as a name.
 */
export function withDefaults(
  type: string,
  rules: FieldRules,
  news: JsonObject,
  olds: JsonObject | undefined,
  made: JsonObject,
): JsonObject {
  return inBlock({ type, rules }, "", { ...news, ...made }, olds, Object.keys(made));
}

/** Which of a block's inputs the program did not give itself. */
export function defaultsIn(block: JsonObject | undefined): readonly string[] {
  const list = block?.[DEFAULTS];
  return Array.isArray(list) ? list.map(String) : [];
}

interface Context {
  readonly type: string;
  readonly rules: FieldRules;
}

function inBlock(
  context: Context,
  field: string,
  block: JsonObject,
  old: JsonObject | undefined,
  made: readonly string[],
): JsonObject {
  const fields = context.rules.under(context.type, field);
  const inner = Object.entries(block)
    .filter(([key, value]) => !key.startsWith("__") && value !== null)
    .map(([key, value]): [string, Json] => {
      const rule = fields.get(key);
      return [key, rule ? inValue(context, rule.path, rule.type, value, old?.[key]) : value];
    });
  const sticky = new Set(defaultsIn(old));
  const added = [...fields].flatMap(([key, rule]): [string, Json][] => {
    if (!isDefaulted(rule) || isGiven(block[key]) || excluded(context, rule, block)) return [];
    const before = sticky.has(key) ? old?.[key] : undefined;
    return [[key, before ?? worded(rule.otherwise)]];
  });
  const names = [...made, ...added.map(([key]) => key)].sort();
  return { ...Object.fromEntries([...inner, ...added]), [DEFAULTS]: names };
}

function inValue(
  context: Context,
  path: string,
  type: FieldType,
  value: Json,
  old: Json | undefined,
): Json {
  if (type.is === "list" && Array.isArray(value)) {
    const before = Array.isArray(old) ? old : [];
    return value.map((item, place) => inValue(context, path, type.of, item, before[place]));
  }
  if (type.is !== "block" || !isObject(value)) return value;
  return inBlock(context, path, value, isObject(old) ? old : undefined, []);
}

/** A field that the service fills in keeps what the service has: its default is no input. */
function isDefaulted(
  rule: FieldRule,
): rule is FieldRule & { readonly otherwise: string | number | boolean } {
  return rule.otherwise !== undefined && !rule.computed && !rule.output;
}

/** Pulumi's provider puts its own name into the texts of the one below it. */
function worded(value: string | number | boolean): string | number | boolean {
  return value === "Managed by Terraform" ? "Managed by Pulumi" : value;
}

/** Whether something that stands beside it forbids the default. */
function excluded({ type, rules }: Context, { path }: FieldRule, block: JsonObject): boolean {
  const parent = path.slice(0, Math.max(path.lastIndexOf("."), 0));
  const beside = (other: string) =>
    other !== path &&
    other.slice(0, Math.max(other.lastIndexOf("."), 0)) === parent &&
    isGiven(block[other.split(".").at(-1) ?? ""]);
  return bondsOf(type, rules).some(({ relation, field, others }) => {
    if (relation !== "ConflictsWith" && relation !== "ExactlyOneOf") return false;
    if (field === path) return others.some(beside);
    return others.includes(path) && beside(field);
  });
}
