/** A value that a file or a wire can carry. Never changed in place: a change makes a new one. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path such as `settings.backupConfiguration.enabled`; places in lists are numbers. */
export function at(value: Json | undefined, path: string): Json | undefined {
  return path.includes(".") ? path.split(".").reduce(within, value) : within(value, path);
}

function within(value: Json | undefined, key: string): Json | undefined {
  if (!isObject(value)) return Array.isArray(value) ? value[Number(key)] : undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
