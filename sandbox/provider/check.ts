import { autoName, type AutoNames } from "../../engine/embedded/auto-name";
import type { Checked, CheckFailure, CheckRequest } from "../../engine/embedded/provider";
import { apiRules } from "../../inventory/api-rules/index";
import { checkApiRule } from "../../inventory/check";
import { checkFields } from "../../inventory/fields/check";
import type { FieldRules } from "../../inventory/fields/rules";
import type { Finding } from "../../inventory/finding";
import type { Resource } from "../../inventory/model";
import type { JsonObject } from "../json";
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

/** What only the service refuses, when it is asked; the sentences are this project's own. */
export function refusals(urn: string, inputs: JsonObject): readonly Finding[] {
  return byRules(resourceOf(urn, inputs), "api");
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
  const found = [...checkFields(resource, rules), ...byRules(resource, "preview")];
  const failures = new Map<string, CheckFailure>();
  for (const { severity, path, message } of found) {
    if (severity !== "error" || failures.has(path)) continue;
    failures.set(path, { property: path, reason: message });
  }
  return [...failures.values()];
}

function byRules(resource: Resource, source: "preview" | "api"): Finding[] {
  const alone = { project: "", stack: "", resources: [resource], outputs: {} };
  return apiRules
    .filter((rule) => rule.source === source && rule.severity === "error")
    .flatMap((rule) => checkApiRule(rule, resource, alone));
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
