import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { DatabasePart, ReadReplica, SqlInstance } from "../topology/model";
import { type Naming, regionalReadHost } from "../topology/naming";
import { ROLE_TTL } from "./dns";
import { childOf } from "./options";
import { readingHosts, sharedSettings } from "./sql-settings";

export interface ReadReplicasArgs {
  /** The instance that they copy. */
  readonly instance: SqlInstance;
  /** Its name, as what makes it says it. */
  readonly source: pulumi.Input<string>;
  readonly database: DatabasePart;
  readonly naming: Naming;
  /** Link of the network, which has private services access. */
  readonly network: pulumi.Input<string>;
  /** Name of the private zone. */
  readonly zone: pulumi.Input<string>;
  /** Pool of the region's authority, which certifies the servers. */
  readonly authority: pulumi.Input<string>;
  /** Key of the region, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
}

/**
 * The read replicas of one region's instance, and the region's name for them.
 *
 * They take the load of reading off it. One's loss, or its zone's, survive the clients: they take
 * another address of the same name, if there is one. In standby each costs an instance; in cold
 * there are none where an instance may first have to be restored. Doesn't cover a failover: they
 * lag behind what they copy, and no recovery ever makes one the writer.
 *
 * They copy the instance of their own region in whatever role it is, so a change of roles leaves
 * them as they are. If Google points one to another source in a switchover, it stays there: it
 * reads the same.
 *
 * @example
 * // systems/shop-smart.yaml, us-central1
 * const { naming, databases } = topology;
 * const { network, privateZone: zone } = shared;
 * const instance = region.instances["ratings"];
 * new ReadReplicas("ratings-us-central1", {
 *   ...{ instance, source: instance.name, database: databases["ratings"] },
 *   ...{ naming, network, zone, authority: "pool-of-us-central1" },
 * });
 * // registers sql.DatabaseInstance, dns.RecordSet
 */
export class ReadReplicas extends pulumi.ComponentResource {
  /** Private addresses inside the network. */
  readonly addresses: readonly pulumi.Output<string>[];

  constructor(name: string, args: ReadReplicasArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:ReadReplicas", name, {}, opts);
    const { instance, naming, zone } = args;
    const child = childOf(this, opts);
    this.addresses = instance.reads.map((read) => {
      const inputs = replicaInputs(args, read);
      const options = {
        ...child,
        protect: true,
        ignoreChanges: ["masterInstanceName", "settings.diskSize"],
      };
      return new gcp.sql.DatabaseInstance(read.name, inputs, options).privateIpAddress;
    });
    new gcp.dns.RecordSet(
      `${name}-read`,
      {
        managedZone: zone,
        name: `${regionalReadHost(naming, instance.store, instance.region)}.`,
        type: "A",
        ttl: ROLE_TTL,
        rrdatas: [...this.addresses],
      },
      child,
    );
    this.registerOutputs({ addresses: this.addresses });
  }
}

function replicaInputs(args: ReadReplicasArgs, read: ReadReplica): gcp.sql.DatabaseInstanceArgs {
  const { instance, source, database, network, authority, key } = args;
  return {
    name: read.name,
    region: instance.region,
    databaseVersion: database.spec.version,
    deletionProtection: true,
    ...(key === undefined ? {} : { encryptionKeyName: key }),
    instanceType: "READ_REPLICA_INSTANCE",
    masterInstanceName: source,
    replicaNames: [],
    settings: {
      ...sharedSettings(database, { network, authority, hosts: readingHosts(database) }),
      availabilityType: "ZONAL",
      locationPreference: { zone: read.zone },
      // It is copied anew if it is lost, and nothing copies it in turn.
      backupConfiguration: { enabled: false },
    },
  };
}
