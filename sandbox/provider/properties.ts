import { secret, type Properties } from "../../engine/embedded/wire";
import type { FieldRules } from "../../inventory/fields/rules";
import { isObject, type Json, type JsonObject } from "../json";
import { DEFAULTS } from "./defaults";
import { wired } from "./values";

/** Secrets of kinds whose field rules don't say so. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  "container.Cluster": ["masterAuth"],
  "secretmanager.SecretVersion": ["secretData"],
  "sql.DatabaseInstance": ["serverCaCerts"],
};

/**
 * What a thing has after an update: what is asked for, and of the rest what the service computes or
 * filled in. What was given and no longer is goes.
 */
export function updated(
  type: string,
  rules: FieldRules,
  current: JsonObject,
  asked: JsonObject,
): JsonObject {
  return merged(type, rules, "", current, asked);
}

function merged(
  type: string,
  rules: FieldRules,
  field: string,
  current: JsonObject,
  asked: JsonObject,
): JsonObject {
  const fields = rules.under(type, field);
  const kept = Object.entries(current).filter(([key]) => {
    const rule = fields.get(key);
    return asked[key] === undefined && (rule === undefined || rule.computed || rule.output);
  });
  const given = Object.entries(asked).map(([key, value]): [string, Json] => {
    const before = current[key];
    const rule = fields.get(key);
    const isBlock = rule?.type.is === "block" && isObject(value) && isObject(before);
    return [key, isBlock ? merged(type, rules, rule.path, before, value) : value];
  });
  return Object.fromEntries([...kept, ...given]);
}

/** The state as a program sees it: secrets are marked, where the provider knows them to be secret. */
export function outputsOf(
  type: string,
  kind: string,
  rules: FieldRules,
  properties: JsonObject,
): Properties {
  const fields = rules.under(type, "");
  const entries = Object.entries(wired(properties)).filter(([key]) => key !== "id");
  const marked = entries.map(([key, value]): [string, Properties[string]] => {
    const hidden = fields.get(key)?.secret === true || SECRETS[kind]?.includes(key);
    return [key, hidden ? secret(value) : value];
  });
  return {
    ...computedPolicy(fields.get("deletionPolicy")?.otherwise),
    ...Object.fromEntries(marked),
  };
}

/** The policy that the provider's own configuration gives where nothing else does. */
function computedPolicy(otherwise: string | number | boolean | undefined): Properties {
  return otherwise === undefined ? {} : { deletionPolicy: otherwise };
}

/**
 * The inputs as they would have to be written to get what is there: those of the last deployment
 * with what the service says now.
 */
export function inputsFrom(inputs: JsonObject, outputs: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([key, value]): [string, Json][] => {
      if (key.startsWith("__")) return [[key, value]];
      const now = outputs[key];
      return now === undefined || now === null ? [] : [[key, shaped(value, now)]];
    }),
  );
}

function shaped(input: Json, now: Json): Json {
  if (isObject(input) && isObject(now)) return inputsFrom(input, now);
  if (!Array.isArray(input) || !Array.isArray(now) || input.length !== now.length) return now;
  return now.map((item: Json, place) => shaped(input[place] ?? null, item));
}

/** The inputs of something that no program gave yet: what is there, without what the service decides. */
export function importedInputs(
  type: string,
  rules: FieldRules,
  properties: JsonObject,
): JsonObject {
  const fields = rules.under(type, "");
  const given = Object.entries(properties).filter(([key]) => {
    const rule = fields.get(key);
    return rule && !rule.output && (!rule.computed || key === "name" || key === "settings");
  });
  return { ...Object.fromEntries(given), [DEFAULTS]: [] };
}
