import { isLate, quoted, textAt, textsAt, valueAt } from "../../inventory/values";
import type { Change, GatedPreview } from "./change";
import { listed, type Breach, type GateRule } from "./rule";

const INSTANCE = "sql.DatabaseInstance";
/** Inputs by which an instance is a writer, or a replica of another. */
export const ROLE_PATHS = ["instanceType", "masterInstanceName"];

/** What follows a role in place, and by which inputs; components hold nothing themselves. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  [INSTANCE]: ["replicaNames", "replicationCluster", "settings"],
  "dns.RecordSet": ["rrdatas", "routingPolicy"],
  "compute.BackendService": ["backends"],
  "compute.RegionBackendService": ["backends"],
  "compute.RegionAutoscaler": ["autoscalingPolicy"],
  "compute.Autoscaler": ["autoscalingPolicy"],
  "cloudscheduler.Job": ["paused", "httpTarget"],
  "monitoring.AlertPolicy": ["conditions", "documentation", "displayName", "enabled"],
  "kubernetes:apps.Deployment": ["spec"],
  "kubernetes:autoscaling.HorizontalPodAutoscaler": ["spec"],
  "container.NodePool": ["autoscaling", "initialNodeCount", "nodeCount"],
};
/** Of an instance's settings, those that only a writer has. */
const WRITERS = [
  "settings.backupConfiguration",
  "settings.finalBackupConfig",
  "settings.maintenanceWindow",
  "settings.availabilityType",
];

export const roleRules: readonly GateRule[] = [
  {
    id: "role",
    title: "A change of roles touches the pair and what follows it, in place, and nothing else",
    why: "the writer moves by the database's own switchover; a deployment that edits roles promotes or replaces instead, and whatever else it does can't be taken back with it",
    breaches: (previews) => {
      // The stacks of one system change their roles together, whichever of them shows it.
      const moving = previews.some(rolesChange);
      return previews.flatMap(({ changes }) => [
        ...changes.flatMap(roleEdited),
        ...(moving ? changes.flatMap(besides) : []),
      ]);
    },
  },
];

/** Whether a region of the stack, or an instance in it, gets another role. */
export function rolesChange({ changes }: GatedPreview): boolean {
  return changes.some((change) => regionTurns(change) || editedRoles(change).length > 0);
}

/** Whether all that would change is the roles and what follows them. */
export function onlyRoles(preview: GatedPreview): boolean {
  return rolesChange(preview) && preview.changes.flatMap(besides).length === 0;
}

function regionTurns({ custom, old, new: fresh }: Change): boolean {
  const [from, to] = [old, fresh].map((state) => textAt(state?.inputs, "role"));
  return !custom && from !== undefined && to !== undefined && from !== to;
}

/** What the provider sees no difference in was taken over by a refresh. */
function editedRoles({ kind, op, old, new: fresh, paths }: Change): readonly string[] {
  if (kind !== INSTANCE || (op !== "update" && op !== "replace")) return [];
  return ROLE_PATHS.filter((path) => paths.length === 0 || paths.includes(path)).filter((path) => {
    const [from, to] = [roleAt(old?.inputs, path), roleAt(fresh?.inputs, path)];
    return from !== to;
  });
}

function roleAt(inputs: unknown, path: string): unknown {
  const value = valueAt(inputs, path);
  if (path === "instanceType") return value ?? "CLOUD_SQL_INSTANCE";
  // After a refresh it is there with the project in front.
  return typeof value === "string" && value !== "" ? value.split(":").at(-1) : undefined;
}

/** A deployment must not promote, demote or repoint: the provider makes an operation of the edit. */
function roleEdited(change: Change): readonly Breach[] {
  const { urn, old, new: fresh } = change;
  const [path] = editedRoles(change);
  if (path === undefined) return [];
  const late = isLate(valueAt(fresh?.inputs, path));
  const pair = pairOf(change);
  const wants = roleAt(fresh?.inputs, "instanceType") === "CLOUD_SQL_INSTANCE";
  const does = late
    ? "would get a role that is known only while it is deployed"
    : wants
      ? `would be promoted by this deployment, out of the replication from ${quoted(roleAt(old?.inputs, "masterInstanceName"))}`
      : `would be made a replica of ${quoted(roleAt(fresh?.inputs, "masterInstanceName"))} by this deployment`;
  const splits = wants && !pair ? ", and leave a second writer" : "";
  const fix = "carry out standby switchover, refresh both stacks, and then deploy what is left";
  return [{ urn, path, message: `${does}${splits}; ${fix}` }];
}

/** Whether a promoted instance takes its old source along as a replica of its own. */
function pairOf({ old, new: fresh }: Change): boolean {
  const source = roleAt(old?.inputs, "masterInstanceName");
  return textsAt(fresh?.inputs, "replicaNames").some((name) => name === source);
}

/** Whatever a change of roles does not bring with it. */
function besides(change: Change): readonly Breach[] {
  const { urn, custom, kind, op, paths } = change;
  if (!custom || op === "same" || op === "unclear") return [];
  // What becomes of such an instance has been said.
  if (op === "replace" && editedRoles(change).length > 0) return [];
  const alone = "; a change of roles is deployed by itself: leave this to a deployment of its own";
  if (op !== "update") {
    const done = { create: "made", delete: "deleted", replace: "replaced" }[op];
    return moves(change) ? [] : [{ urn, path: "", message: `would be ${done} as well${alone}` }];
  }
  const others = paths.filter((path) => !follows(kind, path));
  if (others.length === 0) return [];
  return [
    { urn, path: others[0] ?? "", message: `would change as well, in ${listed(others)}${alone}` },
  ];
}

function follows(kind: string, path: string): boolean {
  if (kind === INSTANCE && ROLE_PATHS.includes(path)) return true; // has been spoken of
  if (kind === INSTANCE && path.startsWith("settings.")) return under(WRITERS, path);
  return under(FOLLOWS[kind] ?? [], path);
}

function under(roots: readonly string[], path: string): boolean {
  return roots.some(
    (root) => path === root || path.startsWith(`${root}.`) || path.startsWith(`${root}[`),
  );
}

/** Replication stands where a disk is written to, and a copy gets its schedule when it is none any more. */
function moves({ kind }: Change): boolean {
  return ["compute.RegionDiskResourcePolicyAttachment", "compute.DiskAsyncReplication"].includes(
    kind,
  );
}
