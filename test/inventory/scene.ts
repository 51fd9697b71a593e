import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadFieldRules } from "../../inventory/fields/rules";
import type { Inventory, Resource } from "../../inventory/model";

const FOLDER = join(__dirname, "..", "..", "inventory", "fields");

/** The field files as they are committed. */
export const fieldRules = loadFieldRules(
  readFileSync(join(FOLDER, "google.tsv"), "utf8"),
  readFileSync(join(FOLDER, "declared.tsv"), "utf8"),
);

/** `compute.URLMap` is `gcp:compute/uRLMap:URLMap`, `kubernetes:apps.Deployment` of `apps/v1`. */
export function typeOf(kind: string): string {
  if (kind.startsWith("kubernetes:")) return kind.replace(".", "/v1:");
  const [module = "", name = ""] = kind.split(".");
  return `gcp:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}

/** A registered resource; it is called as its `name` says, or "web". */
export function resource(
  kind: string,
  inputs: Record<string, unknown>,
  rest: Partial<Resource> = {},
): Resource {
  const type = /^\S+:\S+:/.test(kind) ? kind : typeOf(kind);
  const name = rest.name ?? (typeof inputs["name"] === "string" ? inputs["name"] : "web");
  return {
    urn: `urn:pulumi:prod::bank::${type}::${name}`,
    type,
    name,
    custom: true,
    inputs,
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
    ...rest,
  };
}

export function inventory(resources: readonly Resource[]): Inventory {
  return { project: "bank", stack: "prod", resources, outputs: {} };
}

/** A copy with other values at some paths, such as `disks.1.boot`; undefined takes the value away. */
export function changed(original: Resource, changes: Record<string, unknown>): Resource {
  // Inputs are JSON, and so is their copy.
  const inputs = structuredClone(original.inputs) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) set(inputs, path.split("."), value);
  return { ...original, inputs };
}

function set(target: unknown, [key = "", ...rest]: string[], value: unknown): void {
  // Test data: every block on the way is a plain object or list.
  const block = target as Record<string, unknown>;
  if (rest.length === 0 && value === undefined) delete block[key];
  else if (rest.length === 0) block[key] = value;
  else {
    block[key] ??= {};
    set(block[key], rest, value);
  }
}
