import type { Cloud } from "../cloud";
import { CloudError, invalid, notFound } from "../error";
import type { JsonObject } from "../json";
import { blocksAt, lastPart, textAt } from "../kinds/lookup";
import type { CloudResource } from "../model";
import { documentOf, partOf, type Matched, type RestAnswer, type Route } from "./route";

const ZONE = "/dns/v1/projects/{project}/managedZones/{zone}";

/** Cloud DNS: what a recovery asks and changes. */
export const dnsRoutes: readonly Route[] = [
  {
    method: "GET",
    path: ZONE,
    answer: (request, cloud) => ({ body: zoneOf(request, cloud).properties }),
  },
  { method: "GET", path: `${ZONE}/rrsets`, answer: list },
  { method: "GET", path: `${ZONE}/rrsets/{name}/{type}`, answer: getOne },
  { method: "PATCH", path: `${ZONE}/rrsets/{name}/{type}`, answer: patch },
  { method: "POST", path: `${ZONE}/changes`, answer: change },
  { method: "GET", path: `${ZONE}/changes/{change}`, answer: status, over: changed },
];

function zoneOf(request: Matched, cloud: Cloud): CloudResource {
  const name = partOf(request, "zone");
  for (const zone of cloud.all("dns.ManagedZone")) {
    if (zone.project === partOf(request, "project") && zone.name === name) return cloud.get(zone);
  }
  throw notFound(`managedZones/${name}`);
}

function recordsOf(cloud: Cloud, zone: CloudResource): readonly CloudResource[] {
  return [...cloud.all("dns.RecordSet")].filter(
    ({ project, properties }) =>
      project === zone.project && lastPart(textAt(properties, "managedZone") ?? "") === zone.name,
  );
}

function recordNamed(
  cloud: Cloud,
  zone: CloudResource,
  name: string | undefined,
  type: string | undefined,
): CloudResource | undefined {
  return recordsOf(cloud, zone).find(
    ({ properties }) => properties["name"] === name && properties["type"] === type,
  );
}

function list(request: Matched, cloud: Cloud): RestAnswer {
  const name = request.query.get("name");
  const type = request.query.get("type");
  const rrsets = recordsOf(cloud, zoneOf(request, cloud))
    .filter(({ properties }) => name === null || properties["name"] === name)
    .filter(({ properties }) => type === null || properties["type"] === type)
    .map(shown);
  return { body: { kind: "dns#resourceRecordSetsListResponse", rrsets } };
}

function oneOf(request: Matched, cloud: Cloud): CloudResource {
  const [name, type] = [partOf(request, "name"), partOf(request, "type")];
  const record = recordNamed(cloud, zoneOf(request, cloud), name, type);
  if (!record) throw notFound(`${name} ${type}`);
  return record;
}

function getOne(request: Matched, cloud: Cloud): RestAnswer {
  return { body: shown(cloud.get(oneOf(request, cloud))) };
}

function patch(request: Matched, cloud: Cloud): RestAnswer {
  const record = oneOf(request, cloud);
  const { ttl, rrdatas } = documentOf(request);
  const changes = {
    ...(ttl === undefined ? {} : { ttl }),
    ...(rrdatas === undefined ? {} : { rrdatas }),
  };
  return { body: shown(cloud.update(record, { ...record.properties, ...changes })) };
}

/**
 * Deletions and additions in one piece. What is deleted must be there as it is said; the same name
 * and type deleted and added is a change in place.
 */
function change(request: Matched, cloud: Cloud): RestAnswer {
  const zone = zoneOf(request, cloud);
  const body = documentOf(request);
  const [deletions, additions] = [blocksAt(body, "deletions"), blocksAt(body, "additions")];
  if (deletions.length + additions.length === 0) throw invalid("The change is empty");
  for (const asked of deletions) refuseOther(cloud, zone, asked);
  for (const asked of additions) refuseSecond(cloud, zone, asked, deletions);
  let last = "";
  for (const asked of additions) last = add(cloud, zone, asked).id;
  for (const asked of deletions) {
    if (additions.some((added) => isSame(added, asked))) continue;
    const record = found(cloud, zone, asked);
    if (record) cloud.delete(record);
  }
  const operation = [...cloud.operations()].at(-1)?.id ?? "";
  return {
    body: shownChange(
      cloud,
      operation,
      { additions: [...additions], deletions: [...deletions] },
      last,
    ),
  };
}

const isSame = (one: JsonObject, other: JsonObject) =>
  one["name"] === other["name"] && one["type"] === other["type"];

function found(cloud: Cloud, zone: CloudResource, asked: JsonObject): CloudResource | undefined {
  return recordNamed(cloud, zone, textAt(asked, "name"), textAt(asked, "type"));
}

function refuseOther(cloud: Cloud, zone: CloudResource, asked: JsonObject): void {
  const record = found(cloud, zone, asked);
  const name = textAt(asked, "name") ?? "";
  if (!record) throw notFound(name);
  const { ttl, rrdatas } = record.properties;
  const same = JSON.stringify([asked["ttl"], asked["rrdatas"]]) === JSON.stringify([ttl, rrdatas]);
  if (same) return;
  throw new CloudError(
    412,
    "conditionNotMet",
    `Precondition not met for 'entity.change.deletions[${name}]'`,
  );
}

function refuseSecond(
  cloud: Cloud,
  zone: CloudResource,
  asked: JsonObject,
  deletions: readonly JsonObject[],
): void {
  if (!found(cloud, zone, asked) || deletions.some((gone) => isSame(gone, asked))) return;
  const name = textAt(asked, "name") ?? "";
  throw new CloudError(
    409,
    "alreadyExists",
    `The resource 'entity.change.additions[${name}]' already exists`,
  );
}

function add(cloud: Cloud, zone: CloudResource, asked: JsonObject): CloudResource {
  const record = found(cloud, zone, asked);
  const { name = null, type = null, ttl = null, rrdatas = null } = asked;
  if (record) return cloud.update(record, { ...record.properties, ttl, rrdatas });
  const { project, location } = zone;
  const kind = "dns.RecordSet";
  const own = `${zone.name}/${textAt(asked, "name") ?? ""}/${textAt(asked, "type") ?? ""}`;
  const properties = { managedZone: zone.name, name, type, ttl, rrdatas };
  return cloud.create({ kind, project, location, name: own }, properties);
}

function shown({ properties }: CloudResource): JsonObject {
  const { name = null, type = null, ttl = null, rrdatas, routingPolicy } = properties;
  return {
    kind: "dns#resourceRecordSet",
    name,
    type,
    ttl,
    ...(rrdatas === undefined ? {} : { rrdatas }),
    ...(routingPolicy === undefined ? {} : { routingPolicy }),
  };
}

function shownChange(
  cloud: Cloud,
  operation: string,
  parts: JsonObject,
  record: string,
): JsonObject {
  const end = cloud.find(record)?.readyAt ?? cloud.now;
  const state = end <= cloud.now ? "done" : "pending";
  return { kind: "dns#change", id: operation, status: state, ...parts };
}

function status(request: Matched, cloud: Cloud): RestAnswer {
  const { id, end } = cloud.operation(partOf(request, "change"));
  const state = end <= cloud.now ? "done" : "pending";
  return { body: { kind: "dns#change", id, status: state } };
}

function changed(request: Matched, cloud: Cloud) {
  return cloud.operation(partOf(request, "change")).end;
}
