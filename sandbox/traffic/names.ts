import type { Cloud } from "../cloud";
import type { JsonObject } from "../json";
import { effective } from "../kinds/effective";
import { blocksAt, lastPart, numberAt, textAt, textsAt } from "../kinds/lookup";
import type { Instant } from "../model";
import type { Client } from "./client";
import { byPolicy } from "./routing-policy";

interface Answer {
  readonly type: string;
  readonly data: string;
  readonly until: Instant;
}

/** No chain of names is that long. */
const LONGEST_CHAIN = 8;

/** TTL where a record says none (the provider's default is 300 s). */
const DEFAULT_TTL = 300;

/** Follows a name to an address; undefined if nothing answers to it. */
export function resolve(cloud: Cloud, client: Client, name: string): string | undefined {
  let wanted = name.endsWith(".") ? name : `${name}.`;
  for (let hop = 0; hop < LONGEST_CHAIN; hop += 1) {
    const answer = ask(cloud, client, wanted);
    if (!answer) return undefined;
    if (answer.type !== "CNAME") return answer.data;
    wanted = answer.data;
  }
  return undefined;
}

/** Forgets what a client was told, as a restart does. */
export function forget(cloud: Cloud, client: Client): void {
  const cache = cloud.table<Answer>("dns.cache");
  for (const key of [...cache.keys()]) if (key.startsWith(`${client.id}|`)) cache.delete(key);
}

function ask(cloud: Cloud, client: Client, name: string): Answer | undefined {
  const cache = cloud.table<Answer>("dns.cache");
  const key = `${client.id}|${name}`;
  const kept = cache.get(key);
  if (kept && kept.until > cloud.now) return kept;
  const record = recordOf(cloud, client, name);
  const data = record && dataOf(cloud, client, record);
  if (!record || data === undefined) return undefined;
  const ttl = (numberAt(record, "ttl") ?? DEFAULT_TTL) * 1000;
  const answer = { type: textAt(record, "type") ?? "A", data, until: cloud.now + ttl };
  cache.put(key, answer);
  return answer;
}

/** The record of a name: one of a private zone comes before one that everybody sees. */
function recordOf(cloud: Cloud, client: Client, name: string): JsonObject | undefined {
  let found: JsonObject | undefined;
  for (const resource of cloud.all("dns.RecordSet")) {
    const record = effective(resource);
    if (!record || record["name"] !== name || !isAddress(record)) continue;
    const isPrivate = inPrivateZone(cloud, record);
    if (isPrivate && client.inside) return record;
    if (!isPrivate) found = record;
  }
  return found;
}

function isAddress(record: JsonObject): boolean {
  return record["type"] === "A" || record["type"] === "CNAME";
}

function inPrivateZone(cloud: Cloud, record: JsonObject): boolean {
  const zone = lastPart(textAt(record, "managedZone") ?? "");
  for (const { name, properties } of cloud.all("dns.ManagedZone")) {
    if (name === zone) return properties["visibility"] === "private";
  }
  return false;
}

function dataOf(cloud: Cloud, client: Client, record: JsonObject): string | undefined {
  const policy = blocksAt(record, "routingPolicy")[0];
  return policy ? byPolicy(cloud, client, policy) : textsAt(record, "rrdatas")[0];
}
