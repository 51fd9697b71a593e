import { z } from "zod";
import { nearest } from "./nearest";
import { formatPath, isMap, parsePath, valueAt, type Path } from "./path";
import type { Issue } from "./relation";
import { system } from "./schema/system";
import { readYaml } from "./text/tree";

/** A description with other values put in for the time of one question. */
export interface Supposed {
  readonly value: unknown;
  readonly paths: readonly Path[];
  readonly issues: readonly Issue[];
}

/**
 * Puts values, typed as in the file, in at paths, typed as in messages: `services.web.load.peak`.
 * As in an overlay, null takes a key out.
 */
export function suppose(raw: unknown, changes: Readonly<Record<string, unknown>>): Supposed {
  const paths: Path[] = [];
  const issues: Issue[] = [];
  let value = raw;
  for (const [typed, given] of Object.entries(changes)) {
    const path = parsePath(typed);
    const read = typeof given === "string" ? readYaml(given) : { value: given, issues: [] };
    const wrong = path === undefined ? "is not a path" : strayStep(value, path);
    const at = path ?? [typed];
    paths.push(at);
    if (wrong !== undefined)
      issues.push({ path: at, message: `${wrong}; write it as in the file` });
    else if ("obstacles" in read) {
      issues.push({ path: at, message: read.obstacles[0]?.message ?? "cannot be read" });
    } else {
      issues.push(...read.issues.map((issue) => ({ ...issue, path: [...at, ...issue.path] })));
      value = put(value, at, read.value);
    }
  }
  return { value, paths, issues };
}

/** A value put in must belong to something described: it can't invent a service by a slip. */
function strayStep(raw: unknown, path: Path): string | undefined {
  for (const [index, step] of path.entries()) {
    const around = path.slice(0, index);
    const container = valueAt(raw, around);
    const place = index === 0 ? "the description" : formatPath(around);
    if (Array.isArray(container)) {
      const inside = typeof step === "number" && step < container.length;
      if (!inside) return `is not in ${place}, which has ${container.length} items, from [0]`;
    } else if (isNamedMap(around) && isMap(container) && !Object.hasOwn(container, step)) {
      const meant = nearest(String(step), Object.keys(container));
      const names = Object.keys(container).join(", ");
      const hint = meant === undefined ? `has ${names}` : `did you mean "${meant}"?`;
      return `names "${step}", which is not in ${place}; ${hint}`;
    }
  }
  return undefined;
}

/** The maps whose keys a person chose, at the top of a description. */
function isNamedMap([section, ...rest]: Path): boolean {
  if (rest.length > 0 || typeof section !== "string") return false;
  let schema: unknown = Object.hasOwn(system.shape, section)
    ? system.shape[section as keyof typeof system.shape] // it has that key
    : undefined;
  while (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    schema = schema.unwrap();
  return schema instanceof z.ZodRecord;
}

function put(raw: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (value === null && rest.length === 0 && isMap(raw)) {
    return Object.fromEntries(Object.entries(raw).filter(([key]) => key !== step));
  }
  const inner = put(valueAt(raw, [step]), rest, value);
  if (Array.isArray(raw)) return raw.map((item, index) => (index === step ? inner : item));
  return Object.fromEntries([...Object.entries(isMap(raw) ? raw : {}), [String(step), inner]]);
}
