import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { FirestoreStore } from "../system/kinds/firestore";
import { databasePath, firestoreName, type Naming } from "../topology/naming";
import type { Grants, Keeper } from "./keeping";
import { childOf } from "./options";

export interface DocumentsArgs {
  readonly naming: Naming;
  readonly store: FirestoreStore;
  /** Key of its location, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
  /** Exports: the bucket they go to, and the member that Firestore writes them as. */
  readonly exports?:
    { readonly bucket: pulumi.Input<string>; readonly agent: pulumi.Input<string> } | undefined;
}

/**
 * A Firestore database.
 *
 * In a multi-region it survives the loss of a region without anybody's doing and without losing a
 * write; in standby it costs nothing beyond that. Deleted documents come back from any minute of
 * the last seven days, or from daily and weekly backups, all kept in its own location; exports to
 * the backup bucket are the copy outside Firestore. Doesn't cover the loss of a region where its
 * location is a single one: then the exports are what is left.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const { naming, documents } = topology;
 * new Documents("products-db", { naming, store: documents["products-db"] });
 * // registers firestore.Database, firestore.BackupSchedule
 */
export class Documents extends pulumi.ComponentResource {
  /** Name of the database. */
  readonly database: pulumi.Output<string>;

  constructor(name: string, args: DocumentsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Documents", name, {}, opts);
    const { naming, store, exports, key } = args;
    const child = childOf(this, opts);
    const database = new gcp.firestore.Database(
      name,
      {
        name: firestoreName(naming, name),
        locationId: store.location,
        type: "FIRESTORE_NATIVE",
        pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED",
        deleteProtectionState: "DELETE_PROTECTION_ENABLED",
        deletionPolicy: "ABANDON",
        ...(key === undefined ? {} : { cmekConfig: { kmsKeyName: key } }),
      },
      { ...child, protect: true },
    );
    this.database = database.name;
    for (const [rhythm, inputs] of Object.entries(schedules(store))) {
      new gcp.firestore.BackupSchedule(
        `${name}-${rhythm}`,
        { ...inputs, database: database.name },
        { parent: this },
      );
    }
    if (exports) {
      new gcp.storage.BucketIAMMember(
        `${name}-exports`,
        { bucket: exports.bucket, role: "roles/storage.objectUser", member: exports.agent },
        child,
      );
    }
    this.registerOutputs({ database: this.database });
  }
}

type Schedule = Omit<gcp.firestore.BackupScheduleArgs, "database">;

function schedules({ backups }: FirestoreStore): Readonly<Record<string, Schedule>> {
  const { daily, weekly } = backups;
  return {
    ...(daily === undefined ? {} : { daily: { retention: `${daily}s`, dailyRecurrence: {} } }),
    ...(weekly === undefined
      ? {}
      : { weekly: { retention: `${weekly}s`, weeklyRecurrence: { day: "SUNDAY" } } }),
  };
}

export const documentsKeeper: Keeper<FirestoreStore> = {
  keep(name, store, { topology, naming, backups, agent, key, after }) {
    const writes = agent("firestore");
    const exported = topology.exports.some((copy) => copy.store === name);
    const exports = exported && writes ? { bucket: backups, agent: writes } : undefined;
    new Documents(name, { naming, store, exports, key }, after("firestore"));
  },
};

/** Firestore's rights are the project's; a condition narrows them to one database. */
export const documentGrants: Grants = (naming, stores) =>
  Object.fromEntries(
    stores.map((store) => {
      const expression = `resource.name == "${databasePath(naming, store)}"`;
      return [store, { role: "roles/datastore.user", condition: { title: store, expression } }];
    }),
  );
