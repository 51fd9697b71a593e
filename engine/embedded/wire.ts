import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { SECRET, UNKNOWN } from "../../inventory/model";
import { plainSigned, SIGNATURE } from "../../inventory/signed";

// What signed objects are (sdk/go/common/resource/sig in pulumi/pulumi).
const SECRET_VALUE = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** A value as it crosses the wire: JSON, with signed objects for secrets, assets and references. */
export type Wire = null | boolean | number | string | Wire[] | WireObject;

export type WireObject = { [key: string]: Wire };

/** A resource's properties as they cross the wire. */
export type Properties = Readonly<Record<string, Wire>>;

/** Unpacks a message's properties. */
export function unpacked(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** Properties as an inventory shows them: no secret's value, unknowns as themselves. */
export function shown(properties: Properties): Record<string, unknown> {
  return mapObject(properties, showValue);
}

function showValue(value: Wire): Wire {
  if (!isObject(value)) return Array.isArray(value) ? value.map(showValue) : value;
  if (value[SIGNATURE] === SECRET_VALUE) return SECRET;
  if (value[SIGNATURE] === OUTPUT_VALUE) return showValue(withoutOutputs(value));
  return mapObject(plainSigned(value), showValue);
}

/** Marks a value as secret, once. */
export function secret(value: Wire): Wire {
  return isObject(value) && isSecret(value) ? value : { [SIGNATURE]: SECRET_VALUE, value };
}

/** Whether an object is the mark of a secret. */
export function isSecret(object: WireObject): boolean {
  return object[SIGNATURE] === SECRET_VALUE;
}

/**
 * Properties as transforms want them: what is secret, unknown or depends on resources comes as an
 * output value, which carries all three.
 */
export function withOutputs(
  properties: Properties,
  dependencies: Readonly<Record<string, readonly string[]>>,
): WireObject {
  const outputs = Object.entries(properties).map(([key, value]): [string, Wire] => {
    const inner = asOutput(value);
    const needs = dependencies[key] ?? [];
    if (needs.length === 0) return [key, inner];
    const own = isOutput(inner) ? inner : { [SIGNATURE]: OUTPUT_VALUE, value: inner };
    return [key, { ...own, dependencies: [...needs] }];
  });
  return Object.fromEntries(outputs);
}

function asOutput(value: Wire): Wire {
  if (value === UNKNOWN) return { [SIGNATURE]: OUTPUT_VALUE };
  if (Array.isArray(value)) return value.map(asOutput);
  if (!isObject(value)) return value;
  if (value[SIGNATURE] !== SECRET_VALUE) return mapObject(value, asOutput);
  const inner = asOutput(value["value"] ?? null);
  const own = isOutput(inner) ? inner : { [SIGNATURE]: OUTPUT_VALUE, value: inner };
  return { ...own, secret: true };
}

/** The opposite of `withOutputs`: plain values, secrets and unknowns again. */
export function withoutOutputs(value: Wire): Wire {
  if (Array.isArray(value)) return value.map(withoutOutputs);
  if (!isObject(value)) return value;
  if (value[SIGNATURE] !== OUTPUT_VALUE) return mapObject(value, withoutOutputs);
  const inner = "value" in value ? withoutOutputs(value["value"] ?? null) : UNKNOWN;
  return value["secret"] === true ? secret(inner) : inner;
}

/** URNs of all resources that output values in `value` depend on. */
export function dependenciesOf(value: Wire): string[] {
  if (Array.isArray(value)) return value.flatMap(dependenciesOf);
  if (!isObject(value)) return [];
  if (value[SIGNATURE] !== OUTPUT_VALUE) return Object.values(value).flatMap(dependenciesOf);
  const own = Array.isArray(value["dependencies"]) ? value["dependencies"].map(String) : [];
  return [...own, ...dependenciesOf(value["value"] ?? null)];
}

function isOutput(value: Wire): value is WireObject {
  return isObject(value) && value[SIGNATURE] === OUTPUT_VALUE;
}

/** Whether a value is an object with keys, signed or not. */
export function isObject(value: Wire): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object with each of its values changed. */
export function mapObject(object: Properties, change: (value: Wire) => Wire): WireObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
