/** The line of durations for kinds whose own rules name none; nothing for what isn't in the cloud. */
export function usualLine(kind: string, verb: string): string | undefined {
  const [service = "", type = ""] = kind.split(".");
  if (service.startsWith("random") || service.startsWith("kubernetes")) return undefined;
  if (/I[Aa][Mm](Member|Binding|Policy)$/.test(type)) return "iam.change";
  const action = verb === "create" || verb === "delete" ? verb : "update";
  return LINES[kind]?.[action] ?? SERVICES[service] ?? "api.call";
}

const LOAD_BALANCER = all("load-balancer.update");
const GROUP = { create: "group.create", update: "group.update" };
const CLUSTER = { create: "cluster.create", update: "cluster.update" };

const LINES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "certificatemanager.Certificate": { create: "certificate.create" },
  "compute.Autoscaler": GROUP,
  "compute.BackendService": LOAD_BALANCER,
  "compute.Firewall": all("firewall.change"),
  "compute.ForwardingRule": LOAD_BALANCER,
  "compute.GlobalForwardingRule": LOAD_BALANCER,
  "compute.InstanceGroupManager": GROUP,
  "compute.RegionAutoscaler": GROUP,
  "compute.RegionInstanceGroupManager": GROUP,
  "compute.TargetHttpProxy": LOAD_BALANCER,
  "compute.TargetHttpsProxy": LOAD_BALANCER,
  "compute.URLMap": LOAD_BALANCER,
  "container.Cluster": CLUSTER,
  "container.NodePool": CLUSTER,
  "sql.DatabaseInstance": { create: "sql.create", update: "sql.update", delete: "sql.delete" },
};

const SERVICES: Readonly<Record<string, string>> = {
  compute: "compute.create",
  dns: "dns.change",
};

function all(line: string) {
  return { create: line, update: line, delete: line };
}
