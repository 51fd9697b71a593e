import type { Action } from "../action";

/** Where an action is in Google Cloud's console, as one clicks there; none where it isn't. */
export function consolePath(action: Action): string | undefined {
  switch (action.kind) {
    case "lease.take":
    case "lease.release":
    case "deployments.freeze":
    case "deployments.thaw":
      return "Cloud Storage > Buckets > the recovery bucket";
    case "backend.open":
    case "backend.close":
    case "backend.remove":
      return `Network services > Load balancing > Backends > ${action.service} > Edit > ${action.region}`;
    case "fence.close":
    case "fence.open":
      return `VPC network > Firewall > fence of ${action.region} > Edit > Enforcement`;
    case "sql.failover":
      return `SQL > ${action.instance} > Replicas > Failover to this replica`;
    case "sql.promote":
      return `SQL > ${action.instance} > Promote replica`;
    case "sql.switchover":
      return `SQL > ${action.instance} > Replicas > Switchover`;
    case "sql.protect":
      return `SQL > ${action.instance} > Edit > Data protection, and Zonal availability`;
    case "sql.backup":
      return `SQL > ${action.instance} > Backups > Create backup`;
    case "sql.restore":
      return `SQL > ${action.from} > Backups > Restore > into ${action.instance}`;
    case "sql.complete":
      return `SQL > ${action.instance} > Databases, and Users`;
    case "sql.clone":
      return `SQL > ${action.from} > Clone > Clone from an earlier point in time`;
    case "sql.stop":
      return `SQL > ${action.instance} > Stop`;
    case "sql.check":
      return `SQL > ${action.instance} > Cloud SQL Studio`;
    case "dns.instance":
    case "dns.writer":
      return `Network services > Cloud DNS > the private zone > ${action.store} > Edit`;
    case "group.scale":
    case "group.roll-back":
      return `Compute Engine > Instance groups > ${action.service} in ${action.region} > Edit`;
    case "pods.scale":
      return `Kubernetes Engine > Workloads > ${action.service} in ${action.region} > Scale`;
    default:
      return dataPath(action);
  }
}

function dataPath(action: Action): string | undefined {
  switch (action.kind) {
    case "firestore.restore":
      return "Firestore > Databases > Disaster recovery > Clone";
    case "spanner.restore":
      return "Spanner > the instance > Backup/Restore > Restore";
    case "bigquery.restore":
      return "BigQuery > the table > Copy, as of a moment";
    case "bucket.restore":
      return `Cloud Storage > Buckets > ${action.from} > Show: live and noncurrent objects`;
    case "bucket.check":
      return `Cloud Storage > Buckets > ${action.bucket}`;
    case "disk.restore":
      return `Compute Engine > Snapshots > ${action.snapshot ?? "the newest"} > Create disk`;
    case "disk.check":
      return `Compute Engine > Disks > ${action.disk}`;
    case "disk.promote":
      return "Compute Engine > Disks > the copy > Stop replication";
    case "queue.seek":
      return "Pub/Sub > Subscriptions > the subscription > Replay messages";
    case "observe":
      return "Monitoring > Dashboards, and Service Health";
    default:
      return undefined;
  }
}
