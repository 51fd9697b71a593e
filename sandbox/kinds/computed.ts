import { createHash } from "node:crypto";
import type { Address } from "../cloud";
import { isObject, type JsonObject } from "../json";
import { COMPUTED, type Computed } from "./computed-by-kind";

/**
 * What the service says of a new thing beyond what was given: links, addresses, keys, numbers. All
 * of it follows from the thing's address, so that two runs of one seed are alike.
 */
export function computedFor(address: Address, id: string, given: JsonObject): JsonObject {
  const [service] = address.kind.split(".");
  const thing: Computed = {
    address,
    id,
    given,
    number: (digits, word = "") => digitsOf(`${digits}`, address, word, digits),
    hash: (length, word = "") => hexOf(address, word).slice(0, length),
    projectNumber: projectNumber(address.project),
  };
  return {
    ...(id.startsWith("projects/") ? { id } : {}),
    ...(service === "compute" && id.startsWith("projects/") ? computeCommon(thing) : {}),
    ...labelsOf(given),
    ...COMPUTED[address.kind]?.(thing),
  };
}

/** What the service says anew after every change. */
export function changesWith(given: JsonObject): JsonObject {
  return labelsOf(given);
}

/** A project's number, which the sandbox makes from its id. */
export function projectNumber(project: string): string {
  return digits(`project ${project}`, 12);
}

function computeCommon({ id }: Computed): JsonObject {
  return { selfLink: `https://www.googleapis.com/compute/v1/${id}` };
}

/** The labels that a thing really has: those given, and the one that Pulumi's provider adds. */
function labelsOf(given: JsonObject): JsonObject {
  const labels = given["labels"];
  if (!isObject(labels)) return {};
  const all = { ...labels, "goog-pulumi-provisioned": "true" };
  return { effectiveLabels: all, pulumiLabels: all };
}

function digitsOf(salt: string, address: Address, word: string, length: number): string {
  return digits(`${salt} ${keyOf(address)} ${word}`, length);
}

/** So many digits, the first of them not 0. */
function digits(words: string, length: number): string {
  const hash = BigInt(`0x${createHash("sha256").update(words).digest("hex")}`);
  return `${1n + (hash % 9n)}${String(hash).slice(0, length - 1)}`;
}

function hexOf(address: Address, word: string): string {
  return createHash("sha256")
    .update(`${keyOf(address)} ${word}`)
    .digest("hex");
}

function keyOf({ kind, project, location, name }: Address): string {
  return `${kind}:${project}/${location}/${name}`;
}
