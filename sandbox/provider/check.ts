import { autoName, type AutoNames } from "../../engine/embedded/auto-name";
import type { Checked, CheckFailure, CheckRequest } from "../../engine/embedded/provider";
import { apiRules } from "../../inventory/api-rules/index";
import type { Source } from "../../inventory/api-rules/rule";
import { checkApiRule } from "../../inventory/check";
import { checkFields } from "../../inventory/fields/check";
import type { FieldRules } from "../../inventory/fields/rules";
import type { Finding } from "../../inventory/finding";
import type { Inventory, Resource } from "../../inventory/model";
import { isObject, type Json, type JsonObject } from "../json";
import { defaultsIn, withDefaults } from "./defaults";
import { logicalName, typeOf } from "./kind-of";
import { unmarkedBlock, wired } from "./values";

/** What Google's provider looks up when it checks inputs. */
export interface Knowledge {
  readonly rules: FieldRules;
  readonly autoNames: AutoNames;
}

/** Checks inputs and completes them, as Pulumi's bridge does it with Google's provider. */
export function checkInputs(request: CheckRequest, { rules, autoNames }: Knowledge): Checked {
  const { urn, olds, news } = request;
  const type = typeOf(urn);
  try {
    const made = madeUpName(request, autoNames);
    const inputs = withDefaults(type, rules, news, olds, made);
    return { inputs: wired(inputs), failures: failuresOf(resourceOf(urn, inputs), rules) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { inputs: news, failures: [{ property: "name", reason }] };
  }
}

/** What only the service refuses, beside what is there already; the sentences are this project's own. */
export function refusals(
  urn: string,
  inputs: JsonObject,
  around: (asked: Resource) => Inventory,
): readonly Finding[] {
  const asked = resourceOf(urn, withoutBlanks(inputs));
  return byRules(asked, (source) => source !== "preview", around(asked));
}

/** A name that was made up stays as it is; where the program gives one or a prefix, none is needed. */
function madeUpName({ urn, olds, news, randomSeed }: CheckRequest, autoNames: AutoNames) {
  const rule = autoNames(typeOf(urn));
  if (!rule || rule.property in news || "namePrefix" in news) return {};
  const before = olds?.[rule.property];
  if (typeof before === "string" && defaultsIn(olds).includes(rule.property)) {
    return { [rule.property]: before };
  }
  return { [rule.property]: autoName(rule, randomSeed || urn, logicalName(urn)) };
}

/** One failure for each property, as the CLI prints them one below the other. */
function failuresOf(resource: Resource, rules: FieldRules): CheckFailure[] {
  const alone = { project: "", stack: "", resources: [resource], outputs: {} };
  const found = [
    ...checkFields(resource, rules),
    ...byRules(resource, (source) => source === "preview", alone),
  ];
  const failures = new Map<string, CheckFailure>();
  for (const { severity, path, message } of found) {
    if (severity !== "error" || failures.has(path)) continue;
    failures.set(path, { property: path, reason: message });
  }
  return [...failures.values()];
}

/** A warning is a trap, or nothing that anybody has confirmed: no refusal. */
function byRules(
  resource: Resource,
  isMeant: (source: Source) => boolean,
  around: Inventory,
): Finding[] {
  return apiRules
    .filter(({ severity, source }) => severity === "error" && isMeant(source))
    .flatMap((rule) => checkApiRule(rule, resource, around));
}

/** Some texts have the default "", which says no more than nothing. */
function withoutBlanks(block: JsonObject): JsonObject {
  const bare = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(bare);
    return isObject(value) ? withoutBlanks(value) : value;
  };
  const told = Object.entries(block).filter(([, value]) => value !== "");
  return Object.fromEntries(told.map(([key, value]) => [key, bare(value)]));
}

function resourceOf(urn: string, inputs: JsonObject): Resource {
  return {
    urn,
    type: typeOf(urn),
    name: logicalName(urn),
    custom: true,
    inputs: unmarkedBlock(inputs),
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
  };
}
