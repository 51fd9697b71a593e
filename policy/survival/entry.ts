import { ofKinds, referenced, referrers } from "../../inventory/api-rules/references";
import { kindName } from "../../inventory/fields/rules";
import type { Resource } from "../../inventory/model";
import { isBlock, textAt, textsAt, valueAt } from "../../inventory/values";
import type { PolicyContext } from "../context";

const RECORDS = ["dns.RecordSet"];
const ADDRESSES = ["compute.GlobalAddress", "compute.Address"];
const RULES = ["compute.GlobalForwardingRule", "compute.ForwardingRule"];
const PROXIES = [
  ...["compute.TargetHttpsProxy", "compute.TargetHttpProxy"],
  ...["compute.RegionTargetHttpsProxy", "compute.RegionTargetHttpProxy"],
];
const MAPS = ["compute.URLMap", "compute.RegionUrlMap"];
const SERVICES = ["compute.BackendService", "compute.RegionBackendService"];

/** The records that users, or callers inside the network, begin with: those of its own name, if it has one. */
export function entriesOf(context: PolicyContext, service: string): readonly Resource[] {
  const { inventory, situation } = context;
  const visibility = situation.services[service]?.isPublic ? "public" : "private";
  const records = ofKinds(inventory, RECORDS).filter(
    (record) =>
      ["A", "AAAA", "CNAME"].includes(textAt(record.inputs, "type") ?? "") &&
      referenced(record, "managedZone", inventory, ["dns.ManagedZone"]).some(
        ({ inputs }) => textAt(inputs, "visibility", "public") === visibility,
      ),
  );
  const own = records.filter(({ inputs }) => textAt(inputs, "name")?.startsWith(`${service}.`));
  return own.length > 0 ? own : records;
}

/** Where a request goes from here; any of these may take it. */
export function onwards(context: PolicyContext, resource: Resource): readonly Resource[] {
  const { inventory } = context;
  const kind = kindName(resource.type);
  if (RECORDS.includes(kind)) return answers(context, resource);
  if (ADDRESSES.includes(kind)) return referrers(resource, "ipAddress", inventory, RULES);
  if (RULES.includes(kind)) return referenced(resource, "target", inventory, PROXIES);
  if (PROXIES.includes(kind)) return referenced(resource, "urlMap", inventory, MAPS);
  if (MAPS.includes(kind)) {
    return ["defaultService", "pathMatchers"].flatMap((property) =>
      referenced(resource, property, inventory, SERVICES),
    );
  }
  return [];
}

/** The addresses that a record answers with, directly or by another name. */
function answers({ inventory }: PolicyContext, record: Resource): readonly Resource[] {
  const late = ["rrdatas", "routingPolicy"].flatMap((property) =>
    referenced(record, property, inventory, ADDRESSES),
  );
  const texts = [
    ...textsAt(record.inputs, "rrdatas"),
    ...textsIn(valueAt(record.inputs, "routingPolicy")),
  ];
  const written = ofKinds(inventory, ADDRESSES).filter(({ inputs }) =>
    texts.includes(textAt(inputs, "address") ?? "-"),
  );
  const named = ofKinds(inventory, RECORDS).filter(
    (other) => other !== record && texts.includes(textAt(other.inputs, "name") ?? "-"),
  );
  return [...new Set([...late, ...written, ...named])];
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isBlock(value) ? Object.values(value).flatMap(textsIn) : [];
}
