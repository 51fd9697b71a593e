import type { Topology } from "../../topology/model";
import { backendName, groupLink } from "../../topology/naming";
import type { Known, ServiceSeen } from "../observed";
import { byName, known, type Looking, ONCE } from "./looking";
import { at, type Document, listAt, textAt } from "./rest";

type Services = Readonly<Record<string, Readonly<Record<string, Known<ServiceSeen>>>>>;

/** How every service stands in every region that has a group of it. */
export function servicesSeen(looking: Looking, topology: Topology): Promise<Services> {
  return byName(Object.keys(topology.services), async (service) => {
    const backends = await backendsOf(looking, topology, service);
    const regions = Object.values(topology.regions).filter(({ groups }) => groups[service]);
    return byName(
      regions.map(({ name }) => name),
      (region) => inRegion(looking, topology, service, region, backends),
    );
  });
}

async function backendsOf(
  { rest, hosts }: Looking,
  { naming }: Topology,
  service: string,
): Promise<Known<readonly Document[]>> {
  const url = hosts.compute(`global/backendServices/${backendName(naming, service)}`);
  const found = await known(() => rest.ask("GET", url, ONCE));
  return found === "unknown" ? found : listAt(found, "backends");
}

async function inRegion(
  looking: Looking,
  topology: Topology,
  service: string,
  region: string,
  backends: Known<readonly Document[]>,
): Promise<ServiceSeen> {
  const link = groupLink(topology.naming, service, region);
  const backend = backends === "unknown" ? undefined : backends.find((one) => isOf(one, link));
  const [group, healthy] = await Promise.all([
    known(() => groupSeen(looking, topology, service, region)),
    backend
      ? known(() => healthOf(looking, topology, service, textAt(backend, "group")))
      : ("unknown" as const),
  ]);
  const capacity = backend && at(backend, "capacityScaler");
  return {
    open: backends === "unknown" ? "unknown" : backend !== undefined && capacity !== 0,
    listed: backends === "unknown" ? "unknown" : backend !== undefined,
    least: group === "unknown" ? group : group.least,
    running: group === "unknown" ? group : group.running,
    healthy,
  };
}

/** Links differ in their host; what follows the project is the same. */
export function isOf(backend: Document, link: string): boolean {
  return pathOf(textAt(backend, "group")) === pathOf(link);
}

function pathOf(link: string): string {
  return link.slice(Math.max(0, link.indexOf("projects/")));
}

async function healthOf(
  { rest, hosts }: Looking,
  { naming }: Topology,
  service: string,
  group: string,
): Promise<number> {
  const url = hosts.compute(`global/backendServices/${backendName(naming, service)}/getHealth`);
  const answer = await rest.ask("POST", url, { ...ONCE, body: { group } });
  return listAt(answer, "healthStatus").filter((one) => textAt(one, "healthState") === "HEALTHY")
    .length;
}

/** The autoscaler has a name of Google's making; its group knows it. */
async function groupSeen(
  { rest, hosts }: Looking,
  { regions }: Topology,
  service: string,
  region: string,
): Promise<{ readonly least: number; readonly running: number }> {
  const name = regions[region]?.groups[service]?.name ?? "";
  const path = `regions/${region}/instanceGroupManagers/${name}`;
  const group = await rest.ask("GET", hosts.compute(path), ONCE);
  const scaler = await rest.ask("GET", hosts.compute(scalerPath(group)), ONCE);
  const isOn = textAt(scaler, "autoscalingPolicy.mode") === "ON";
  return {
    least: isOn ? numberAt(scaler, "autoscalingPolicy.minNumReplicas") : 0,
    running: numberAt(group, "currentActions.none"),
  };
}

/** Path of a group's autoscaler, from the project on. */
export function scalerPath(group: Document): string {
  const link = textAt(group, "status.autoscaler");
  const [, region = "", name = ""] =
    /regions\/([^/]+)\/(?:autoscalers\/)?([^/]+)$/.exec(link) ?? [];
  return `regions/${region}/autoscalers/${name}`;
}

function numberAt(document: Document, path: string): number {
  const found = at(document, path);
  return typeof found === "number" ? found : 0;
}
