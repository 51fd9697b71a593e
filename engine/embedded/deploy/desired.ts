import { createHash } from "node:crypto";
import type { Goal } from "../registry";
import type { Properties } from "../wire";
import { forProvider } from "./secrets";
import type { ResourceState } from "./state";

/** A resource as the program wants it, with what its predecessor keeps. */
export function asState(
  urn: string,
  goal: Goal,
  provider: string | undefined,
  inputs: Properties,
  last: ResourceState | undefined,
): ResourceState {
  return {
    urn,
    type: goal.type,
    custom: goal.custom,
    id: "",
    inputs,
    outputs: {},
    ...(goal.parent === undefined ? {} : { parent: goal.parent }),
    dependencies: goal.dependencies,
    propertyDependencies: goal.propertyDependencies,
    ...(provider === undefined ? {} : { provider }),
    protect: goal.protect ?? false,
    retainOnDelete: goal.retainOnDelete ?? false,
    ...(goal.deletedWith === undefined ? {} : { deletedWith: goal.deletedWith }),
    ignoreChanges: goal.ignoreChanges,
    replaceOnChanges: goal.replaceOnChanges,
    additionalSecretOutputs: goal.additionalSecretOutputs,
    hooks: goal.hooks,
    external: false,
    delete: false,
    pendingReplacement: false,
    initErrors: [],
    ...(last?.created === undefined ? {} : { created: last.created }),
    ...(last?.modified === undefined ? {} : { modified: last.modified }),
  };
}

/**
 * What made-up names follow from: the URN, and the predecessor's id where there is one. Pulumi's
 * engine draws it at random. Here the same attempt gets the same name, so that a run that was cut
 * off finds what it had begun to make.
 */
export function seedOf(urn: string, last: ResourceState | undefined): string {
  return createHash("sha256")
    .update(`${urn}\0${last?.id ?? ""}`)
    .digest("hex");
}

/** Why a provider doesn't take a resource, worded as the real engine words it. */
export function problem(
  goal: Goal,
  { property, reason }: { property: string; reason: string },
): string {
  const what = `${goal.type} resource '${goal.name}'`;
  if (property === "") return `${what} has a problem: ${reason}`;
  const value = JSON.stringify(forProvider(goal.inputs)[property] ?? null);
  return `${what}: property ${property} value {${value}} has a problem: ${reason}`;
}
