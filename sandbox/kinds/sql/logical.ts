import type { Cloud } from "../../cloud";
import { invalid, notFound } from "../../error";
import type { Asked, Kind } from "../../kind";
import type { CloudResource } from "../../model";
import { instanceNamed, isReplica, runtimeOf, textAt } from "./instance";
import { hold, letGo } from "./logins";

/** Logical databases and logins are data: replicas get them from their writer. */
function refuse({ project, properties, before }: Asked, cloud: Cloud): void {
  const name = textAt(properties, "instance");
  const instance = instanceNamed(cloud, project, name);
  if (!instance) throw notFound(name);
  if (!before && isReplica(instance)) {
    throw invalid(`'${instance.name}' is a read replica: make it on the writer`);
  }
}

function refuseUser(asked: Asked, cloud: Cloud): void {
  refuse(asked, cloud);
  const { properties, project } = asked;
  const instance = instanceNamed(cloud, project, textAt(properties, "instance"));
  const isPostgres = textAt(instance?.properties ?? {}, "databaseVersion").startsWith("POSTGRES");
  if (isPostgres && textAt(properties, "host") !== "") {
    throw invalid("host is for MySQL alone");
  }
  const type = textAt(properties, "type");
  const hasPassword = "password" in properties || "passwordWo" in properties;
  if (type.startsWith("CLOUD_IAM_") && hasPassword) {
    throw invalid(`A user of type ${type} has no password`);
  }
  if (isPostgres && !asked.before && (type === "" || type === "BUILT_IN") && !hasPassword) {
    throw invalid("A user of type BUILT_IN needs a password");
  }
}

/** A deletion through a replica fails, as the engine refuses to write there. */
function refuseDelete({ project, properties }: CloudResource, cloud: Cloud): void {
  const instance = instanceNamed(cloud, project, textAt(properties, "instance"));
  if (instance && runtimeOf(instance).branch !== null && isReplica(instance)) {
    throw invalid(`'${instance.name}' is a read replica: delete it on the writer`);
  }
}

const takes = () => "api.call";

/** Neither moves from one instance to another by an edit, so only the making counts. */
const kept: Pick<Kind, "begun" | "removed"> = {
  begun: (resource, before, cloud) => {
    if (!before) hold(resource, cloud);
  },
  removed: letGo,
};

export const database: Kind = {
  kind: "sql.Database",
  ...kept,
  refuse,
  refuseDelete,
  takes,
  complete: ({ properties, project }, cloud) => {
    const instance = instanceNamed(cloud, project, textAt(properties, "instance"));
    const isMysql = textAt(instance?.properties ?? {}, "databaseVersion").startsWith("MYSQL");
    const defaults = isMysql
      ? { charset: "utf8mb4", collation: "utf8mb4_0900_ai_ci" }
      : { charset: "UTF8", collation: "en_US.UTF8" };
    return { ...defaults, ...properties, project };
  },
};

export const user: Kind = {
  kind: "sql.User",
  ...kept,
  refuse: refuseUser,
  refuseDelete,
  takes,
  complete: ({ properties, project }) => ({ type: "BUILT_IN", ...properties, project }),
};
