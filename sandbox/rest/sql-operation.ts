import type { Cloud } from "../cloud";
import type { JsonObject } from "../json";
import { timeOf } from "../kinds/sql/recovery";
import { textAt } from "../kinds/sql/instance";
import type { CloudResource, Operation } from "../model";

const TYPES: Readonly<Record<string, string>> = {
  backup: "BACKUP_VOLUME",
  create: "CREATE",
  delete: "DELETE",
  promoteReplica: "PROMOTE_REPLICA",
  restart: "RESTART",
  restoreBackup: "RESTORE_VOLUME",
  switchover: "SWITCHOVER",
  update: "UPDATE",
};

/** An operation as the Admin API shows it: https://cloud.google.com/sql/docs/postgres/admin-api/rest/v1/operations */
export function shownOperation(operation: Operation, cloud: Cloud): JsonObject {
  const { project, name } = targetOf(operation);
  const base = `https://sqladmin.googleapis.com/v1/projects/${project}`;
  const { start, end, error } = operation;
  const done = end <= cloud.now;
  return {
    kind: "sql#operation",
    name: operation.id,
    operationType: typeOf(operation, cloud.find(operation.target)),
    status: done ? "DONE" : start <= cloud.now ? "RUNNING" : "PENDING",
    insertTime: timeOf(start),
    ...(start <= cloud.now ? { startTime: timeOf(start) } : {}),
    ...(done ? { endTime: timeOf(end) } : {}),
    ...(error === undefined ? {} : { error: errorsOf(error) }),
    targetId: name,
    targetLink: `${base}/instances/${name}`,
    targetProject: project,
    selfLink: `${base}/operations/${operation.id}`,
  };
}

/** Operations on instances of a project, newest first, as the API lists them. */
export function operationsOf(cloud: Cloud, project: string, instance?: string): Operation[] {
  return [...cloud.operations()]
    .filter((operation) => {
      const target = targetOf(operation);
      const meant = instance === undefined || target.name === instance;
      return target.kind === "sql.DatabaseInstance" && target.project === project && meant;
    })
    .reverse();
}

function errorsOf(message: string): JsonObject {
  return {
    kind: "sql#operationErrors",
    errors: [{ kind: "sql#operationError", code: "INTERNAL_ERROR", message }],
  };
}

function typeOf({ verb }: Operation, target: CloudResource | undefined): string {
  if (verb === "create" && target) {
    if (textAt(target.properties, "clone.sourceInstanceName") !== "") return "CLONE";
    if (textAt(target.properties, "masterInstanceName") !== "") return "CREATE_REPLICA";
  }
  return TYPES[verb] ?? verb.toUpperCase();
}

/** The parts of a resource's id; the resource itself may be gone. */
function targetOf({ target }: Operation) {
  const [kind = "", path = ""] = target.split(":");
  const [project = "", , name = ""] = path.split("/");
  return { kind, project, name };
}
