import type { Cloud } from "../../../sandbox/cloud";
import { isObject, type JsonObject } from "../../../sandbox/json";

/**
 * What stands, by id, as far as anybody could tell it apart: not when it was last changed, nor what
 * is over, such as backups and objects that were written meanwhile.
 */
export function standing(cloud: Cloud): ReadonlyMap<string, JsonObject> {
  return new Map(
    [...cloud.all()].map(({ id, kind, properties }) => [
      id,
      kind === "sql.DatabaseInstance" ? withoutHistory(properties) : properties,
    ]),
  );
}

/**
 * Of a database instance: `version` counts its changes. While backups are off, their hour and number
 * mean nothing, and they stay what they were when the instance last wrote.
 */
function withoutHistory(properties: JsonObject): JsonObject {
  const { version: _, backupConfiguration, ...settings } = objectAt(properties, "settings");
  const backups = objectAt(
    { backupConfiguration: backupConfiguration ?? {} },
    "backupConfiguration",
  );
  const kept = backups["enabled"] === true ? backups : { enabled: false };
  return { ...properties, settings: { ...settings, backupConfiguration: kept } };
}

function objectAt(properties: JsonObject, key: string): JsonObject {
  const found = properties[key];
  return isObject(found) ? found : {};
}

/** The ids that only one of two has, and the paths of what differs in the rest. */
export function differences(
  before: ReadonlyMap<string, JsonObject>,
  after: ReadonlyMap<string, JsonObject>,
): readonly string[] {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].flatMap((id) => {
    const [one, other] = [before.get(id), after.get(id)];
    if (!one) return [`new: ${id}`];
    if (!other) return [`gone: ${id}`];
    return pathsIn(one, other).map((path) => `${id}${path}`);
  });
}

function pathsIn(one: unknown, other: unknown): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (!isRecord(one) || !isRecord(other)) {
    return [`: ${JSON.stringify(one)} is ${JSON.stringify(other)} now`];
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => pathsIn(one[key], other[key]).map((path) => `.${key}${path}`));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
