import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { System } from "../system/schema/system";
import type { DatabasePart, SqlInstance } from "../topology/model";
import { instanceHost, type Naming } from "../topology/naming";
import { writerSettings } from "../topology/writer";
import { ROLE_TTL } from "./dns";
import { childOf, named } from "./options";
import { ReadReplicas } from "./read-replicas";
import { engineOf } from "./sql-engine";
import { readingHosts, sharedSettings } from "./sql-settings";

export interface DatabaseArgs {
  /** What this region holds of it: role, generation and copies are decided by the topology. */
  readonly instance: SqlInstance;
  readonly database: DatabasePart;
  readonly naming: Naming;
  readonly maintenance: System["maintenance"];
  /** Link of the network, which has private services access. */
  readonly network: pulumi.Input<string>;
  /** Name of the private zone. */
  readonly zone: pulumi.Input<string>;
  /** What has to be there before an instance can have a private address. */
  readonly privateServices: readonly pulumi.Resource[];
  /** Pool of the region's authority, which certifies the server. */
  readonly authority: pulumi.Input<string>;
  /** Key of the region, if it is the system's own: of a replica too, whatever its writer is under. */
  readonly key?: pulumi.Input<string> | undefined;
  /** Bucket that dumps go to, if any are described. */
  readonly dumps?: pulumi.Input<string> | undefined;
}

/**
 * The Cloud SQL instance of one region: the writer, or a replica of it.
 *
 * Survives the loss of a zone by its own second zone, and of a region by its twin in the other
 * region's stack. In standby it costs a whole instance, twice that in hot, where it has a second
 * zone too; in cold there is none. Doesn't cover deletion of data, which a replica copies: backups
 * and the recovery window of the writer do, and dumps outside Cloud SQL.
 *
 * Named after its region and generation, never after its role: a switchover updates it in place.
 * Reachable inside the network only, over TLS under the writer's name, which the certificate of
 * every twin carries.
 *
 * @example
 * // systems/online-bank.yaml, us-east1
 * const { naming, databases, system } = topology;
 * const { network, privateZone: zone, privateServices } = shared;
 * new Database("accounts-db-us-east1", {
 *   instance: region.instances["accounts-db"],
 *   database: databases["accounts-db"],
 *   ...{ naming, maintenance: system.maintenance, network, zone, privateServices },
 *   authority: "pool-of-us-east1",
 * });
 * // registers sql.DatabaseInstance, dns.RecordSet
 */
export class Database extends pulumi.ComponentResource {
  /** Name of the instance. */
  readonly instanceName: pulumi.Output<string>;
  /** `project:region:instance`, as the connectors want it. */
  readonly connectionName: pulumi.Output<string>;
  /** Private address inside the network. */
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Database", name, {}, opts);
    const { instance, naming, zone, dumps, privateServices } = args;
    const child = childOf(this, opts);
    const sql = new gcp.sql.DatabaseInstance(instance.name, instanceInputs(args), {
      parent: this,
      protect: true,
      dependsOn: [...privateServices],
      ignoreChanges: untouched(instance),
    });
    this.instanceName = sql.name;
    this.connectionName = sql.connectionName;
    this.address = sql.privateIpAddress;
    new gcp.dns.RecordSet(
      name,
      {
        managedZone: zone,
        name: `${instanceHost(naming, instance.store, instance.region)}.`,
        type: "A",
        ttl: ROLE_TTL,
        rrdatas: [this.address],
      },
      child,
    );
    if (dumps !== undefined) {
      new gcp.storage.BucketIAMMember(
        `${instance.store}-dumps-${instance.region}`,
        {
          bucket: dumps,
          role: "roles/storage.objectUser",
          member: pulumi.interpolate`serviceAccount:${sql.serviceAccountEmailAddress}`,
        },
        child,
      );
    }
    if (instance.reads.length > 0) {
      new ReadReplicas(name, { ...args, source: named(instance.name, sql) }, child);
    }
    this.registerOutputs({ connectionName: this.connectionName, address: this.address });
  }
}

function instanceInputs(args: DatabaseArgs): gcp.sql.DatabaseInstanceArgs {
  const { instance, database, naming } = args;
  const { spec, edition } = database;
  return {
    name: instance.name,
    region: instance.region,
    databaseVersion: spec.version,
    deletionProtection: true,
    ...(args.key === undefined ? {} : { encryptionKeyName: args.key }),
    ...roleInputs(instance),
    ...(edition === "ENTERPRISE_PLUS" ? { replicationCluster: designation(instance, naming) } : {}),
    settings: settings(args),
  };
}

/**
 * What an update leaves as it is. The disk grows with the data; giving its size again would ask to
 * shrink it. An instance of a lost region may have been the writer or a replica, and any edit of its
 * role would be an operation: promotion, or replacement. What it becomes is decided when it is back.
 */
function untouched({ role, reads, besideLost }: SqlInstance): string[] {
  if (role === "fenced") {
    return ["instanceType", "masterInstanceName", "replicaNames", "replicationCluster", "settings"];
  }
  // A replica's own read replicas are made after it, and nothing changes it then: without this, a
  // second preview would show them. A writer's list stays ours: by it the provider tells a switchover from a promotion.
  const isRead = role === "replica" && reads.length > 0;
  // Whether a lost region's instance is listed and designated is decided there: one that was a replica
  // stays on the list of its writer, and one that was failed over from joins it by itself when it is back.
  if (besideLost) return ["replicaNames", "replicationCluster", "settings.diskSize"];
  return isRead ? ["replicaNames", "settings.diskSize"] : ["settings.diskSize"];
}

/**
 * `replicaNames` is never left out: an absent list would read as "keep what is there". It is a list
 * to the provider, so its order counts; the API's is taken to be by name (unconfirmed).
 */
function roleInputs(instance: SqlInstance): Partial<gcp.sql.DatabaseInstanceArgs> {
  const { role, source, replicas, reads } = instance;
  const replicaNames = [...replicas, ...reads.map(({ name }) => name)].sort();
  return role === "writer"
    ? { instanceType: "CLOUD_SQL_INSTANCE", replicaNames }
    : { instanceType: "READ_REPLICA_INSTANCE", masterInstanceName: source ?? "", replicaNames };
}

/** The provider drops it on creation, so the region's state has to become standing first. */
function designation({ drReplica }: SqlInstance, { project }: Naming) {
  return { failoverDrReplicaName: drReplica === undefined ? "" : `${project}:${drReplica}` };
}

function settings(args: DatabaseArgs): gcp.types.input.sql.DatabaseInstanceSettings {
  const { instance, database, network, authority } = args;
  // Where no read replica stands, the writer is read from under that name.
  const hosts = [database.host, ...readingHosts(database)];
  return {
    ...sharedSettings(database, { network, authority, hosts }),
    availabilityType: instance.ha ? "REGIONAL" : "ZONAL",
    retainBackupsOnDelete: true,
    ...(instance.role === "writer"
      ? writerSettings(database.spec, instance.region, args.maintenance)
      : replicaSettings(args)),
  };
}

/** A replica is recovered from its writer, so it takes no backups of its own. */
function replicaSettings({
  database,
}: DatabaseArgs): Partial<gcp.types.input.sql.DatabaseInstanceSettings> {
  return { backupConfiguration: { enabled: false, ...engineOf(database.spec).replicaLog } };
}
