import { EPOCH } from "../clock";
import type { Cloud } from "../cloud";
import { notFound } from "../error";
import type { JsonObject } from "../json";
import type { Operation } from "../model";
import { partOf, type Matched, type RestAnswer, type Route } from "./route";

const PLACES = ["global", "regions/{place}", "zones/{place}"];

/** Asking about operations; waiting for one lets time pass where the face does that. */
export const operationRoutes: readonly Route[] = PLACES.flatMap((place) => {
  const path = `/compute/v1/projects/{project}/${place}/operations/{operation}`;
  const over = (request: Matched, cloud: Cloud) => operationOf(request, cloud).end;
  return [
    { method: "GET", path, answer: get, over },
    { method: "POST", path: `${path}/wait`, answer: get, over },
  ] as const;
});

function get(request: Matched, cloud: Cloud): RestAnswer {
  return { body: shownOperation(operationOf(request, cloud), cloud) };
}

function operationOf(request: Matched, cloud: Cloud): Operation {
  const operation = cloud.operation(partOf(request, "operation"));
  const project = partsOf(operation).project;
  if (project !== partOf(request, "project")) throw notFound(operation.id);
  return operation;
}

/** The operation that the call before this began. */
export function lastOperation(cloud: Cloud): Operation {
  const last = [...cloud.operations()].at(-1);
  if (!last) throw notFound("operations");
  return last;
}

/** As the Compute API shows it: https://cloud.google.com/compute/docs/reference/rest/v1/globalOperations */
export function shownOperation(operation: Operation, cloud: Cloud): JsonObject {
  const { id, verb, start, end, error } = operation;
  const { project, location, name } = partsOf(operation);
  const done = end <= cloud.now;
  const scope = scopeOf(location);
  const base = `https://www.googleapis.com/compute/v1/projects/${project}/${scope}`;
  return {
    kind: "compute#operation",
    name: id,
    operationType: verb,
    status: done ? "DONE" : start <= cloud.now ? "RUNNING" : "PENDING",
    progress: done ? 100 : 0,
    insertTime: timeOf(start),
    ...(done ? { endTime: timeOf(end) } : {}),
    ...(error === undefined
      ? {}
      : { error: { errors: [{ code: "INTERNAL_ERROR", message: error }] } }),
    targetLink: `${base}/${name}`,
    selfLink: `${base}/operations/${id}`,
  };
}

/** Where calls about a location go in a path. */
export function scopeOf(location: string): string {
  if (location === "global") return "global";
  return /-[a-z]$/.test(location) ? `zones/${location}` : `regions/${location}`;
}

function partsOf({ target }: Operation) {
  const [project = "", location = "", name = ""] = target.slice(target.indexOf(":") + 1).split("/");
  return { project, location, name };
}

export const timeOf = (instant: number) => new Date(EPOCH + instant).toISOString();
