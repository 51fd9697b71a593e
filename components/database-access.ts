import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { loginsOf } from "../topology/logins";
import type { DatabasePart, Topology } from "../topology/model";
import { secretName } from "../topology/naming";
import { childOf } from "./options";
import type { Grants } from "./keeping";
import { secretInputs } from "./secret";

export interface DatabaseAccessArgs {
  readonly database: DatabasePart;
  readonly topology: Topology;
  /** Name of the home region's instance, waiting for it where this stack makes it. */
  readonly instance: pulumi.Input<string>;
  /** Key of secrets, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
}

/**
 * What is inside a database and who may enter: logical databases, a login for each service that
 * uses it, and an administrator for emergencies whose password only Secret Manager has.
 *
 * All of it is the writer's data and is copied with it, so it survives the loss of a region as far
 * as the database does. It is declared once, on the home region's instance, and stays as it is
 * wherever the writer goes. Services log in as themselves, without a password. Costs nothing but
 * the secret's versions, nothing more in standby. Doesn't cover changes while the primary region is
 * elsewhere: the home instance can't take anything new then, and a preview refuses it.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const database = topology.databases["accounts-db"];
 * const instance = database.homeInstance;
 * new DatabaseAccess("accounts-db", { database, topology, instance });
 * // registers random.RandomPassword, secretmanager.Secret, sql.Database, sql.User,
 * // secretmanager.SecretVersion
 */
export class DatabaseAccess extends pulumi.ComponentResource {
  constructor(name: string, args: DatabaseAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:DatabaseAccess", name, {}, opts);
    const { database, topology, instance } = args;
    const kept: pulumi.CustomResourceOptions = {
      ...childOf(this, opts),
      protect: true,
      retainOnDelete: true,
      // The data moves with the writer; where it was made first is history, not a wish.
      ignoreChanges: ["instance"],
      ...refuseNew(topology),
    };
    for (const logical of database.spec.databases) {
      new gcp.sql.Database(
        `${name}-${logical}`,
        { instance, name: logical, deletionPolicy: "ABANDON" },
        kept,
      );
    }
    for (const login of loginsOf(topology, database.name)) {
      new gcp.sql.User(
        `${name}-${login.service}`,
        {
          instance,
          name: login.name,
          type: "CLOUD_IAM_SERVICE_ACCOUNT",
          deletionPolicy: "ABANDON",
        },
        kept,
      );
    }
    this.administrator(name, args, kept, opts);
    this.registerOutputs({});
  }

  private administrator(
    name: string,
    { topology, instance, key }: DatabaseAccessArgs,
    kept: pulumi.CustomResourceOptions,
    opts: pulumi.ComponentResourceOptions | undefined,
  ): void {
    const child = { ...childOf(this, opts), protect: true };
    const password = new random.RandomPassword(name, { length: 32, special: false }, child);
    const secret = new gcp.secretmanager.Secret(
      name,
      secretInputs(secretName(topology.naming, `${name}-admin`), key),
      child,
    );
    new gcp.secretmanager.SecretVersion(
      name,
      { secret: secret.id, secretData: password.result },
      child,
    );
    new gcp.sql.User(
      `${name}-admin`,
      { instance, name: "standby-admin", password: password.result, deletionPolicy: "ABANDON" },
      kept,
    );
  }
}

/** Whether something is new is known to the engine alone, so it is the engine that is told to refuse. */
function refuseNew({ home, primary }: Topology): Pick<pulumi.CustomResourceOptions, "hooks"> {
  if (home === primary) return {};
  const refuse = new pulumi.ResourceHook(
    "no-new-databases-away-from-home",
    ({ name }) => {
      throw new Error(
        `${name} is new, and ${home} can't take it while the primary region is ${primary}; ` +
          `add it after the switchover home`,
      );
    },
    { onDryRun: true },
  );
  return { hooks: { beforeCreate: [refuse] } };
}

/** Whoever has a login may connect, and log in with an identity. */
export const databaseGrants: Grants = () => ({
  "sql-client": { role: "roles/cloudsql.client" },
  "sql-login": { role: "roles/cloudsql.instanceUser" },
});
