import type { Cloud } from "../cloud";
import { invalid } from "../error";
import { isObject, type JsonObject } from "../json";
import { stateOf } from "../kinds/compute/machine";
import { byLink, textAt } from "../kinds/lookup";
import type { CloudResource } from "../model";
import { addressOf, named } from "./compute-address";
import { diskRoutes, givenDisk, shownDisk } from "./compute-disks";
import { groupRoutes, shownGroup } from "./compute-groups";
import {
  givenPolicy,
  givenRule,
  merged,
  shownPolicy,
  shownRule,
  shownService,
} from "./compute-names";
import { lastOperation, operationRoutes, shownOperation } from "./compute-operation";
import { documentOf, type Matched, type RestAnswer, type Route } from "./route";

interface Collection {
  readonly path: string;
  readonly kind: string;
  readonly shown: (resource: CloudResource, cloud: Cloud) => JsonObject;
  readonly given: (body: JsonObject, before: JsonObject) => JsonObject;
}

const plain = { shown: ({ properties }: CloudResource) => properties, given: given };
const groups = { shown: shownGroup, given };
const scalers = { shown: shownScaler, given: givenScaler };

/** What is asked for and changed in the same way: by name, with a patch or as a whole. */
const COLLECTIONS: readonly Collection[] = [
  {
    path: "regions/{place}/instanceGroupManagers",
    kind: "compute.RegionInstanceGroupManager",
    ...groups,
  },
  { path: "zones/{place}/instanceGroupManagers", kind: "compute.InstanceGroupManager", ...groups },
  { path: "regions/{place}/autoscalers", kind: "compute.RegionAutoscaler", ...scalers },
  { path: "zones/{place}/autoscalers", kind: "compute.Autoscaler", ...scalers },
  { path: "global/backendServices", kind: "compute.BackendService", shown: shownService, given },
  {
    path: "regions/{place}/backendServices",
    kind: "compute.RegionBackendService",
    shown: shownService,
    given,
  },
  { path: "global/firewalls", kind: "compute.Firewall", shown: shownRule, given: givenRule },
  { path: "zones/{place}/disks", kind: "compute.Disk", ...plain },
  { path: "regions/{place}/disks", kind: "compute.RegionDisk", shown: shownDisk, given: givenDisk },
  { path: "global/healthChecks", kind: "compute.HealthCheck", ...plain },
];

/** Autoscalers are named in the query when they are changed. */
const ON_COLLECTION = new Set(["compute.RegionAutoscaler", "compute.Autoscaler"]);

/** Compute Engine, as far as recovery and its rehearsals call it. */
export const computeRoutes: readonly Route[] = [
  ...COLLECTIONS.flatMap(routesOf),
  ...groupRoutes,
  ...diskRoutes,
  ...operationRoutes,
];

function routesOf(of: Collection): readonly Route[] {
  const path = `/compute/v1/projects/{project}/${of.path}`;
  const one = ON_COLLECTION.has(of.kind) ? path : `${path}/{name}`;
  const answer = (request: Matched, cloud: Cloud) => change(of, request, cloud);
  return [
    { method: "GET", path, answer: (request, cloud) => list(of, request, cloud) },
    { method: "GET", path: `${path}/{name}`, answer: (request, cloud) => get(of, request, cloud) },
    { method: "POST", path, answer: (request, cloud) => insert(of, request, cloud) },
    { method: "PATCH", path: one, answer },
    { method: "PUT", path: one, answer },
    {
      method: "DELETE",
      path: `${path}/{name}`,
      answer: (request, cloud) => remove(of, request, cloud),
    },
  ];
}

function get(of: Collection, request: Matched, cloud: Cloud): RestAnswer {
  const resource = cloud.get(addressOf(of.kind, request));
  return { body: { ...named(resource), ...of.shown(resource, cloud) } };
}

function list(of: Collection, request: Matched, cloud: Cloud): RestAnswer {
  const { project, location } = addressOf(of.kind, request);
  const items = [...cloud.all(of.kind)]
    .filter((resource) => resource.project === project && resource.location === location)
    .map((resource) => ({ ...named(resource), ...of.shown(resource, cloud) }));
  return { body: { items } };
}

const begun = (cloud: Cloud) => ({ body: shownOperation(lastOperation(cloud), cloud) });

function insert(of: Collection, request: Matched, cloud: Cloud): RestAnswer {
  const body = documentOf(request);
  const name = textAt(body, "name");
  if (name === undefined) throw invalid("Required field 'resource.name' not specified");
  cloud.create({ ...addressOf(of.kind, request), name }, of.given(body, {}));
  return begun(cloud);
}

function change(of: Collection, request: Matched, cloud: Cloud): RestAnswer {
  const body = documentOf(request);
  const address = addressOf(of.kind, request);
  const name = address.name === "" ? (textAt(body, "name") ?? "") : address.name;
  const { properties } = cloud.get({ ...address, name });
  cloud.update({ ...address, name }, of.given(body, properties));
  return begun(cloud);
}

function remove(of: Collection, request: Matched, cloud: Cloud): RestAnswer {
  cloud.delete(addressOf(of.kind, request));
  return begun(cloud);
}

function given(body: JsonObject, before: JsonObject): JsonObject {
  return merged(before, body);
}

function shownScaler({ properties, location }: CloudResource, cloud: Cloud): JsonObject {
  const policy = properties["autoscalingPolicy"];
  const group = byLink(cloud, properties["target"]);
  return {
    target: properties["target"] ?? null,
    autoscalingPolicy: isObject(policy) ? shownPolicy(policy) : {},
    recommendedSize: group ? stateOf(cloud, group.id).target : 0,
    status: cloud.faults.isLost(location) ? "ERROR" : "ACTIVE",
  };
}

function givenScaler(body: JsonObject, before: JsonObject): JsonObject {
  const { autoscalingPolicy, ...rest } = body;
  const old = before["autoscalingPolicy"];
  if (!isObject(autoscalingPolicy)) return merged(before, rest);
  const policy = givenPolicy(autoscalingPolicy, isObject(old) ? old : {});
  return { ...merged(before, rest), autoscalingPolicy: policy };
}
