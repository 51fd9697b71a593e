import { isObject, type Json, type JsonObject } from "../json";
import { blocksAt, textsAt } from "../kinds/lookup";
import type { CloudResource } from "../model";

/**
 * How the Compute API calls what the provider calls otherwise, by path; a block with `*` is a list
 * in the API where the provider has a single one. All else has the same name in both.
 */
const NAMES: readonly (readonly [provider: string, api: string])[] = [
  ["minReplicas", "minNumReplicas"],
  ["maxReplicas", "maxNumReplicas"],
  ["cooldownPeriod", "coolDownPeriodSec"],
  ["stabilizationPeriod", "stabilizationPeriodSec"],
  ["scalingSchedules.minRequiredReplicas", "minRequiredReplicas"],
  ["cpuUtilization.target", "utilizationTarget"],
  ["loadBalancingUtilization.target", "utilizationTarget"],
];

const GIVEN = new Map(NAMES.map(([provider, api]) => [api, provider.split(".").at(-1) ?? api]));

/** An autoscaler's policy in the API's names. */
export function shownPolicy(policy: JsonObject): JsonObject {
  return renamed(policy, "", (path, key) => {
    const found = NAMES.find(([provider]) => provider === path);
    return found?.[1] ?? key;
  });
}

/** And back; what is left out keeps what it was. */
export function givenPolicy(policy: JsonObject, before: JsonObject): JsonObject {
  const given = renamed(policy, "", (_path, key) => GIVEN.get(key) ?? key);
  return merged(before, given);
}

function renamed(
  value: JsonObject,
  path: string,
  name: (path: string, key: string) => string,
): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const here = path === "" ? key : `${path}.${key}`;
      return [name(here, key), isObject(inner) ? renamed(inner, here, name) : inner];
    }),
  );
}

/** A patch as Google's APIs merge it: objects by key, all else as a whole, null takes out. */
export function merged(before: JsonObject, patch: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...before };
  for (const [key, value] of Object.entries(patch)) {
    const old = result[key];
    if (value === null) delete result[key];
    else result[key] = isObject(value) && isObject(old) ? merged(old, value) : value;
  }
  return result;
}

/** The provider has one health check where the API has a list. */
export function shownService({ properties }: CloudResource): JsonObject {
  return { ...properties, healthChecks: [...textsAt(properties, "healthChecks")] };
}

/** `allowed` and `denied` are the API's words, and a protocol is led by `IP`. */
export function shownRule({ properties }: CloudResource): JsonObject {
  const { allows, denies, ...rest } = properties;
  return {
    ...rest,
    ...(allows === undefined ? {} : { allowed: protocols(allows, "protocol", "IPProtocol") }),
    ...(denies === undefined ? {} : { denied: protocols(denies, "protocol", "IPProtocol") }),
  };
}

/** And back. */
export function givenRule(body: JsonObject, before: JsonObject): JsonObject {
  const { allowed, denied, ...rest } = body;
  return merged(before, {
    ...rest,
    ...(allowed === undefined ? {} : { allows: protocols(allowed, "IPProtocol", "protocol") }),
    ...(denied === undefined ? {} : { denies: protocols(denied, "IPProtocol", "protocol") }),
  });
}

function protocols(list: Json, from: string, to: string): Json {
  return blocksAt({ list }, "list").map(({ [from]: protocol = null, ...rest }) => ({
    ...rest,
    [to]: protocol,
  }));
}
