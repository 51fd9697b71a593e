import type { Inventory, Resource } from "../../../inventory/model";
import { listAt, numberAt, textAt } from "../../../inventory/values";
import type { Line, Rule, Rules } from "../bill";
import { groupRules } from "./groups";
import { monthly, networkRules } from "./network";
import { sqlRules } from "./sql";
import { storeRules } from "./stores";

/** Kinds that cost nothing by themselves: rights, names, settings, and what something else is billed for. */
const FREE = [
  "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
  "gcp:bigquery/datasetIamMember:DatasetIamMember",
  "gcp:certificateauthority/caPool:CaPool",
  "gcp:certificatemanager/certificate:Certificate",
  "gcp:certificatemanager/certificateMap:CertificateMap",
  "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry",
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization",
  "gcp:compute/address:Address",
  "gcp:compute/autoscaler:Autoscaler",
  "gcp:compute/backendBucket:BackendBucket",
  "gcp:compute/backendService:BackendService",
  "gcp:compute/firewall:Firewall",
  "gcp:compute/globalAddress:GlobalAddress",
  "gcp:compute/healthCheck:HealthCheck",
  "gcp:compute/network:Network",
  "gcp:compute/regionAutoscaler:RegionAutoscaler",
  "gcp:compute/regionBackendService:RegionBackendService",
  "gcp:compute/regionDiskResourcePolicyAttachment:RegionDiskResourcePolicyAttachment",
  "gcp:compute/regionHealthCheck:RegionHealthCheck",
  "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate",
  "gcp:compute/regionSslPolicy:RegionSslPolicy",
  "gcp:compute/regionTargetHttpProxy:RegionTargetHttpProxy",
  "gcp:compute/regionTargetHttpsProxy:RegionTargetHttpsProxy",
  "gcp:compute/regionUrlMap:RegionUrlMap",
  "gcp:compute/router:Router",
  "gcp:compute/sSLPolicy:SSLPolicy",
  "gcp:compute/subnetwork:Subnetwork",
  "gcp:compute/targetHttpProxy:TargetHttpProxy",
  "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
  "gcp:compute/uRLMap:URLMap",
  "gcp:dns/recordSet:RecordSet",
  "gcp:gkebackup/restorePlan:RestorePlan",
  "gcp:gkehub/feature:Feature",
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
  "gcp:kms/keyRing:KeyRing",
  "gcp:logging/metric:Metric",
  "gcp:monitoring/customService:CustomService",
  "gcp:monitoring/dashboard:Dashboard",
  "gcp:monitoring/notificationChannel:NotificationChannel",
  "gcp:monitoring/slo:Slo",
  "gcp:parametermanager/parameter:Parameter",
  "gcp:projects/iAMCustomRole:IAMCustomRole",
  "gcp:projects/iAMMember:IAMMember",
  "gcp:projects/service:Service",
  "gcp:projects/serviceIdentity:ServiceIdentity",
  "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember",
  "gcp:pubsub/topicIAMMember:TopicIAMMember",
  "gcp:secretmanager/secret:Secret",
  "gcp:secretmanager/secretIamMember:SecretIamMember",
  "gcp:serviceaccount/account:Account",
  "gcp:serviceaccount/iAMMember:IAMMember",
  "gcp:servicenetworking/connection:Connection",
  "gcp:spanner/databaseIAMMember:DatabaseIAMMember",
  "gcp:sql/database:Database",
  "gcp:sql/user:User",
  "gcp:storage/bucketIAMMember:BucketIAMMember",
];

/** Providers whose resources run on what is billed elsewhere. */
const INSIDE = ["kubernetes:", "pulumi:providers:", "random:"];

const byUse =
  (what: string, because: string): (() => readonly Line[]) =>
  () => [{ what, because }];

const written: Rules = {
  ...Object.fromEntries(FREE.map((type) => [type, () => []])),
  ...groupRules,
  ...networkRules,
  ...sqlRules,
  ...storeRules,
  "gcp:secretmanager/secretVersion:SecretVersion": monthly("version", "secret.version"),
  "gcp:cloudscheduler/job:Job": monthly("job", "scheduler.job"),
  "gcp:kms/cryptoKey:CryptoKey": monthly("one active version", "kms.key"),
  "gcp:certificateauthority/authority:Authority": authority,
  "gcp:monitoring/alertPolicy:AlertPolicy": conditions,
  "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig": uptime,
  "gcp:parametermanager/parameterVersion:ParameterVersion": byUse(
    "version and its reads",
    "no price is known",
  ),
  "gcp:artifactregistry/repository:Repository": byUse("images", "no size is described"),
  "gcp:workflows/workflow:Workflow": byUse("steps", "a project has some free; runs aren't counted"),
};

/** What is billed for a kind of resource; nothing is known of a kind that Standby doesn't declare. */
export function ruleFor(type: string): Rule | undefined {
  if (INSIDE.some((prefix) => type.startsWith(prefix))) return () => [];
  return Object.hasOwn(written, type) ? written[type] : undefined;
}

/** The tier is that of the pool that the authority is in. */
function authority({ propertyDependencies }: Resource, { resources }: Inventory): readonly Line[] {
  const pool = resources.find(({ urn }) => propertyDependencies["pool"]?.includes(urn));
  const tier = textAt(pool?.inputs, "tier");
  return tier === undefined
    ? [{ what: "authority", because: "its pool isn't in this stack" }]
    : [{ what: "authority", sku: `ca.${tier.toLowerCase()}`, place: "any", quantity: 1 }];
}

function conditions({ inputs }: Resource): readonly Line[] {
  const count = listAt(inputs, "conditions").length;
  return [
    { what: `${count} conditions`, sku: "monitoring.condition", place: "any", quantity: count },
  ];
}

function uptime({ inputs }: Resource): readonly Line[] {
  return [
    {
      what: `an uptime check every ${textAt(inputs, "period") ?? numberAt(inputs, "period") ?? "minute"}`,
      because: "a project has a million executions a month free, which others may use up",
    },
  ];
}
