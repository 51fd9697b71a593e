import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { SpannerStore } from "../system/kinds/spanner";
import { type Naming, spannerName } from "../topology/naming";
import { cron, rhythm } from "../topology/schedule";
import type { Keeper } from "./keeping";
import { childOf } from "./options";

export interface SpannerArgs {
  readonly naming: Naming;
  readonly store: SpannerStore;
  /** Key of its configuration, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
  /** Accounts of the services that use it, as IAM members, by service. */
  readonly users: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * A Spanner instance and its databases.
 *
 * In a configuration over several regions it survives the loss of one without anybody's doing and
 * without losing a write; a regional one survives the loss of a zone. Costs its nodes by the hour,
 * in standby and in every mode the same. What was deleted comes back from any moment of the
 * recovery window, or from scheduled backups. Doesn't cover the loss of the instance itself: both
 * are kept in its own configuration, so they outlive a region only where it does.
 *
 * @example
 * // systems/shop-smart.yaml, us-central1
 * const { naming, system } = topology;
 * const users = { checkout: `serviceAccount:${shared.account("checkout")}` };
 * new Spanner("orders", { naming, store: system.data.orders, users });
 * // registers spanner.Instance, spanner.Database, spanner.DatabaseIAMMember,
 * // spanner.BackupSchedule
 */
export class Spanner extends pulumi.ComponentResource {
  /** Name of the instance. */
  readonly instance: pulumi.Output<string>;

  constructor(name: string, args: SpannerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Spanner", name, {}, opts);
    const { naming, store, users, key } = args;
    const child = childOf(this, opts);
    const instance = new gcp.spanner.Instance(name, instanceInputs(naming, name, store), {
      ...child,
      protect: true,
    });
    this.instance = instance.name;
    for (const logical of store.databases) {
      const database = new gcp.spanner.Database(
        `${name}-${logical}`,
        { ...databaseInputs(logical, store, key), instance: instance.name },
        { parent: this, protect: true },
      );
      this.backUp(`${name}-${logical}`, store, database);
      for (const [user, member] of Object.entries(users)) {
        new gcp.spanner.DatabaseIAMMember(
          `${name}-${logical}-${user}`,
          {
            instance: instance.name,
            database: database.name,
            role: "roles/spanner.databaseUser",
            member,
          },
          { parent: this },
        );
      }
    }
    this.registerOutputs({ instance: this.instance });
  }

  private backUp(name: string, { backups }: SpannerStore, database: gcp.spanner.Database): void {
    const when = backups && rhythm(backups.every);
    if (!when) return;
    new gcp.spanner.BackupSchedule(
      name,
      {
        instance: database.instance,
        database: database.name,
        retentionDuration: `${backups.keep}s`,
        spec: { cronSpec: { text: cron(when) } },
        fullBackupSpec: {},
      },
      { parent: this },
    );
  }
}

function instanceInputs(
  naming: Naming,
  name: string,
  store: SpannerStore,
): gcp.spanner.InstanceArgs {
  return {
    name: spannerName(naming, name),
    displayName: spannerName(naming, name),
    config: store.config,
    edition: store.edition,
    numNodes: store.nodes,
    // Backups are declared with the length that is described, not with Google's own.
    defaultBackupScheduleType: "NONE",
    // Its backups would go with it.
    forceDestroy: false,
  };
}

function databaseInputs(
  logical: string,
  { recoveryWindow }: SpannerStore,
  key: pulumi.Input<string> | undefined,
): Omit<gcp.spanner.DatabaseArgs, "instance"> {
  return {
    name: logical,
    versionRetentionPeriod: `${recoveryWindow}s`,
    enableDropProtection: true,
    deletionProtection: true,
    // Backups are under the key of their database unless they say otherwise.
    ...(key === undefined ? {} : { encryptionConfig: { kmsKeyNames: [key] } }),
  };
}

export const spannerKeeper: Keeper<SpannerStore> = {
  keep(name, store, { naming, users, key, after }) {
    new Spanner(name, { naming, store, users, key }, after("spanner"));
  },
};
