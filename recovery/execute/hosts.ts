/** Where Google's APIs are; a drill points all of them at the sandbox. */
const COMPUTE = "https://compute.googleapis.com/compute/v1";
const SQL = "https://sqladmin.googleapis.com/v1";
const DNS = "https://dns.googleapis.com/dns/v1";
const STORAGE = "https://storage.googleapis.com";
const CONTAINER = "https://container.googleapis.com/v1";
const FIRESTORE = "https://firestore.googleapis.com/v1";
const SPANNER = "https://spanner.googleapis.com/v1";
const BIGQUERY = "https://bigquery.googleapis.com/bigquery/v2";
const PUBSUB = "https://pubsub.googleapis.com/v1";
const MONITORING = "https://monitoring.googleapis.com/v3";

/** Addresses of what a recovery reads and changes, in one project. */
export class Hosts {
  readonly project: string;

  constructor(project: string) {
    this.project = project;
  }

  /** @param path such as `global/backendServices/bank-web` */
  compute(path: string): string {
    return `${COMPUTE}/projects/${this.project}/${path}`;
  }

  /** A page of the snapshots of a disk. @param disk end of its link @param page token of the one before */
  snapshots(disk: string, page?: string): string {
    const query = new URLSearchParams({
      filter: `sourceDisk eq ".*${disk}"`,
      ...(page === undefined ? {} : { pageToken: page }),
    });
    return this.compute(`global/snapshots?${query.toString()}`);
  }

  /** @param verb such as `/switchover`; none: the instance itself */
  sql(instance: string, verb = ""): string {
    return `${SQL}/projects/${this.project}/instances/${instance}${verb}`;
  }

  dns(zone: string, path: string): string {
    return `${DNS}/projects/${this.project}/managedZones/${zone}/${path}`;
  }

  /** Operations on one instance, newest first. */
  sqlOperations(instance: string): string {
    return `${SQL}/projects/${this.project}/operations?instance=${instance}`;
  }

  /** Points of a metric in a stretch of time, both ends ISO 8601. */
  timeSeries(filter: string, from: string, to: string): string {
    const query = new URLSearchParams({
      filter,
      "interval.startTime": from,
      "interval.endTime": to,
    });
    return `${MONITORING}/projects/${this.project}/timeSeries?${query.toString()}`;
  }

  /** A cluster as GKE knows it. */
  cluster(region: string, name: string): string {
    return `${CONTAINER}/projects/${this.project}/locations/${region}/clusters/${name}`;
  }

  /** The autoscaler of a service's pods, at a cluster's own address. */
  podScaler(endpoint: string, namespace: string, service: string): string {
    return `https://${endpoint}/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers/${service}`;
  }

  /** The deployment of a service's pods, at a cluster's own address. */
  deployment(endpoint: string, namespace: string, service: string): string {
    return `https://${endpoint}/apis/apps/v1/namespaces/${namespace}/deployments/${service}`;
  }

  /** Cloud SQL's name of an instance in metrics. */
  metricName(instance: string): string {
    return `${this.project}:${instance}`;
  }

  /** A database of documents. @param path such as `/operations` */
  firestore(database: string, path = ""): string {
    return `${FIRESTORE}/${this.firestoreName(database)}${path}`;
  }

  firestoreClone(): string {
    return `${FIRESTORE}/projects/${this.project}/databases:clone`;
  }

  firestoreName(database: string): string {
    return `projects/${this.project}/databases/${database}`;
  }

  /** @param path such as `INSTANCE/databases/NAME` */
  spanner(path: string): string {
    return `${SPANNER}/${this.spannerName(path)}`;
  }

  spannerName(path: string): string {
    return `projects/${this.project}/instances/${path}`;
  }

  /** @param path such as `datasets/NAME/tables` */
  bigquery(path: string): string {
    return `${BIGQUERY}/projects/${this.project}/${path}`;
  }

  /** @param verb such as `:seek` */
  subscription(name: string, verb = ""): string {
    return `${PUBSUB}/projects/${this.project}/subscriptions/${name}${verb}`;
  }

  bucket(name: string): string {
    return `${STORAGE}/storage/v1/b/${name}`;
  }

  /** Where a bucket is made, in this project. */
  buckets(): string {
    return `${STORAGE}/storage/v1/b?project=${this.project}`;
  }

  /** A page of a bucket's objects. @param query such as `versions=true` */
  objects(bucket: string, query: string): string {
    return `${this.bucket(bucket)}/o?${query}`;
  }

  /** A copy of an object under the same name in another bucket. */
  rewrite(from: string, to: string, name: string, query: string): string {
    const object = encodeURIComponent(name);
    return `${this.bucket(from)}/o/${object}/rewriteTo/b/${to}/o/${object}?${query}`;
  }

  object(bucket: string, name: string, query = ""): string {
    return `${STORAGE}/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}${query}`;
  }

  /** @param generation that must be current; 0: there must be none */
  upload(bucket: string, name: string, generation?: string): string {
    const condition = generation === undefined ? "" : `&ifGenerationMatch=${generation}`;
    return `${STORAGE}/upload/storage/v1/b/${bucket}/o?uploadType=media&name=${encodeURIComponent(name)}${condition}`;
  }
}
