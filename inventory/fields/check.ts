import { nearest } from "../../system/nearest";
import type { Finding } from "../finding";
import type { Resource } from "../model";
import { isBlock, isGiven, isLate, quoted, type Block } from "../values";
import type { Constraint } from "./constraints";
import { checkBonds } from "./relations";
import { kindName, type FieldRule, type FieldRules, type FieldType } from "./rules";
import { complaint } from "./validators";

/**
 * Holds a resource's inputs against what is known of its kind's fields: unknown and missing ones,
 * types, allowed values and what excludes or needs what. Values that come late pass everywhere.
 */
export function checkFields(resource: Resource, rules: FieldRules): Finding[] {
  if (rules.covers(resource.type) === "none") return [uncovered(resource)];
  const found: Found = (path, rule, message) =>
    findings.push({ severity: "error", urn: resource.urn, path, message, rule: `fields/${rule}` });
  const findings: Finding[] = [];
  checkBlock({ type: resource.type, rules, found }, resource.inputs, "", "");
  return [...findings, ...checkBonds(resource, rules)];
}

type Found = (path: string, rule: string, message: string) => void;

interface Context {
  readonly type: string;
  readonly rules: FieldRules;
  readonly found: Found;
}

function uncovered({ urn, type }: Resource): Finding {
  const message = `no field rules exist for ${type}; nothing about it has been checked`;
  return { severity: "uncovered", urn, path: "", message, rule: "fields/uncovered" };
}

/** `field` is the block's path in the files, `place` the same with the places of lists. */
function checkBlock(context: Context, block: Block, field: string, place: string): void {
  const fields = context.rules.under(context.type, field);
  for (const [key, value] of Object.entries(block)) {
    // The engine's own marks, such as __defaults, stand among the inputs of a preview.
    if (key.startsWith("__") || !isGiven(value)) continue;
    const rule = fields.get(key);
    if (rule) checkField(context, rule, value, join(place, key));
    else context.found(join(place, key), "unknown", strange(context.type, key, fields.keys()));
  }
  for (const [key, rule] of fields) {
    if (rule.required && !isGiven(block[key]) && !isNamedByPulumi(key, field)) {
      const needed = `is missing and ${kindName(context.type)} needs it; give ${article(rule.type)}`;
      context.found(join(place, key), "required", needed);
    }
  }
}

function strange(type: string, key: string, known: Iterable<string>): string {
  const meant = nearest(key, known);
  const advice = meant === undefined ? "leave it out" : `did you mean "${meant}"?`;
  return `"${key}" is not an input of ${kindName(type)}; ${advice}`;
}

/** References called `name` are the business of the api rules. */
function isNamedByPulumi(key: string, block: string): boolean {
  return key === "name" && block === "";
}

function checkField(context: Context, rule: FieldRule, value: unknown, place: string): void {
  if (rule.output) {
    context.found(place, "output", "is set by the service alone; leave it out");
    return;
  }
  if (!checkType(context, rule, rule.type, value, place)) return;
  for (const constraint of rule.constraints) {
    for (const [rule, message] of breaches(constraint, value)) context.found(place, rule, message);
  }
}

/** Whether the value itself has the type; what is wrong inside of it is found on the way. */
function checkType(
  context: Context,
  rule: FieldRule,
  type: FieldType,
  value: unknown,
  place: string,
): boolean {
  if (isLate(value) || type.is === "any") return true;
  if (type.is === "list" && Array.isArray(value)) {
    value.forEach((item, index) => checkItem(context, rule, type.of, item, `${place}[${index}]`));
    return true;
  }
  if (type.is === "map" && isBlock(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (!key.startsWith("__")) checkItem(context, rule, type.of, item, join(place, key));
    }
    return true;
  }
  if (type.is === "block" && isBlock(value)) {
    checkBlock(context, value, rule.path, place);
    return true;
  }
  if (typeof value === type.is) return true;
  const message = `${quoted(value)} is ${nameOf(value)}; give ${article(type)}`;
  context.found(place, "type", message);
  return false;
}

function checkItem(
  context: Context,
  rule: FieldRule,
  type: FieldType,
  item: unknown,
  place: string,
): void {
  if (isGiven(item)) checkType(context, rule, type, item, place);
}

/** What breaks one constraint, as rule and message. */
function breaches(constraint: Constraint, value: unknown): [string, string][] {
  if (isLate(value)) return [];
  switch (constraint.is) {
    case "enum":
      return notAllowed(constraint.allowed, value);
    case "range":
      return typeof value === "number" ? outside(constraint, value) : [];
    case "length":
      return Array.isArray(value) ? wrongCount(constraint, value.length) : [];
    case "each":
      return Array.isArray(value)
        ? value.flatMap((item) => breaches(constraint.constraint, item))
        : [];
    case "check": {
      const wanted = complaint(constraint.check, value);
      return wanted === undefined
        ? []
        : [["check", `${quoted(value)} is not allowed; give ${wanted}`]];
    }
    default:
      return []; // bonds between fields are checked for the resource as a whole
  }
}

function notAllowed(allowed: readonly string[], value: unknown): [string, string][] {
  // The provider takes "" for "not given" in all of its enums.
  if (typeof value !== "string" || value === "" || allowed.includes(value)) return [];
  const meant = nearest(value, allowed);
  const advice = meant === undefined ? "use one of these" : `did you mean "${meant}"?`;
  return [["enum", `${quoted(value)} is not one of ${allowed.join(", ")}; ${advice}`]];
}

function outside(
  range: { readonly whole: boolean; readonly least: number; readonly most: number },
  value: number,
): [string, string][] {
  const { whole, least, most } = range;
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return [];
  const limits = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
  return [["range", `"${value}" is out of range; give a ${whole ? "whole " : ""}number ${limits}`]];
}

function wrongCount(
  { least, most }: { readonly least: number; readonly most: number },
  count: number,
): [string, string][] {
  if (count >= least && count <= most) return [];
  const wanted =
    least === most ? `exactly ${least}` : count < least ? `at least ${least}` : `at most ${most}`;
  return [["length", `has "${count}" entries; give ${wanted}`]];
}

function article(type: FieldType): string {
  return type.is === "block" ? "a block" : type.is === "any" ? "a value" : `a ${type.is}`;
}

function nameOf(value: unknown): string {
  return Array.isArray(value) ? "a list" : isBlock(value) ? "a block" : `a ${typeof value}`;
}

function join(place: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${place}["${key}"]`;
  return place === "" ? key : `${place}.${key}`;
}
