import { isDeepStrictEqual } from "node:util";
import { SIGNATURE } from "../../../inventory/signed";
import { isObject, isSecret, mapObject, secret, type Properties, type Wire } from "../wire";

const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** Properties as a provider gets them: without marks of secrets, and a resource's id for the resource. */
export function forProvider(properties: Properties): Properties {
  return mapObject(properties, bare);
}

function bare(value: Wire): Wire {
  if (Array.isArray(value)) return value.map(bare);
  if (!isObject(value)) return value;
  if (isSecret(value)) return bare(value["value"] ?? null);
  if (value[SIGNATURE] === REFERENCE) return value["id"] ?? value["urn"] ?? null;
  return mapObject(value, bare);
}

/**
 * What a provider answered, with the marks that it doesn't know of: a property whose input holds
 * a secret is secret, too. As the real engine does for providers that take no secrets.
 */
export function marked(outputs: Properties, inputs: Properties): Properties {
  const entries = Object.entries(outputs).map(([key, value]): [string, Wire] => {
    const input = inputs[key];
    if (input === undefined) return [key, value];
    if (isPlain(value) && isPlain(input)) return [key, { ...marked(value, input) }];
    return [key, holdsSecret(input) ? secret(value) : value];
  });
  return Object.fromEntries(entries);
}

/** Properties with some of them marked, where they are there. */
export function withSecrets(properties: Properties, keys: readonly string[]): Properties {
  const found = keys.filter((key) => key !== "id" && key in properties);
  const marks = found.map((key) => [key, secret(properties[key] ?? null)] as const);
  return { ...properties, ...Object.fromEntries(marks) };
}

function isPlain(value: Wire): value is Exclude<Wire, null | boolean | number | string | Wire[]> {
  return isObject(value) && !isSecret(value);
}

function holdsSecret(value: Wire): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isObject(value) && (isSecret(value) || Object.values(value).some(holdsSecret));
}

/** Whether two sets of properties say the same, whatever the order of their keys. */
export function sameProperties(one: Properties, other: Properties): boolean {
  return isDeepStrictEqual(one, other);
}
