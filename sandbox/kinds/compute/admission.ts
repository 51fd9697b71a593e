import type { Cloud } from "../../cloud";
import type { JsonObject } from "../../json";
import { effective } from "../effective";
import { blocksAt, numberAt, textsAt } from "../lookup";

/** Who wants to reach a machine: Google's health checks and front ends come from the same ranges. */
export type Sender = "probes";

/** Where Google's probes and front ends send from (docs/facts.md). */
const RANGES: Readonly<Record<Sender, readonly string[]>> = {
  probes: ["35.191.0.0/16", "130.211.0.0/22"],
};

/** What the API fills in where no priority is given (declarations of `compute.Firewall`). */
const DEFAULT_PRIORITY = 1000;

/**
 * Whether the network's rules let a sender in to a machine with these tags: the first
 * rule by priority decides, a denial before an allowance of the same, and with no rule nobody gets in.
 * Without any rule at all there is no network to speak of, as in a test of something else.
 */
export function admits(
  cloud: Cloud,
  tags: readonly string[],
  port: number,
  sender: Sender,
): boolean {
  let best: Found | undefined;
  let any = false;
  for (const declared of cloud.all("compute.Firewall")) {
    any = true;
    const rule = effective(declared);
    if (!rule || !concerns(rule, tags, sender)) continue;
    const found = { priority: priorityOf(rule), allows: opens(rule, port) };
    if (!found.allows && !denies(rule)) continue;
    if (!best || found.priority < best.priority || isDenialOf(found, best)) best = found;
  }
  return best?.allows ?? !any;
}

type Found = { readonly priority: number; readonly allows: boolean };

function isDenialOf(found: Found, best: Found): boolean {
  return found.priority === best.priority && !found.allows;
}

function priorityOf(properties: JsonObject): number {
  return numberAt(properties, "priority") ?? DEFAULT_PRIORITY;
}

function concerns(properties: JsonObject, tags: readonly string[], sender: Sender): boolean {
  if (properties["disabled"] === true || properties["direction"] === "EGRESS") return false;
  const targets = textsAt(properties, "targetTags");
  if (targets.length > 0 && !targets.some((tag) => tags.includes(tag))) return false;
  const sources = textsAt(properties, "sourceRanges");
  return sources.includes("0.0.0.0/0") || RANGES[sender].every((range) => sources.includes(range));
}

function denies(properties: JsonObject): boolean {
  return blocksAt(properties, "denies").length > 0;
}

function opens(properties: JsonObject, port: number): boolean {
  return blocksAt(properties, "allows").some((allow) => {
    const ports = textsAt(allow, "ports");
    return ports.length === 0 || ports.includes(String(port));
  });
}
