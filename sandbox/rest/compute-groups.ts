import type { Cloud } from "../cloud";
import { invalid } from "../error";
import type { JsonObject } from "../json";
import { healingCheck } from "../kinds/compute/answers";
import { autoscalerOf } from "../kinds/compute/application";
import { type Machine, machinesOf, stateOf } from "../kinds/compute/machine";
import { sharesOf } from "../kinds/compute/policy";
import { byLink, textsAt } from "../kinds/lookup";
import type { CloudResource } from "../model";
import { addressOf, named } from "./compute-address";
import { shownOperation } from "./compute-operation";
import { documentOf, type Matched, type RestAnswer, type Route } from "./route";

/** What only groups have, and what a load balancer finds about their machines. */
export const groupRoutes: readonly Route[] = [
  ...["regions", "zones"].flatMap((word) => verbs(`${word}/{place}/instanceGroupManagers`)),
  ...["global", "regions/{place}"].map((scope): Route => ({
    method: "POST",
    path: `/compute/v1/projects/{project}/${scope}/backendServices/{name}/getHealth`,
    answer: health,
  })),
];

function verbs(collection: string): readonly Route[] {
  const one = `/compute/v1/projects/{project}/${collection}/{name}`;
  return [
    { method: "POST", path: `${one}/resize`, answer: resize },
    { method: "POST", path: `${one}/listManagedInstances`, answer: listMachines },
  ];
}

function resize(request: Matched, cloud: Cloud): RestAnswer {
  const size = Number(request.query.get("size") ?? Number.NaN);
  if (!Number.isInteger(size)) throw invalid("Required parameter 'size' not specified");
  const operation = cloud.act(addressOf(groupKind(request), request), "resize", { size });
  return { body: shownOperation(operation, cloud) };
}

function groupKind({ path }: Matched): string {
  return path.includes("/zones/")
    ? "compute.InstanceGroupManager"
    : "compute.RegionInstanceGroupManager";
}

function listMachines(request: Matched, cloud: Cloud): RestAnswer {
  const group = cloud.get(addressOf(groupKind(request), request));
  const check = healingCheck(cloud, group);
  const managedInstances = stateOf(cloud, group.id).machines.map((machine) =>
    shownMachine(machine, group.project, check?.id),
  );
  return { body: { managedInstances } };
}

const STATUS = {
  provisioning: ["PROVISIONING", "CREATING"],
  booting: ["RUNNING", "VERIFYING"],
  running: ["RUNNING", "NONE"],
  deleting: ["STOPPING", "DELETING"],
} as const;

function shownMachine(machine: Machine, project: string, check: string | undefined): JsonObject {
  const { name, zone, template, state, verdicts, again } = machine;
  const [instanceStatus, action] = STATUS[state];
  const base = `https://www.googleapis.com/compute/v1/projects/${project}/zones/${zone}`;
  const verdict = check === undefined ? undefined : verdicts[check];
  const found = verdict === undefined ? "UNKNOWN" : verdict.healthy ? "HEALTHY" : "UNHEALTHY";
  return {
    instance: `${base}/instances/${name}`,
    name,
    instanceStatus,
    currentAction: again ? "RECREATING" : action,
    version: { instanceTemplate: template },
    ...(check === undefined ? {} : { instanceHealth: [{ detailedHealthState: found }] }),
  };
}

/** What a load balancer's check has found about the machines of one group. */
function health(request: Matched, cloud: Cloud): RestAnswer {
  const kind = request.path.includes("/global/")
    ? "compute.BackendService"
    : "compute.RegionBackendService";
  const service = cloud.get(addressOf(kind, request));
  const check = byLink(cloud, textsAt(service.properties, "healthChecks")[0]);
  const group = byLink(cloud, documentOf(request)["group"]);
  if (!group) throw invalid("Invalid value for field 'resource.group'");
  const healthStatus = machinesOf(cloud, group).map(({ name, zone, verdicts }) => ({
    instance: `https://www.googleapis.com/compute/v1/projects/${group.project}/zones/${zone}/instances/${name}`,
    healthState: verdicts[check?.id ?? ""]?.healthy ? "HEALTHY" : "UNHEALTHY",
  }));
  return { body: { kind: "compute#backendServiceGroupHealth", healthStatus } };
}

/** A group with what goes on in it. */
export function shownGroup(group: CloudResource, cloud: Cloud): JsonObject {
  const { target, machines } = stateOf(cloud, group.id);
  const stable = machines.length === target && machines.every(({ state }) => state === "running");
  const scaler = autoscalerOf(cloud, group);
  return {
    ...group.properties,
    targetSize: target,
    status: {
      isStable: stable,
      versionTarget: { isReached: hasItsVersions(group, target, machines) },
      ...(scaler ? { autoscaler: named(scaler).selfLink } : {}),
    },
    currentActions: countsOf(machines),
  };
}

/** Whether no machine runs a version that it shall not; one that stands in for another zone's may. */
function hasItsVersions(
  group: CloudResource,
  target: number,
  machines: readonly Machine[],
): boolean {
  const staying = machines.filter(({ state }) => state !== "deleting");
  const counts = new Map<string, number>();
  for (const { template, count } of sharesOf(group, target)) {
    counts.set(template, (counts.get(template) ?? 0) + count);
  }
  const beside = Math.max(0, staying.length - target);
  return staying.every(({ template }) => {
    const count = counts.get(template);
    const made = staying.filter((machine) => machine.template === template);
    return count !== undefined && made.length <= count + beside;
  });
}

function countsOf(machines: readonly Machine[]): JsonObject {
  const count = (state: string) => machines.filter((machine) => machine.state === state).length;
  return {
    none: count("running"),
    creating: count("provisioning"),
    verifying: count("booting"),
    deleting: count("deleting"),
  };
}
