/** How a kind's things are told apart. */
export interface Identity {
  /**
   * The provider's id, with the inputs that it is made of in braces. Of a link the last part stands
   * there; `:full` keeps all of it. `{generated}` is what the service makes up.
   */
  readonly id: string;
  /** Its name in the cloud, if that isn't the id's own parts in their order. */
  readonly name?: string;
  /** The input that says where it stands, if the id doesn't. */
  readonly at?: string;
  /** The input with a link to what it stands beside: the link says where. */
  readonly beside?: string;
  /** The kind that it stands with, and the input that names that one. */
  readonly within?: readonly [kind: string, by: string];
}

const global = (collection: string): Identity => ({
  id: `projects/{project}/global/${collection}/{name}`,
});
const regional = (collection: string): Identity => ({
  id: `projects/{project}/regions/{region}/${collection}/{name}`,
});
const zonal = (collection: string): Identity => ({
  id: `projects/{project}/zones/{zone}/${collection}/{name}`,
});
const located = (collection: string, name = "name", place = "location"): Identity => ({
  id: `projects/{project}/locations/{${place}}/${collection}/{${name}}`,
});
const plain = (collection: string, name = "name"): Identity => ({
  id: `projects/{project}/${collection}/{${name}}`,
});

/**
 * What the ids of Google's provider look like, from its documents ("Import" of each resource) and,
 * where those leave it open, from its source. A kind that isn't here gets an id of the usual form.
 */
export const IDENTITIES: Readonly<Record<string, Identity>> = {
  "artifactregistry.Repository": located("repositories", "repositoryId"),
  "artifactregistry.RepositoryIamMember": {
    id: "projects/{project}/locations/{location}/repositories/{repository}/{role}/{member}",
  },
  "bigquery.DataTransferConfig": located("transferConfigs", "generated"),
  "bigquery.Dataset": { ...plain("datasets", "datasetId"), at: "location" },
  "bigquery.DatasetIamMember": { id: "projects/{project}/datasets/{datasetId}/{role}/{member}" },
  "bigquery.Table": { id: "projects/{project}/datasets/{datasetId}/tables/{tableId}" },
  "certificateauthority.Authority": {
    id: "projects/{project}/locations/{location}/caPools/{pool}/certificateAuthorities/{certificateAuthorityId}",
  },
  "certificateauthority.CaPool": located("caPools"),
  "certificatemanager.Certificate": located("certificates"),
  "certificatemanager.CertificateMap": {
    id: "projects/{project}/locations/global/certificateMaps/{name}",
  },
  "certificatemanager.CertificateMapEntry": {
    id: "projects/{project}/locations/global/certificateMaps/{map}/certificateMapEntries/{name}",
  },
  "certificatemanager.DnsAuthorization": located("dnsAuthorizations"),
  "cloudscheduler.Job": located("jobs", "name", "region"),
  "cloudtasks.Queue": located("queues"),
  "compute.Address": regional("addresses"),
  "compute.Autoscaler": zonal("autoscalers"),
  "compute.BackendBucket": global("backendBuckets"),
  "compute.BackendService": global("backendServices"),
  "compute.Disk": zonal("disks"),
  "compute.DiskAsyncReplication": { id: "{primaryDisk:full}", beside: "primaryDisk" },
  "compute.DiskResourcePolicyAttachment": { id: "{project}/{zone}/{disk}/{name}" },
  "compute.Firewall": global("firewalls"),
  "compute.ForwardingRule": regional("forwardingRules"),
  "compute.GlobalAddress": global("addresses"),
  "compute.GlobalForwardingRule": global("forwardingRules"),
  "compute.HealthCheck": global("healthChecks"),
  "compute.Image": global("images"),
  "compute.Instance": zonal("instances"),
  "compute.InstanceGroupManager": zonal("instanceGroupManagers"),
  "compute.InstanceTemplate": global("instanceTemplates"),
  "compute.MachineImage": global("machineImages"),
  "compute.ManagedSslCertificate": global("sslCertificates"),
  "compute.Network": global("networks"),
  "compute.NetworkEndpointGroup": zonal("networkEndpointGroups"),
  "compute.RegionAutoscaler": regional("autoscalers"),
  "compute.RegionBackendService": regional("backendServices"),
  "compute.RegionDisk": regional("disks"),
  "compute.RegionDiskResourcePolicyAttachment": { id: "{project}/{region}/{disk}/{name}" },
  "compute.RegionHealthCheck": regional("healthChecks"),
  "compute.RegionInstanceGroupManager": regional("instanceGroupManagers"),
  "compute.RegionInstanceTemplate": regional("instanceTemplates"),
  "compute.RegionNetworkEndpointGroup": regional("networkEndpointGroups"),
  "compute.RegionTargetHttpProxy": regional("targetHttpProxies"),
  "compute.RegionTargetHttpsProxy": regional("targetHttpsProxies"),
  "compute.RegionUrlMap": regional("urlMaps"),
  "compute.Reservation": zonal("reservations"),
  "compute.ResourcePolicy": regional("resourcePolicies"),
  "compute.Router": regional("routers"),
  "compute.RouterNat": { id: "{project}/{region}/{router}/{name}" },
  "compute.SSLCertificate": global("sslCertificates"),
  "compute.SSLPolicy": global("sslPolicies"),
  "compute.SecurityPolicy": global("securityPolicies"),
  "compute.Snapshot": global("snapshots"),
  "compute.Subnetwork": regional("subnetworks"),
  "compute.TargetHttpProxy": global("targetHttpProxies"),
  "compute.TargetHttpsProxy": global("targetHttpsProxies"),
  "compute.URLMap": global("urlMaps"),
  "container.Cluster": located("clusters"),
  "container.NodePool": {
    id: "projects/{project}/locations/{location}/clusters/{cluster}/nodePools/{name}",
  },
  "dns.ManagedZone": plain("managedZones"),
  "dns.RecordSet": { id: "projects/{project}/managedZones/{managedZone}/rrsets/{name}/{type}" },
  "firestore.BackupSchedule": {
    id: "projects/{project}/databases/{database}/backupSchedules/{generated}",
    within: ["firestore.Database", "database"],
  },
  "firestore.Database": { ...plain("databases"), at: "locationId" },
  "gkebackup.BackupPlan": located("backupPlans"),
  "gkebackup.RestorePlan": located("restorePlans"),
  "gkehub.Feature": located("features"),
  "gkehub.FeatureMembership": {
    id: "projects/{project}/locations/{location}/features/{feature}/membershipId/{membership}",
  },
  "gkehub.Fleet": { id: "projects/{project}/locations/global/fleets/default", name: "default" },
  "gkehub.Membership": located("memberships", "membershipId"),
  "kms.CryptoKey": { id: "{keyRing:full}/cryptoKeys/{name}" },
  "kms.CryptoKeyIAMMember": { id: "{cryptoKeyId:full}/{role}/{member}" },
  "kms.KeyRing": located("keyRings"),
  "logging.Metric": { id: "{name}" },
  "logging.ProjectSink": plain("sinks"),
  "monitoring.AlertPolicy": plain("alertPolicies", "generated"),
  "monitoring.CustomService": plain("services", "serviceId"),
  "monitoring.Dashboard": plain("dashboards", "generated"),
  "monitoring.NotificationChannel": plain("notificationChannels", "generated"),
  "monitoring.Slo": { id: "projects/{project}/services/{service}/serviceLevelObjectives/{sloId}" },
  "monitoring.UptimeCheckConfig": plain("uptimeCheckConfigs", "generated"),
  "networkservices.ServiceLbPolicies": located("serviceLbPolicies"),
  "organizations.Project": { id: "projects/{projectId}" },
  "projects.IAMCustomRole": plain("roles", "roleId"),
  "projects.IAMMember": { id: "{project}/{role}/{member}" },
  "projects.Service": { id: "{project}/{service}" },
  "projects.ServiceIdentity": plain("services", "service"),
  "pubsub.Subscription": plain("subscriptions"),
  "pubsub.SubscriptionIAMMember": {
    id: "projects/{project}/subscriptions/{subscription}/{role}/{member}",
  },
  "pubsub.Topic": plain("topics"),
  "pubsub.TopicIAMMember": { id: "projects/{project}/topics/{topic}/{role}/{member}" },
  "secretmanager.Secret": plain("secrets", "secretId"),
  "secretmanager.SecretIamMember": { id: "projects/{project}/secrets/{secretId}/{role}/{member}" },
  "secretmanager.SecretVersion": {
    id: "projects/{project}/secrets/{secret}/versions/{generated}",
  },
  "serviceaccount.Account": {
    id: "projects/{project}/serviceAccounts/{accountId}@{project}.iam.gserviceaccount.com",
    name: "{accountId}",
  },
  "serviceaccount.IAMMember": { id: "{serviceAccountId:full}/{role}/{member}" },
  "servicenetworking.Connection": { id: "{network:full}:{service}" },
  "spanner.BackupSchedule": {
    id: "projects/{project}/instances/{instance}/databases/{database}/backupSchedules/{name}",
    within: ["spanner.Instance", "instance"],
  },
  "spanner.Database": { id: "{instance}/{name}", within: ["spanner.Instance", "instance"] },
  "spanner.DatabaseIAMMember": {
    id: "{project}/{instance}/{database}/{role}/{member}",
    within: ["spanner.Instance", "instance"],
  },
  "spanner.Instance": { id: "{project}/{name}", at: "config" },
  "sql.Database": {
    id: "projects/{project}/instances/{instance}/databases/{name}",
    within: ["sql.DatabaseInstance", "instance"],
  },
  "sql.DatabaseInstance": { id: "{name}", at: "region" },
  "sql.User": {
    id: "{name}/{host}/{instance}",
    name: "{instance}/{name}/{host}",
    within: ["sql.DatabaseInstance", "instance"],
  },
  "storage.Bucket": { id: "{name}", at: "location" },
  "storage.BucketIAMMember": { id: "b/{bucket}/{role}/{member}" },
  "storage.BucketObject": { id: "{bucket}-{name}", name: "{bucket}/{name}" },
  "storage.TransferJob": { id: "{project}/{generated}" },
  "workflows.Workflow": located("workflows", "name", "region"),
};
