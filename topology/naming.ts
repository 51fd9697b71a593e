import { BUCKET_NAME } from "../system/kinds/bucket";
import { type Named, type NameRule, RFC1035 } from "../system/kinds/kind";

/** Names that another stack, the executor or a person must find; everything else is auto-named. */
export interface Naming {
  readonly system: string;
  readonly project: string;
}

/** A name as it will stand in Google Cloud, and the rule that it has to keep. */
export interface FinalName {
  readonly kind: NameKind | NameRule;
  readonly name: string;
}

/** Of most of what Compute Engine has. */
export const RESOURCE_NAME = { title: "resource", least: 1, most: 63, ...RFC1035 };

/** Length and character rules by kind; source: the provider's validators and Google's pages, 2026-11. */
const NAME_RULES = {
  resource: RESOURCE_NAME,
  /** Google appends a hyphen and four characters for each instance. */
  instanceBase: { title: "base instance", least: 1, most: 58, ...RFC1035 },
  serviceAccount: { title: "service account", least: 6, most: 30, ...RFC1035 },
  /** 98 with the project id and a colon. */
  sqlInstance: { title: "Cloud SQL instance", least: 1, most: 97, ...RFC1035 },
  cluster: { title: "cluster", least: 1, most: 40, ...RFC1035 },
  bucket: BUCKET_NAME,
  secret: { title: "secret", least: 1, most: 255, ...RFC1035 },
  keyRing: { title: "key ring", least: 1, most: 63, ...RFC1035 },
} as const satisfies Record<string, NameRule>;

export type NameKind = keyof typeof NAME_RULES;

/** What is wrong with a final name; nothing if it keeps its kind's rule. */
export function nameProblem({ kind, name }: FinalName, naming: Naming): string | undefined {
  const rule: NameRule = typeof kind === "string" ? NAME_RULES[kind] : kind;
  const most = kind === "sqlInstance" ? rule.most - naming.project.length : rule.most;
  if (name.length > most) {
    return `makes the ${rule.title} name "${name}" of ${name.length} characters, ${most} is the limit; shorten it by ${name.length - most}`;
  }
  if (name.length < rule.least) {
    return `makes the ${rule.title} name "${name}" of ${name.length} characters, ${rule.least} is the least; lengthen it by ${rule.least - name.length}`;
  }
  return rule.pattern.test(name)
    ? undefined
    : `makes the ${rule.title} name "${name}", which must be ${rule.characters}`;
}

const join = (...parts: readonly string[]): string => parts.join("-");

export const networkName = ({ system }: Naming) => system;
export const subnetName = ({ system }: Naming, region: string) => join(system, region);
export const proxySubnetName = ({ system }: Naming, region: string) =>
  join(system, "proxies", region);
export const groupName = ({ system }: Naming, service: string, region: string) =>
  join(system, service, region);
export const zonalGroupName = ({ system }: Naming, service: string, zone: string) =>
  join(system, service, zone);
/** A cluster, and the plan of its backups. */
export const clusterName = ({ system }: Naming, region: string) => join(system, region);
/** Where the pods of all services are, in every cluster. */
export const namespaceName = ({ system }: Naming) => system;
/** Deployment of the pods that run a version on trial. */
export const trialName = (service: string) => join(service, "next");
export const backendName = ({ system }: Naming, service: string) => join(system, service);
export const bypassName = ({ system }: Naming, service: string) => join(system, service, BYPASS);
export const internalProxyName = ({ system }: Naming) => join(system, "internal");
export const internalAddressName = ({ system }: Naming, region: string) =>
  join(system, "internal", region);
export const serviceAccountId = ({ system }: Naming, service: string) => join(system, service);
export const sqlInstanceName = (
  { system }: Naming,
  store: string,
  region: string,
  generation: number,
) => join(system, store, region, String(generation));
export const diskName = ({ system }: Naming, store: string, region: string, generation: number) =>
  join(system, store, region, String(generation));
export const diskLink = ({ project }: Naming, region: string, name: string) =>
  `projects/${project}/regions/${region}/disks/${name}`;
/** Made by a restore beside a store's own, outside all stacks. */
export const diskCopyName = ({ system }: Naming, store: string, region: string, copy: number) =>
  join(system, store, region, COPY, String(copy));
/** Ids of roles take no hyphens, and stay taken for weeks after deletion. */
export const attachRoleId = ({ system }: Naming) => `${system.replaceAll("-", "_")}_attach_disk`;
/** A copy for reading of the instance of that name, in the zone with that letter. */
export const readReplicaName = (instance: string, letter: string) => join(instance, READ, letter);
/** Whether a name is an instance's, or that of a read replica of it: they come and go with its generation. */
export const isOfInstance = (name: string, instance: string) =>
  name === instance || name.startsWith(`${join(instance, READ)}-`);
export const bucketName = ({ project, system }: Naming, store: string) =>
  join(project, system, store);
/** Made by a restore beside a store's own, outside all stacks. */
export const bucketCopyName = (naming: Naming, store: string, generation: number) =>
  join(bucketName(naming, store), COPY, String(generation));
/** Lease, freeze mark and journal: outside all stacks, made once by hand. */
export const recoveryBucketName = (naming: Naming) => bucketName(naming, RECOVERY);
/** A store's, as its kind says. */
export function storeName({ project, system }: Naming, store: string, { form }: Named): string {
  const name = form === "led" ? join(project, system, store) : join(system, store);
  return form === "underscored" ? name.replaceAll("-", "_") : name;
}
export const firestoreName = ({ system }: Naming, store: string) => join(system, store);
/** Made by a restore beside a store's own, as all copies are, outside all stacks. */
export const firestoreCopyName = (naming: Naming, store: string, generation: number) =>
  join(firestoreName(naming, store), COPY, String(generation));
export const databasePath = (naming: Naming, store: string) =>
  `projects/${naming.project}/databases/${firestoreName(naming, store)}`;
export const spannerName = ({ system }: Naming, store: string) => join(system, store);
/** A logical database's copy, and the backup that it is made from. */
export const spannerCopyName = (database: string, generation: number) =>
  join(database, COPY, String(generation));
export const topicName = ({ system }: Naming, store: string) => join(system, store);
export const deadLetterName = ({ system }: Naming, store: string) =>
  join(system, store, "dead-letters");
/** BigQuery takes no hyphens. */
export const datasetId = ({ system }: Naming, store: string) =>
  join(system, store).replaceAll("-", "_");
export const secretName = ({ system }: Naming, thing: string) => join(system, thing);
export const datasetCopyId = (naming: Naming, store: string, generation: number) =>
  datasetId(naming, join(store, COPY, String(generation)));
/** A ring of keys: it can't be deleted, so one that is made anew is of the next generation. */
export const keyRingName = ({ system }: Naming, owner: string, generation: number) =>
  join(system, owner, String(generation));
/** The one key of a ring; it says itself whose it is and where, as people meet it without its ring. */
export const keyName = (owner: string, location: string) => join(owner, location);
export const keyLink = ({ project }: Naming, location: string, ring: string, key: string) =>
  `projects/${project}/locations/${location}/keyRings/${ring}/cryptoKeys/${key}`;
/** The registry of a system's images. */
export const registryId = ({ system }: Naming) => system;
/** What a service can switch while it runs, in Parameter Manager. */
export const flagsId = ({ system }: Naming, service: string) => join(system, service);
export const flagsLink = (naming: Naming, service: string) =>
  `projects/${naming.project}/locations/global/parameters/${flagsId(naming, service)}`;
/** Certificates of the authorities that certify databases, those of all regions. */
export const trustSecretName = (naming: Naming) => secretName(naming, "database-ca");
export const trustSecretLink = (naming: Naming) =>
  `projects/${naming.project}/secrets/${trustSecretName(naming)}`;
export const authorityId = ({ system }: Naming, region: string) => join(system, region);
export const publicZoneName = ({ system }: Naming) => system;
export const privateZoneName = ({ system }: Naming) => join(system, "private");
export const serviceZoneName = ({ system }: Naming) => join(system, "services");
export const fenceName = ({ system }: Naming, region: string, direction: "in" | "out") =>
  join(system, "fence", region, direction);
export const watchWorkflowName = ({ system }: Naming, region: string) =>
  join(system, WATCH, region);
/** What is served, as Cloud Monitoring knows it; its goal has the same name below it. */
export const monitoredServiceId = ({ system }: Naming, service: string) => join(system, service);
export const goalName = (naming: Naming, service: string) =>
  `projects/${naming.project}/services/${monitoredServiceId(naming, service)}/serviceLevelObjectives/${GOAL}`;
export const GOAL = "availability";
/** The measure by route that the load balancer's log is turned into. */
export const routesName = ({ system }: Naming) => join(system, "routes");
export const imageWorkflowName = ({ system }: Naming, region: string) =>
  join(system, IMAGES, region);
/** What the names of images begin with of the machine that has a disk; seconds since 1970 follow. */
export const imageBeginning = ({ system }: Naming, store: string, region: string) =>
  `${join(system, store, region)}-`;
export const imageRoleId = ({ system }: Naming) => `${system.replaceAll("-", "_")}_image_machines`;
export const workflowName = ({ system }: Naming, region: string) => join(system, BACKUP, region);

/** Names in a zone that only the system's own network resolves. */
export const privateDomain = ({ system }: Naming) => `${system}.internal`;
/** What applications connect to: it follows the writer. */
export const writerHost = (naming: Naming, store: string) => `${store}.${privateDomain(naming)}`;
export const instanceHost = (naming: Naming, store: string, region: string) =>
  `${store}.${region}.${privateDomain(naming)}`;
/** What applications read from where they can do with a copy. */
export const readHost = (naming: Naming, store: string) => writerHost(naming, join(store, READ));
/** The read replicas of one region. */
export const regionalReadHost = (naming: Naming, store: string, region: string) =>
  instanceHost(naming, join(store, READ), region);
/** A service as pods of the same cluster call it. */
export const meshHost = (naming: Naming, service: string) =>
  `${service}.${namespaceName(naming)}.svc.cluster.local`;
/** Internal services stand under the public domain, so that Google can certify their names. */
export const serviceDomain = (domain: string) => `${INTERNAL}.${domain}`;
export const serviceHost = (domain: string, service: string) =>
  `${service}.${serviceDomain(domain)}`;

export const networkLink = (naming: Naming) =>
  `projects/${naming.project}/global/networks/${networkName(naming)}`;
export const subnetLink = (naming: Naming, region: string) =>
  `projects/${naming.project}/regions/${region}/subnetworks/${subnetName(naming, region)}`;
export const groupLink = (naming: Naming, service: string, region: string) =>
  `https://www.googleapis.com/compute/v1/projects/${naming.project}/regions/${region}/instanceGroups/${groupName(naming, service, region)}`;
/** The pods of a service in one zone; GKE makes the group under the name that the service gives it. */
export const endpointsLink = (naming: Naming, service: string, region: string, zone: string) =>
  `https://www.googleapis.com/compute/v1/projects/${naming.project}/zones/${zone}/networkEndpointGroups/${groupName(naming, service, region)}`;
export const clusterLink = (naming: Naming, region: string) =>
  `projects/${naming.project}/locations/${region}/clusters/${clusterName(naming, region)}`;
export const backupPlanLink = (naming: Naming, region: string, location: string) =>
  `projects/${naming.project}/locations/${location}/backupPlans/${clusterName(naming, region)}`;
export const internalProxyLink = (naming: Naming) =>
  `projects/${naming.project}/global/targetHttpsProxies/${internalProxyName(naming)}`;
export const serviceAccountEmail = (naming: Naming, service: string) =>
  `${serviceAccountId(naming, service)}@${naming.project}.iam.gserviceaccount.com`;

/** Names that Standby itself puts beside those of services and data stores. */
export const BACKUP = "backup";
export const NODES = "nodes";
/** What answers autoscalers that ask for a metric of one's own, and who it acts as. */
export const METRICS = "metrics";
export const METRICS_NAMESPACE = "standby-metrics";
/** The bucket of the pages that are shown while nobody can answer. */
export const FALLBACK = "fallback";
/** Who images machines. */
export const IMAGES = "images";
export const INTERNAL = "internal";
/** Ends the names of databases to read from. */
export const READ = "read";
/** Ends the names of backends that the bypass sends to. */
export const BYPASS = "bypass";
export const WATCH = "watch";
/** Leads the keys of what has no region. */
export const SHARED_KEYS = "shared";
/** Ends the names of buckets and disks that a restore has made, before their number. */
const COPY = "copy";
/** The bucket of leases and journals. */
const RECOVERY = "recovery";
export const RESERVED_THINGS = [
  BACKUP,
  FALLBACK,
  IMAGES,
  INTERNAL,
  METRICS,
  NODES,
  RECOVERY,
  "fence",
  "private",
  "proxies",
  "services",
  WATCH,
] as const;
