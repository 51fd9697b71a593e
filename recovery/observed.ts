import type { Seconds } from "../system/units";

/** A value, or that it couldn't be had: unknown is never taken for good. */
export type Known<T> = T | "unknown";

/** What is there at one moment, as far as it can be seen. By store, service and region. */
export interface Observed {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly regions: Readonly<Record<string, RegionSeen>>;
  readonly databases: Readonly<Record<string, Readonly<Record<string, Known<InstanceSeen>>>>>;
  /**
   * Age of the newest backup of the writer, or snapshot of a disk, by store, of those that a standing
   * region holds no instance or copy of: a failover has to restore it there. Left out is unknown.
   */
  readonly backups?: Readonly<Record<string, Known<Seconds | "none">>>;
  /** Instances that stand beside another of the same store and region, by name. */
  readonly copies?: Readonly<Record<string, Known<InstanceSeen>>>;
  /** Region that the writer's name leads to. */
  readonly writers: Readonly<Record<string, Known<string>>>;
  readonly services: Readonly<Record<string, Readonly<Record<string, Known<ServiceSeen>>>>>;
  readonly lease: Known<LeaseSeen | "free">;
  readonly frozen: Known<boolean>;
  readonly described: DescriptionSeen;
  /** By region, whether a preview of its stack after a refresh would change anything. */
  readonly changes: Readonly<Record<string, Known<boolean>>>;
  readonly route: Known<string>;
}

export interface RegionSeen {
  /** Whether its API answers and its services are healthy. */
  readonly works: Known<boolean>;
  readonly fenced: Known<boolean>;
}

export type InstanceSeen =
  | { readonly state: "missing" }
  | {
      readonly state: "running" | "stopped" | "changing";
      readonly name: string;
      readonly role: "writer" | "replica";
      readonly lag?: Known<Seconds>;
      readonly ha: boolean;
      readonly backups: boolean;
      /** Age of the newest backup. */
      readonly backupAge?: Known<Seconds>;
      /** Since a backup was restored into it; left out: none ever was. */
      readonly restoreAge?: Known<Seconds>;
      /** Names of what is inside; looked at where a recovery has made the instance. Left out is unknown. */
      readonly databases?: readonly string[];
      readonly logins?: readonly string[];
    };

export interface ServiceSeen {
  readonly open: Known<boolean>;
  /** Whether its load balancer knows the region at all. */
  readonly listed?: Known<boolean>;
  readonly least: Known<number>;
  readonly running: Known<number>;
  readonly healthy: Known<number>;
  /** Whether every instance or pod runs the version that it shall run. */
  readonly current?: Known<boolean>;
}

export interface LeaseSeen {
  readonly holder: string;
  readonly since: string;
  readonly plan: string;
}

export interface DescriptionSeen {
  readonly primary: string;
  readonly states: Readonly<Record<string, "planned" | "standing" | "lost">>;
  readonly standby: "cold" | "warm" | "hot";
  /** Regions that hold an instance, with its generation, by store; of stores that say so. */
  readonly instances?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The way that users come in by, where there are several. */
  readonly route?: string;
  /** Regions that hold a cluster, where that is written out. */
  readonly clusters?: readonly string[];
  /** Whatever else the recovery writes, by path; null where there is nothing. */
  readonly values?: Readonly<Record<string, unknown>>;
}
