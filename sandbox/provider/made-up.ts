import { createHash } from "node:crypto";
import type { JsonObject } from "../json";
import { identityOf } from "../kinds/identity";
import { kindOf } from "./kind-of";

/**
 * The parts of a new thing's id with what neither the program nor Pulumi gives: a name after a
 * prefix, which Google's provider makes up, and what the service numbers itself. It follows from the
 * URN, and differs from everything that `isFree` says is there.
 */
export function madeUp(
  urn: string,
  parts: JsonObject,
  isFree: (parts: JsonObject) => boolean,
): JsonObject {
  const prefix = typeof parts["namePrefix"] === "string" ? parts["namePrefix"] : "";
  const kind = kindOf(urn);
  const part =
    prefix !== "" && parts["name"] === undefined
      ? "name"
      : identityOf(kind, parts).id.includes("{generated}")
        ? "generated"
        : undefined;
  if (part === undefined) return parts;
  for (let number = 1; ; number++) {
    const value = part === "name" ? `${prefix}${suffix(urn, number)}` : own(urn, number);
    const candidate = { ...parts, [part]: value };
    if (isFree(candidate)) return candidate;
  }
}

/** 26 digits, as many as the provider's own names have after a prefix. */
function suffix(urn: string, number: number): string {
  return `${digits(`${urn} ${number}`, 18)}${String(number).padStart(8, "0")}`;
}

/** Versions of a secret are counted; all else has a number of its own. */
function own(urn: string, number: number): string {
  const kind = kindOf(urn);
  if (kind === "secretmanager.SecretVersion") return String(number);
  return digits(`${urn} ${number}`, 19);
}

function digits(words: string, length: number): string {
  const hash = BigInt(`0x${createHash("sha256").update(words).digest("hex")}`);
  return `1${String(hash)}`.slice(0, length);
}
