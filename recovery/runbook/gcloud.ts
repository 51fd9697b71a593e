import { linksIn } from "../../topology/backend-links";
import {
  backendName,
  clusterName,
  diskName,
  fenceName,
  instanceHost,
  namespaceName,
  privateZoneName,
  recoveryBucketName,
} from "../../topology/naming";
import type { Action } from "../action";
import { ROUTE_TTL } from "../plan/reroute";
import { backendFlags } from "./backend-flags";
import { copyCommands } from "./copies";
import { instanceCommands } from "./instances";
import type { Around } from "./then";

/**
 * What a person types for an action: whole commands, ready for a shell. None where somebody decides,
 * waits, or runs Pulumi.
 */
export function commandsOf(action: Action, around: Around): readonly string[] {
  const lines = linesOf(action, around);
  return lines.map((line) => `${line}${tail(line, around)}`);
}

function tail(line: string, { now }: Around): string {
  return line.startsWith("gcloud ") && !line.startsWith("gcloud storage ")
    ? ` --project=${now.naming.project}`
    : "";
}

function linesOf(action: Action, around: Around): readonly string[] {
  const { naming } = around.now;
  switch (action.kind) {
    case "lease.take":
      return [`gcloud storage cp lease.json ${objectOf(around, "lease")} --if-generation-match=0`];
    case "lease.release":
      return [`gcloud storage rm ${objectOf(around, "lease")}`];
    case "deployments.freeze":
      return [`gcloud storage cp frozen.json ${objectOf(around, "frozen")}`];
    case "deployments.thaw":
      return [`gcloud storage rm ${objectOf(around, "frozen")}`];
    case "backend.open":
    case "backend.close":
    case "backend.remove":
      return backendCommands(action, around);
    case "fence.close":
    case "fence.open":
      return (["in", "out"] as const).map(
        (direction) =>
          `gcloud compute firewall-rules update ${fenceName(naming, action.region, direction)} ${action.kind === "fence.close" ? "--no-disabled" : "--disabled"}`,
      );
    case "dns.writer":
      return [
        `gcloud dns record-sets update ${around.then.databases[action.store]?.host}. --zone=${privateZoneName(naming)} --type=CNAME --ttl=${ROUTE_TTL} --rrdatas=${instanceHost(naming, action.store, action.region)}.`,
      ];
    case "dns.instance":
      return [
        `gcloud dns record-sets update ${instanceHost(naming, action.store, action.region)}. --zone=${privateZoneName(naming)} --type=A --ttl=${ROUTE_TTL} --rrdatas="$(gcloud sql instances describe ${action.instance} --format="value(ipAddresses[0].ipAddress)" --project=${naming.project})"`,
      ];
    case "group.scale":
      return [
        `gcloud compute instance-groups managed update-autoscaling ${around.then.regions[action.region]?.groups[action.service]?.name} --region=${action.region} --mode=on --min-num-replicas=${action.least} --max-num-replicas=${action.most}`,
      ];
    case "pods.scale":
      return [
        `gcloud container clusters get-credentials ${clusterName(naming, action.region)} --location=${action.region} --dns-endpoint`,
        `kubectl patch hpa ${action.service} --namespace=${namespaceName(naming)} --type=merge --patch='${JSON.stringify({ spec: { minReplicas: action.least, maxReplicas: action.most } })}'`,
      ];
    case "disk.promote":
      return around.now.regions[action.region]?.disks[action.store]
        ? [
            `gcloud compute disks stop-async-replication ${around.now.regions[action.region]?.disks[action.store]?.name ?? diskName(naming, action.store, action.region, 1)} --region=${action.region}`,
          ]
        : [];
    default:
      return action.kind.startsWith("sql.")
        ? instanceCommands(action, around)
        : copyCommands(action, around);
  }
}

/** The object of the lease, or of the mark that freezes deployments. */
export function objectOf({ now }: Around, name: "lease" | "frozen"): string {
  return `gs://${recoveryBucketName(now.naming)}/${name}.json`;
}

/** Opening takes out what will not be described any more, as the executor does. */
function backendCommands(
  { kind, service, region }: Extract<Action, { readonly kind: `backend.${string}` }>,
  { now, then }: Around,
): readonly string[] {
  const name = backendName(now.naming, service);
  const of = (where: string) => linksIn(then, service, where).map(backendFlags);
  const remove = (where: string) =>
    of(where).map(
      (flags) => `gcloud compute backend-services remove-backend ${name} --global ${flags}`,
    );
  if (kind === "backend.remove") return remove(region);
  const capacity = kind === "backend.open" ? 1 : 0;
  const changed = of(region).map(
    (flags) =>
      `gcloud compute backend-services update-backend ${name} --global ${flags} --capacity-scaler=${capacity}`,
  );
  if (kind === "backend.close") return changed;
  const left = then.services[service]?.backends.map((one) => one.region) ?? [];
  const gone = (now.services[service]?.backends ?? []).filter(
    (one) => !left.includes(one.region) && one.region !== region && one.capacityScaler === 1,
  );
  const closed = gone.length > 0 && !elsewhereOpen(now, service, gone[0]?.region ?? "");
  return closed ? [...changed, ...gone.flatMap((one) => remove(one.region))] : changed;
}

/** Whether the plan has taken it out already, as it does where another region was open. */
function elsewhereOpen({ services }: Around["now"], service: string, region: string): boolean {
  return (services[service]?.backends ?? []).some(
    (one) => one.region !== region && one.capacityScaler === 1,
  );
}
