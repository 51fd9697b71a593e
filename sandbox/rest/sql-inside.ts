import type { Cloud } from "../cloud";
import { CloudError, conflict, invalid } from "../error";
import { addressFor } from "../kinds/identity";
import { instanceNamed, textAt } from "../kinds/sql/instance";
import { heldBy } from "../kinds/sql/logins";
import type { CloudResource } from "../model";
import { documentOf, partOf, type Matched, type RestAnswer, type Route } from "./route";

/** What is inside an instance: its kind here, and the API's words for it. */
interface Inside {
  readonly kind: "sql.Database" | "sql.User";
  readonly shown: string;
  readonly made: string;
}

const DATABASES: Inside = {
  kind: "sql.Database",
  shown: "sql#database",
  made: "CREATE_DATABASE",
};
const USERS: Inside = { kind: "sql.User", shown: "sql#user", made: "CREATE_USER" };

/** Logical databases and logins of an instance. */
export const insideRoutes: readonly Route[] = (
  [
    ["databases", DATABASES],
    ["users", USERS],
  ] as const
).flatMap(([word, inside]): Route[] => [
  { method: "GET", path: `/instances/{instance}/${word}`, answer: listOf(inside) },
  { method: "POST", path: `/instances/{instance}/${word}`, answer: insertInto(inside) },
]);

function listOf({ kind, shown }: Inside): Route["answer"] {
  return (request, cloud) => {
    const instance = cloud.get(instanceOf(request, cloud));
    const items = heldBy(instance, kind, cloud).map((held) => ({ kind: shown, ...held }));
    return { body: { kind: `${shown}sList`, items } };
  };
}

function insertInto({ kind, made }: Inside): Route["answer"] {
  return (request, cloud): RestAnswer => {
    const instance = instanceOf(request, cloud);
    const body = documentOf(request);
    const name = textAt(body, "name");
    if (name === "") throw invalid("Missing parameter: name");
    if (heldBy(instance, kind, cloud).some((held) => textAt(held, "name") === name)) {
      throw conflict("alreadyExists", `'${name}' is in '${instance.name}' already`);
    }
    const given = { ...body, instance: instance.name };
    const parts = { ...given, project: instance.project };
    const find = (of: string, project: string, called: string) =>
      of === instance.kind ? instanceNamed(cloud, project, called) : undefined;
    cloud.create(addressFor(kind, parts, find), given);
    const status = { operationType: made, status: "DONE", targetId: instance.name };
    return { body: { kind: "sql#operation", ...status } };
  };
}

/** The instance that a request is about. @throws CloudError 404 */
export function instanceOf(request: Matched, cloud: Cloud): CloudResource {
  const instance = instanceNamed(cloud, partOf(request, "project"), partOf(request, "instance"));
  if (instance) return instance;
  throw new CloudError(404, "instanceDoesNotExist", "The Cloud SQL instance does not exist.");
}
