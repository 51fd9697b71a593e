import type { Finding } from "../finding";
import { UNKNOWN, type Resource } from "../model";
import { anyOf, isBlock, isGiven, isLate } from "../values";
import type { Relation } from "./constraints";
import type { FieldRule, FieldRules } from "./rules";

/** What binds fields of one kind to one another, in Pulumi's names. */
export interface Bond {
  readonly relation: Relation;
  readonly field: string;
  readonly others: readonly string[];
}

/** All bonds of a kind. A Terraform path that has no counterpart is left out; a test holds that there is none. */
export function bondsOf(type: string, rules: FieldRules): readonly Bond[] {
  const kinds = known.get(rules) ?? new Map<string, readonly Bond[]>();
  known.set(rules, kinds);
  const bonds =
    kinds.get(type) ?? rules.fieldsOf(type).flatMap((rule) => ownBonds(type, rule, rules));
  kinds.set(type, bonds);
  return bonds;
}

/** Working bonds out takes longer than checking them, and rules never change. */
const known = new WeakMap<FieldRules, Map<string, readonly Bond[]>>();

/** `update_policy.0.max_surge_percent` is `updatePolicy.maxSurgePercent`, and `allow` is `allows`. */
export function pulumiPath(type: string, path: string, rules: FieldRules): string | undefined {
  let way = "";
  for (const part of path.split(".").filter((segment) => !/^\d+$/.test(segment))) {
    const word = part.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    const fields = rules.under(type, way);
    const name = [word, `${word}s`, `${word}es`, word.replace(/y$/, "ies")].find((candidate) =>
      fields.has(candidate),
    );
    if (name === undefined) return undefined;
    way = way === "" ? name : `${way}.${name}`;
  }
  return way;
}

/** What of a resource's inputs breaks the bonds of its kind. */
export function checkBonds(resource: Resource, rules: FieldRules): Finding[] {
  const found = new Map<string, Finding>();
  for (const bond of bondsOf(resource.type, rules)) {
    const breach = CHECKS[bond.relation](bond, resource.inputs);
    if (!breach) continue;
    const rule = `fields/${bond.relation}`;
    const finding: Finding = { severity: "error", urn: resource.urn, rule, ...breach };
    found.set(`${finding.path}\n${finding.message}`, finding);
  }
  return [...found.values()];
}

type Breach = Pick<Finding, "path" | "message">;
type Check = (bond: Bond, inputs: unknown) => Breach | undefined;

const CHECKS: Readonly<Record<Relation, Check>> = {
  ConflictsWith: conflict,
  ExactlyOneOf: exactlyOne,
  AtLeastOneOf: atLeastOne,
  RequiredWith: company,
};

function conflict({ field, others }: Bond, inputs: unknown): Breach | undefined {
  if (!isSet(inputs, field)) return undefined;
  const other = others.find((candidate) => candidate !== field && isSet(inputs, candidate));
  if (other === undefined) return undefined;
  // Both sides may carry the bond: the same words from either side make it one finding.
  const [first = field, second = other] = [field, other].sort();
  return { path: first, message: `can't be given together with ${second}; leave one of them out` };
}

function exactlyOne({ field, others }: Bond, inputs: unknown): Breach | undefined {
  if (!isSet(inputs, parentOf(field))) return undefined;
  const group = [...new Set([field, ...others])].sort();
  const [first = field, second] = group.filter((path) => isSet(inputs, path));
  if (second !== undefined) {
    return {
      path: first,
      message: `can't be given together with ${second}; leave one of them out`,
    };
  }
  return noneOf(group, inputs, "exactly one of them");
}

function atLeastOne({ field, others }: Bond, inputs: unknown): Breach | undefined {
  if (!isSet(inputs, parentOf(field))) return undefined;
  return noneOf([...new Set([field, ...others])].sort(), inputs, "at least one of them");
}

function company({ field, others }: Bond, inputs: unknown): Breach | undefined {
  if (!isSet(inputs, field)) return undefined;
  const missing = others.find((other) => !isGiven(firstAt(inputs, other)));
  if (missing === undefined) return undefined;
  return { path: field, message: `is given without ${missing}; give both or neither` };
}

function noneOf(group: readonly string[], inputs: unknown, wanted: string): Breach | undefined {
  if (group.some((path) => isGiven(firstAt(inputs, path)))) return undefined;
  const path = parentOf(group[0] ?? "");
  return { path, message: `has none of ${anyOf(group)}; give ${wanted}` };
}

/** Given for sure: not by a value that may turn out to be nothing, nor inside of one that comes late. */
function isSet(inputs: unknown, path: string): boolean {
  if (path === "") return true;
  const value = firstAt(inputs, path);
  return isGiven(value) && value !== UNKNOWN && !isLate(firstAt(inputs, parentOf(path)));
}

/** Terraform's paths mean the first entry of a list on the way. */
function firstAt(inputs: unknown, path: string): unknown {
  let value = inputs;
  for (const key of path === "" ? [] : path.split(".")) {
    const block: unknown = Array.isArray(value) ? value[0] : value;
    if (isLate(block)) return block;
    value = isBlock(block) && Object.hasOwn(block, key) ? block[key] : undefined;
  }
  return value;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("."), 0));
}

function ownBonds(type: string, rule: FieldRule, rules: FieldRules): Bond[] {
  return rule.constraints.flatMap((constraint) => {
    if (!("others" in constraint)) return [];
    const { is: relation } = constraint;
    const others = constraint.others.flatMap((other) => {
      const path = pulumiPath(type, other, rules);
      return path === undefined ? group(type, relation, other, rules) : [path];
    });
    return [{ relation, field: rule.path, others }];
  });
}

/** The fields that share a group's name, where the provider's source names the list instead of writing it out. */
function group(type: string, relation: Relation, name: string, rules: FieldRules): string[] {
  const isMember = ({ constraints }: FieldRule) =>
    constraints.some((one) => one.is === relation && one.others.includes(name));
  return /^\w+$/.test(name)
    ? rules
        .fieldsOf(type)
        .filter(isMember)
        .map(({ path }) => path)
    : [];
}
