import type { BucketStore } from "../system/kinds/bucket";
import type { SqlStore } from "../system/kinds/cloud-sql";
import type { DiskStore } from "../system/kinds/disk";
import type { FirestoreStore } from "../system/kinds/firestore";
import type { Service } from "../system/schema/service";
import type { System } from "../system/schema/system";
import type { Seconds } from "../system/units";
import type { Capacity } from "./capacity";
import type { RegionRanges } from "./cidr";
import type { KeyPart } from "./keys";
import type { Monitoring } from "./monitoring";
import type { Naming } from "./naming";
import type { DualRegion, MultiRegion } from "./places";
import type { Rhythm } from "./schedule";

/** What a region is now; it changes over time and is in no name. */
export type Role = "primary" | "standby" | "fenced";

/** What exists where, and as what: everything that components, plans and assessments read. */
export interface Topology {
  readonly system: System;
  readonly naming: Naming;
  readonly home: string;
  readonly primary: string;
  /** By region, in the order of the description. */
  readonly regions: Readonly<Record<string, RegionPart>>;
  readonly services: Readonly<Record<string, ServicePart>>;
  /** The ways in beside the front; none unless described. */
  readonly edge?: EdgePart;
  /** Address range of managed services, such as Cloud SQL, of all regions. */
  readonly privateServices: string;
  readonly databases: Readonly<Record<string, DatabasePart>>;
  readonly documents: Readonly<Record<string, FirestoreStore>>;
  readonly buckets: Readonly<Record<string, BucketPart>>;
  /** Where dumps and exports are kept. */
  readonly backups: { readonly bucket: string; readonly location: MultiRegion };
  /** Keys of what has no region; none where Google holds them. */
  readonly keys: readonly KeyPart[];
  /** What is copied there on schedule. */
  readonly exports: readonly Export[];
  /** Who is told of what. */
  readonly monitoring: Monitoring;
}

/** A scheduled copy of one logical database into the backup bucket. */
export interface Export {
  readonly store: string;
  readonly kind: "cloud-sql" | "firestore";
  readonly database: string;
  readonly rhythm: Rhythm;
  readonly keep: Seconds;
}

/** One region: what its own stack declares. */
export interface RegionPart {
  readonly name: string;
  readonly state: "planned" | "standing" | "lost";
  readonly role: Role;
  /** Full names, such as `us-east1-b`. */
  readonly zones: readonly string[];
  readonly ranges: RegionRanges;
  /** By service. */
  readonly groups: Readonly<Record<string, Group>>;
  /** Services that work off a queue. */
  readonly workers: Readonly<Record<string, WorkerGroups>>;
  /** By data store. */
  readonly instances: Readonly<Record<string, SqlInstance>>;
  /** What services on Kubernetes run in; none where none stands. */
  readonly cluster?: Cluster;
  /** Keys of what stands here; none where Google holds them. */
  readonly keys: readonly KeyPart[];
  /** By data store. */
  readonly disks: Readonly<Record<string, Disk>>;
}

/** One regional cluster and what runs in it. */
export interface Cluster {
  readonly name: string;
  readonly region: string;
  readonly zones: readonly string[];
  readonly machineType: string;
  /** By name: `shared`, and that of each service that has nodes of its own. */
  readonly pools: Readonly<Record<string, NodePool>>;
  /** By service. The name of each is that of its endpoint groups, one in every zone. */
  readonly pods: Readonly<Record<string, Group>>;
  /** Whether the mesh's own kinds exist there. */
  readonly mesh: boolean;
  readonly window: Window;
  /** Region that backups of it are kept in. */
  readonly backupLocation: string;
  /** Links of the backup plans of other clusters that can be restored into this one. */
  readonly restores: Readonly<Record<string, string>>;
}

/** Nodes of a cluster in all zones together. */
export interface NodePool {
  readonly least: number;
  readonly most: number;
  /** The sum in words. */
  readonly arithmetic: string;
}

/** When a week's maintenance may begin, in UTC. */
export type Window = System["maintenance"];

/** The instances, or the pods, of one service in one region. */
export interface Group {
  readonly name: string;
  readonly service: string;
  readonly region: string;
  readonly zones: readonly string[];
  readonly capacity: Capacity;
  /** Whether the autoscaler acts: in cold standby it waits, with its limits already final. */
  readonly scaling: "on" | "off";
  readonly least: number;
  readonly most: number;
  /** Instances that stand ready for each known peak, by its name. */
  readonly scheduled: Readonly<Record<string, number>>;
  /** The version that a share of them tries first, while one is on its way in. */
  readonly canary?: Canary;
}

/** A version on trial. */
export interface Canary {
  readonly image: string;
  /** Share of a group of instances that runs it, in whole percent from 1 to 99. */
  readonly percent: number;
  /** Pods that run it beside the others; none where they wait. */
  readonly pods: number;
}

/** The workers of one service in one region: a group for each zone. */
export interface WorkerGroups {
  readonly service: string;
  readonly region: string;
  readonly groups: readonly { readonly zone: string; readonly name: string }[];
  /** Name of the subscription that they take tasks from. */
  readonly subscription: string;
  readonly scaling: "on" | "off";
  /** Instances in each zone. */
  readonly least: number;
  readonly most: number;
  /** Waiting tasks, of the whole queue, that justify one more instance in a zone. */
  readonly share: number;
}

/** One service over all regions. */
export interface ServicePart {
  readonly name: string;
  readonly spec: Service;
  readonly account: string;
  /** The groups that a load balancer knows: those of standing regions. */
  readonly backends: readonly Backend[];
}

export interface Backend {
  readonly region: string;
  /** Name of the group; of pods, that of the endpoint group in each zone. */
  readonly group: string;
  /** Zones of the endpoint groups; none where the group is one of instances. */
  readonly endpoints?: readonly string[];
  /** 1: takes traffic; 0: known, but closed. */
  readonly capacityScaler: 0 | 1;
}

/** The ways that users can come in by. */
export interface EdgePart {
  readonly route: "front" | "bypass" | "backup";
  /** Backup load balancers that users may be sent to now, the primary region's first. */
  readonly backups: readonly BackupAddress[];
  /** Three regions that the ways are tried from. */
  readonly checkedFrom: readonly string[];
}

export interface BackupAddress {
  readonly region: string;
  /** As described; the home region's stack knows its own. */
  readonly address?: string;
}

/** One PostgreSQL or MySQL store over all regions. */
export interface DatabasePart {
  readonly name: string;
  readonly spec: SqlStore;
  readonly edition: "ENTERPRISE" | "ENTERPRISE_PLUS";
  /** Region of the writer. */
  readonly writer: string;
  /** The name that applications use; it follows the writer. */
  readonly host: string;
  /** What is there to read from alone; none unless read replicas are described. */
  readonly reading?: Reading;
  /** Name of the home region's instance, on which logical databases and logins are declared. */
  readonly homeInstance: string;
  /** Regions that hold an instance. */
  readonly regions: readonly string[];
}

/** Where a database is read from. */
export interface Reading {
  /** The name that applications read under: in each region the nearest read replicas. */
  readonly host: string;
  /** Regions with read replicas, whatever their roles; none: the writer is read from. */
  readonly regions: readonly string[];
}

/** One Cloud SQL instance: named after its place and generation, never after its role. */
export interface SqlInstance {
  readonly store: string;
  readonly region: string;
  readonly name: string;
  /** Fenced: in a lost region, and left in whatever role it had; made anew it would be a replica. */
  readonly role: "writer" | "replica" | "fenced";
  /** Name of the instance it copies; a writer has none. */
  readonly source?: string;
  /** Names of the instances that copy it. */
  readonly replicas: readonly string[];
  /** The replica that takes over if the region is lost (Enterprise Plus). */
  readonly drReplica?: string;
  /** Of a writer: a lost region holds an instance, which may still be its replica or not. */
  readonly besideLost?: true;
  /** Whether a second zone stands by. */
  readonly ha: boolean;
  /** Copies of it in its own region that take load off it; they follow it in whatever role it is. */
  readonly reads: readonly ReadReplica[];
}

/** A copy to read from: named after its zone, so neither a role nor an index is in it. */
export interface ReadReplica {
  readonly name: string;
  /** Full name, such as `us-east1-b`. */
  readonly zone: string;
}

/** One regional disk: named after its place and generation, never after its role. */
export interface Disk {
  readonly store: string;
  readonly spec: DiskStore;
  readonly region: string;
  readonly name: string;
  /** The two zones that hold it; it can be attached in no other. */
  readonly zones: readonly string[];
  /** Whether a recovery has made it of a snapshot: it stands outside of all stacks, and is read only. */
  readonly restored: boolean;
  /** Link of the disk that it was made as a copy of. */
  readonly copyOf?: string;
  /** Link of the disk in another region that it is copied to now. */
  readonly copiedTo?: string;
  /** Whether it is snapshotted: whatever is or was written to, so any that is no copy. */
  readonly snapshots: boolean;
}

export interface BucketPart {
  readonly name: string;
  readonly spec: BucketStore;
  readonly placement: DualRegion;
  readonly kind: "region" | "dual-region" | "multi-region";
  /** Copied to the second region within 15 minutes. */
  readonly turbo: boolean;
}
