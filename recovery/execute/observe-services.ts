import { groupsThere, inPods, linksIn } from "../../topology/backend-links";
import type { Topology } from "../../topology/model";
import { backendName } from "../../topology/naming";
import type { Known, ServiceSeen } from "../observed";
import { byName, known, type Looking, ONCE } from "./looking";
import { podsSeen } from "./pods";
import { at, type Document, listAt, numberAt, textAt } from "./rest";

type Services = Readonly<Record<string, Readonly<Record<string, Known<ServiceSeen>>>>>;

/** How every service stands in every region that has a group or pods of it, now or afterwards. */
export function servicesSeen(
  looking: Looking,
  topology: Topology,
  then: Topology = topology,
): Promise<Services> {
  const held = (service: string, region: string) =>
    [topology, then].some(({ regions }) => groupsThere(regions[region])[service]);
  return byName(Object.keys(topology.services), async (service) => {
    const backends = await backendsOf(looking, topology, service);
    const regions = Object.keys(topology.regions).filter((region) => held(service, region));
    return byName(regions, (region) => inRegion(looking, topology, service, region, backends));
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
  const links = linksIn(topology, service, region);
  const own = backends === "unknown" ? [] : backends.filter((one) => isOf(one, links));
  const part = topology.services[service];
  const look: (...asked: Parameters<typeof groupSeen>) => Promise<Counted> =
    part && inPods(part) ? podsSeen : groupSeen;
  const [group, healthy] = await Promise.all([
    known(() => look(looking, topology, service, region)),
    own.length === 0
      ? ("unknown" as const)
      : known(() => healthyIn(looking, topology, service, own)),
  ]);
  return {
    open: backends === "unknown" ? "unknown" : openOf(own),
    listed: backends === "unknown" ? "unknown" : own.length > 0,
    least: group === "unknown" ? group : group.least,
    running: group === "unknown" ? group : group.running,
    healthy,
    current: group === "unknown" ? group : group.current,
  };
}

/** How many there are of a group or of pods, and whether they are on the version that they shall run. */
interface Counted {
  readonly least: number;
  readonly running: number;
  readonly current: Known<boolean>;
}

/** Of several groups, as pods have one in each zone, all are open or none; else it can't be said. */
function openOf(own: readonly Document[]): Known<boolean> {
  const open = own.filter((backend) => at(backend, "capacityScaler") !== 0).length;
  if (open === 0) return false;
  return open === own.length ? true : "unknown";
}

/** Links differ in their host; what follows the project is the same. */
export function isOf(backend: Document, links: readonly string[]): boolean {
  return links.some((link) => pathOf(textAt(backend, "group")) === pathOf(link));
}

function pathOf(link: string): string {
  return link.slice(Math.max(0, link.indexOf("projects/")));
}

async function healthyIn(
  looking: Looking,
  topology: Topology,
  service: string,
  own: readonly Document[],
): Promise<number> {
  const counts = own.map((one) => healthOf(looking, topology, service, textAt(one, "group")));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
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
): Promise<Counted> {
  const name = regions[region]?.groups[service]?.name ?? "";
  const path = `regions/${region}/instanceGroupManagers/${name}`;
  const group = await rest.ask("GET", hosts.compute(path), ONCE);
  const scaler = await rest.ask("GET", hosts.compute(scalerPath(group)), ONCE);
  const isOn = textAt(scaler, "autoscalingPolicy.mode") === "ON";
  return {
    least: isOn ? numberAt(scaler, "autoscalingPolicy.minNumReplicas") : 0,
    running: numberAt(group, "currentActions.none"),
    current: at(group, "status.versionTarget.isReached") === true,
  };
}

/** Path of a group's autoscaler, from the project on. */
export function scalerPath(group: Document): string {
  const link = textAt(group, "status.autoscaler");
  const [, region = "", name = ""] =
    /regions\/([^/]+)\/(?:autoscalers\/)?([^/]+)$/.exec(link) ?? [];
  return `regions/${region}/autoscalers/${name}`;
}
