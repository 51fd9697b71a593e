import type { Resource } from "../../inventory/model";
import { textAt } from "../../inventory/values";
import type { PolicyContext } from "../context";
import { isForReading, isReplica } from "./database";

/** What is known of a resource when its alerts are looked for. */
export interface Subject {
  readonly resource: Resource;
  /** The described service or store that it belongs to. */
  readonly subject: string;
  readonly region: string;
}

/** Something that goes wrong with a kind of resource, and what an alert on it looks at. */
export interface Signal {
  readonly kinds: readonly string[];
  readonly what: string;
  /** Part of the measure's name. */
  readonly metric: string;
  /** What else the condition has to name, so that it is this one's. */
  readonly names: (of: Subject) => readonly string[];
  readonly only?: (resource: Resource, context: PolicyContext) => boolean;
}

const SQL = ["sql.DatabaseInstance"];
const nameOf = ({ inputs }: Resource): string => textAt(inputs, "name") ?? "";
const mayMove = (resource: Resource, context: PolicyContext) => !isForReading(context, resource);
/** Of `project:instance`; how a name has to end is another rule's affair. */
const id = ({ resource }: Subject) => [`:${nameOf(resource)}`];

export const SIGNALS: readonly Signal[] = [
  {
    ...{ kinds: SQL, metric: "replication/replica_lag", names: id, only: isReplica },
    what: "its lag",
  },
  {
    ...{ kinds: SQL, metric: "replication/state", names: id, only: isReplica },
    what: "a replication that has stopped",
  },
  {
    // A read replica has no second zone to move to.
    ...{ kinds: SQL, metric: "auto_failover_request_count", names: id, only: mayMove },
    what: "a failover",
  },
  {
    ...{ kinds: SQL, metric: "copy_age", only: (resource: Resource) => !isReplica(resource) },
    what: "a backup that is too old",
    names: ({ subject }) => [`store="${subject}"`, 'copy="backup"'],
  },
  {
    kinds: ["compute.RegionInstanceGroupManager"],
    what: "a group below its least size",
    metric: "instance_group/size",
    names: ({ resource }) => [`"${nameOf(resource)}"`],
  },
  {
    kinds: ["compute.RegionInstanceGroupManager"],
    what: "its unhealthy instances",
    metric: "unhealthy_share",
    names: ({ subject, region }) => [`service="${subject}"`, `region="${region}"`],
  },
  {
    kinds: ["compute.RouterNat"],
    what: "dropped packets",
    metric: "nat/dropped_sent_packets_count",
    names: ({ region }) => [`"${region}"`],
  },
  {
    kinds: ["certificatemanager.CertificateMap"],
    what: "a certificate that isn't renewed",
    metric: "time_until_ssl_cert_expires",
    names: () => [],
  },
];
