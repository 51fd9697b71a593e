import type { Cloud } from "../../cloud";
import { at, type JsonObject } from "../../json";
import type { Action, Kind, Lasting } from "../../kind";
import type { CloudEvent, CloudResource } from "../../model";
import { failOverZone } from "./availability";
import { backupLasts, beginBackup, endBackup, leaveBackups, takeDaily } from "./backups";
import { conceive } from "./birth";
import { occupy, refuseBusy, refuseStopped } from "./busy";
import { complete } from "./completion";
import { eraseRows } from "./data";
import { INSTANCE, isReplica, keepsLog, numberAt, remember, runtimeOf, textAt } from "./instance";
import { maintain, planMaintenance } from "./maintenance";
import { promoteReplica } from "./promotion";
import { rejoin } from "./rejoin";
import { reconcile } from "./reconcile";
import { refuseRestore, refuseRestoreInto, restoreInto } from "./recovery";
import { refuse, refuseDelete } from "./refusal";
import { switchover } from "./switchover";

/** Changes that restart it: https://docs.cloud.google.com/sql/docs/postgres/instance-settings */
const RESTARTING = [
  "activationPolicy",
  "availabilityType",
  "backupConfiguration.binaryLogEnabled",
  "backupConfiguration.pointInTimeRecoveryEnabled",
  "databaseFlags",
  "dataCacheConfig",
  "edition",
  "ipConfiguration.privateNetwork",
  "tier",
];

const restart: Action = {
  refuse: (instance, _, cloud) => {
    refuseStopped(instance, cloud);
    refuseBusy(instance, cloud);
  },
  begun: (instance, _, cloud, operation) => {
    occupy(instance, operation, cloud);
    goDown(instance, operation.start, operation.end, cloud);
  },
  done: (_, __, cloud) => reconcile(cloud),
};

/** Takes a backup now; the operation ends with it. */
const backup: Action = {
  refuse: (instance, _, cloud) => {
    refuseStopped(instance, cloud);
    refuseBusy(instance, cloud);
  },
  begun: (instance, args, cloud, operation) => {
    occupy(instance, operation, cloud);
    const description = textAt(args, "description");
    beginBackup(instance, "ON_DEMAND", cloud, { description, end: operation.end });
  },
  done: (instance, _, cloud) => refuseStopped(instance, cloud),
};

/** Puts what a backup holds in the place of everything that is there. */
const restoreBackup: Action = {
  refuse: (instance, args, cloud) => {
    refuseRestoreInto(instance, refuseRestore(instance.project, args, cloud), cloud);
    refuseStopped(instance, cloud);
    refuseBusy(instance, cloud);
  },
  begun: (instance, _, cloud, operation) => {
    occupy(instance, operation, cloud);
    goDown(instance, operation.start, operation.end, cloud);
  },
  done: (instance, args, cloud) => {
    refuseStopped(instance, cloud);
    restoreInto(instance, refuseRestore(instance.project, args, cloud), cloud);
    reconcile(cloud);
  },
};

/** Cloud SQL's instances: `docs/sandbox.md` says what is modelled of them. */
export const databaseInstance: Kind = {
  kind: INSTANCE,
  refuse,
  refuseDelete,
  complete,
  takes,
  begun: (instance, before, cloud) => {
    if (!before) return conceive(instance, cloud);
    if (restarts(before.properties, instance.properties)) {
      goDown(instance, Math.max(cloud.now, before.readyAt), instance.readyAt, cloud);
    }
    reconcile(cloud);
  },
  done: (instance, cloud) => {
    reconcile(cloud);
    noteLog(instance.id, cloud);
    const now = cloud.find(instance.id);
    if (now) planMaintenance(now, cloud);
  },
  removed: (instance, cloud) => {
    leaveBackups(instance, cloud);
    reconcile(cloud);
  },
  faulted: reconcile,
  dataDeleted: (instance, args, cloud) => {
    const range = {
      from: numberAt(args, "from", 0),
      to: numberAt(args, "to", Number.MAX_SAFE_INTEGER),
    };
    eraseRows(instance, range, cloud);
  },
  actions: { switchover, promoteReplica, restart, backup, restoreBackup },
  events: { sql: happen },
};

function happen({ type, about, args }: CloudEvent, cloud: Cloud): void {
  const instance = cloud.find(about);
  if (type === "sql.backed-up") return endBackup(textAt(args, "key"), instance, cloud);
  if (!instance) return;
  if (type === "sql.backup") return takeDaily(about, cloud);
  if (type === "sql.maintenance") return maintain(instance, cloud);
  if (type === "sql.rejoin") rejoin(instance, cloud);
  if (type === "sql.zone-failover") failOverZone(instance, cloud);
  reconcile(cloud);
}

function takes(
  verb: string,
  instance: CloudResource,
  before: CloudResource | undefined,
): Lasting | undefined {
  const { properties } = instance;
  switch (verb) {
    case "create":
      return creationTakes(instance);
    case "update":
      return before && restarts(before.properties, properties) ? "sql.restart" : "sql.update";
    case "promoteReplica":
      return at(properties, "replicationCluster.drReplica") === true
        ? "sql.failover"
        : "sql.promote";
    case "backup":
      return backupLasts(instance);
    case "restoreBackup":
      return restorationTakes(instance);
    default:
      return `sql.${verb}`;
  }
}

function creationTakes(instance: CloudResource): Lasting {
  const { properties } = instance;
  if (isReplica(instance)) return "sql.replica.create";
  if (textAt(properties, "clone.sourceInstanceName") !== "") return "sql.clone";
  const restored = at(properties, "restoreBackupContext.backupRunId") !== undefined;
  return [{ line: "sql.create" }, ...(restored ? restorationTakes(instance) : [])];
}

function restorationTakes({ properties }: CloudResource) {
  const times = numberAt(properties, "settings.diskSize", 10);
  return [{ line: "sql.restore" }, { line: "sql.restore.data", times }];
}

function restarts(before: JsonObject, after: JsonObject): boolean {
  return RESTARTING.some((path) => {
    const [had, has] = [before, after].map((all) => at(all, `settings.${path}`) ?? null);
    return JSON.stringify(had) !== JSON.stringify(has);
  });
}

function goDown(instance: CloudResource, from: number, until: number, cloud: Cloud): void {
  remember(instance.id, { down: { from, until } }, cloud);
}

/** A log that is switched on begins then; one that is switched off is gone. */
function noteLog(id: string, cloud: Cloud): void {
  const instance = cloud.find(id);
  if (!instance) return;
  const { logFrom, branch } = runtimeOf(instance);
  const keeps = branch !== null && !isReplica(instance) && keepsLog(instance.properties);
  if (keeps !== (logFrom !== null)) remember(id, { logFrom: keeps ? cloud.now : null }, cloud);
}
