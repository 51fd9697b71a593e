import type { Address } from "../cloud";
import { at, type JsonObject } from "../json";

/** A thing for which the service computes something. */
export interface Computed {
  readonly address: Address;
  readonly id: string;
  readonly given: JsonObject;
  /** So many digits that are its own. */
  readonly number: (digits: number, word?: string) => string;
  /** So many hexadecimal digits (64 at most) that are its own. */
  readonly hash: (length: number, word?: string) => string;
  readonly projectNumber: string;
}

/** Virtual time's beginning: when things were made is nothing that a program may depend on. */
const MADE = "2026-01-05T00:00:00.000Z";

const GROUPS = (thing: Computed): JsonObject => ({
  instanceGroup: `https://www.googleapis.com/compute/v1/${thing.id.replace("instanceGroupManagers", "instanceGroups")}`,
  fingerprint: thing.hash(12),
});

const FINGERPRINT = (thing: Computed): JsonObject => ({
  creationTimestamp: MADE,
  fingerprint: thing.hash(12),
});

const MADE_ONLY = (): JsonObject => ({ creationTimestamp: MADE });
const CREATED = (): JsonObject => ({ createTime: MADE });
const ETAG = (thing: Computed): JsonObject => ({ etag: thing.hash(16) });
const NAMED = (thing: Computed): JsonObject => ({ name: thing.id, createTime: MADE });

/**
 * What Google's provider shows of a thing that no program gives, as far as a program may need it.
 * The forms are those of the documents of each resource ("Attributes").
 */
export const COMPUTED: Readonly<Record<string, (thing: Computed) => JsonObject>> = {
  "artifactregistry.Repository": ({ given, address }) => ({
    name: text(given, "repositoryId"),
    registryUri: `${address.location}-docker.pkg.dev/${address.project}/${address.name}`,
    createTime: MADE,
  }),
  "bigquery.DataTransferConfig": (thing) => ({ name: thing.id }),
  "bigquery.Dataset": (thing) => ({
    selfLink: `https://bigquery.googleapis.com/bigquery/v2/${thing.id}`,
    ...ETAG(thing),
  }),
  "bigquery.DatasetIamMember": ETAG,
  "certificateauthority.Authority": (thing) => ({
    ...NAMED(thing),
    state: "ENABLED",
    pemCaCertificates: [certificate(thing, "authority")],
  }),
  "certificatemanager.CertificateMap": CREATED,
  "certificatemanager.DnsAuthorization": (thing) => ({
    dnsResourceRecords: [
      {
        // One of a project's own has a part that differs by project and place.
        name: `_acme-challenge${perProject(thing)}.${text(thing.given, "domain")}.`,
        type: "CNAME",
        data: `${thing.hash(36)}.${thing.number(2)}.authorize.certificatemanager.goog.`,
      },
    ],
  }),
  "cloudscheduler.Job": ({ given }) => ({ state: given["paused"] === true ? "PAUSED" : "ENABLED" }),
  "compute.Address": (thing) => ({ creationTimestamp: MADE, ...ownAddress(thing, "10.254") }),
  "compute.BackendService": (thing) => ({
    ...FINGERPRINT(thing),
    generatedId: Number(thing.number(15)),
  }),
  "compute.Disk": (thing) => ({ creationTimestamp: MADE, diskId: thing.number(19) }),
  "compute.Firewall": MADE_ONLY,
  "compute.ForwardingRule": (thing) => ({ creationTimestamp: MADE, ...ruleAddress(thing) }),
  "compute.GlobalAddress": (thing) => ({ creationTimestamp: MADE, ...ownAddress(thing, "34.96") }),
  "compute.GlobalForwardingRule": (thing) => ({
    ...ruleAddress(thing),
    forwardingRuleId: Number(thing.number(15)),
  }),
  "compute.HealthCheck": MADE_ONLY,
  "compute.InstanceGroupManager": GROUPS,
  "compute.InstanceTemplate": (thing) => ({
    ...template(thing),
    selfLinkUnique: `https://www.googleapis.com/compute/v1/${thing.id}?uniqueId=${thing.number(19)}`,
  }),
  "compute.Network": (thing) => ({ networkId: thing.number(19), gatewayIpv4: "" }),
  "compute.RegionBackendService": (thing) => ({
    ...FINGERPRINT(thing),
    generatedId: Number(thing.number(15)),
  }),
  "compute.RegionDisk": (thing) => ({ creationTimestamp: MADE, diskId: thing.number(19) }),
  "compute.RegionHealthCheck": MADE_ONLY,
  "compute.RegionInstanceGroupManager": (thing) => ({ ...GROUPS(thing), creationTimestamp: MADE }),
  "compute.RegionInstanceTemplate": (thing) => ({ ...template(thing), creationTimestamp: MADE }),
  "compute.Router": MADE_ONLY,
  "compute.SSLPolicy": FINGERPRINT,
  "compute.SecurityPolicy": (thing) => ({ fingerprint: thing.hash(12) }),
  "compute.Subnetwork": (thing) => ({
    ...FINGERPRINT(thing),
    gatewayAddress: firstAddress(text(thing.given, "ipCidrRange")),
    subnetworkId: Number(thing.number(15)),
  }),
  "compute.TargetHttpProxy": (thing) => ({
    creationTimestamp: MADE,
    proxyId: Number(thing.number(15)),
  }),
  "compute.TargetHttpsProxy": (thing) => ({
    creationTimestamp: MADE,
    proxyId: Number(thing.number(15)),
  }),
  "compute.URLMap": (thing) => ({ ...FINGERPRINT(thing), mapId: Number(thing.number(15)) }),
  "container.Cluster": (thing) => ({
    endpoint: addressIn("172.16", thing),
    masterAuth: {
      clientCertificateConfig: { issueClientCertificate: false },
      clusterCaCertificate: Buffer.from(certificate(thing, "cluster")).toString("base64"),
    },
    selfLink: `https://container.googleapis.com/v1/${thing.id}`,
  }),
  "dns.ManagedZone": (thing) => ({
    creationTime: MADE,
    managedZoneId: thing.number(18),
    nameServers: nameServers(thing),
  }),
  "firestore.BackupSchedule": (thing) => ({ name: thing.id.split("/").at(-1) ?? "" }),
  "firestore.Database": (thing) => ({ ...ETAG(thing), uid: thing.hash(32), createTime: MADE }),
  "iam.WorkloadIdentityPool": ({ given, projectNumber }) => ({
    name: `projects/${projectNumber}/locations/global/workloadIdentityPools/${text(given, "workloadIdentityPoolId")}`,
    state: "ACTIVE",
  }),
  "iam.WorkloadIdentityPoolProvider": ({ given, projectNumber }) => ({
    name: `projects/${projectNumber}/locations/global/workloadIdentityPools/${text(given, "workloadIdentityPoolId")}/providers/${text(given, "workloadIdentityPoolProviderId")}`,
    state: "ACTIVE",
  }),
  "monitoring.AlertPolicy": (thing) => ({ name: thing.id }),
  "monitoring.NotificationChannel": (thing) => ({ name: thing.id, verificationStatus: "" }),
  "monitoring.CustomService": (thing) => ({ name: thing.id }),
  "monitoring.Slo": (thing) => ({ name: thing.id }),
  "monitoring.UptimeCheckConfig": (thing) => ({
    name: thing.id,
    uptimeCheckId: thing.id.split("/").at(-1) ?? "",
  }),
  "projects.IAMCustomRole": (thing) => ({ name: thing.id, deleted: false }),
  "projects.IAMMember": ETAG,
  "projects.ServiceIdentity": (thing) => {
    const email = `service-${thing.projectNumber}@${agentOf(text(thing.given, "service"))}.iam.gserviceaccount.com`;
    return { email, member: `serviceAccount:${email}` };
  },
  "pubsub.SubscriptionIAMMember": ETAG,
  "pubsub.TopicIAMMember": ETAG,
  "secretmanager.Secret": (thing) => ({
    name: `projects/${thing.projectNumber}/secrets/${thing.address.name}`,
    createTime: MADE,
  }),
  "secretmanager.SecretIamMember": ETAG,
  "secretmanager.SecretVersion": (thing) => ({
    name: thing.id.replace(
      `projects/${thing.address.project}/`,
      `projects/${thing.projectNumber}/`,
    ),
    version: thing.id.split("/").at(-1) ?? "",
    createTime: MADE,
  }),
  "serviceaccount.Account": (thing) => {
    const email = thing.id.split("/").at(-1) ?? "";
    return { email, member: `serviceAccount:${email}`, name: thing.id, uniqueId: thing.number(21) };
  },
  "servicenetworking.Connection": () => ({ peering: "servicenetworking-googleapis-com" }),
  "spanner.Database": () => ({ state: "READY" }),
  "spanner.DatabaseIAMMember": ETAG,
  "spanner.Instance": () => ({ state: "READY" }),
  "sql.Database": (thing) => ({
    selfLink: `https://sqladmin.googleapis.com/sql/v1beta4/${thing.id}`,
  }),
  "sql.DatabaseInstance": sqlInstance,
  "storage.Bucket": (thing) => ({
    url: `gs://${thing.address.name}`,
    selfLink: `https://www.googleapis.com/storage/v1/b/${thing.address.name}`,
    projectNumber: Number(thing.projectNumber),
  }),
  "storage.BucketIAMMember": ETAG,
  "workflows.Workflow": () => ({ state: "ACTIVE", createTime: MADE }),
};

function sqlInstance(thing: Computed): JsonObject {
  const { project, location, name } = thing.address;
  const network = at(thing.given, "settings.ipConfiguration.privateNetwork");
  const address = typeof network === "string" && network !== "" ? addressIn("10.253", thing) : "";
  return {
    connectionName: `${project}:${location}:${name}`,
    selfLink: `https://sqladmin.googleapis.com/sql/v1beta4/projects/${project}/instances/${name}`,
    ...(address === "" ? {} : { privateIpAddress: address, firstIpAddress: address }),
    ipAddresses: address === "" ? [] : [{ type: "PRIVATE", ipAddress: address, timeToRetire: "" }],
    serverCaCerts: [
      { cert: certificate(thing, "server"), commonName: `C=US,O=Google\\, Inc,CN=${name}` },
    ],
    serviceAccountEmailAddress: `p${thing.projectNumber}-${thing.hash(6)}@gcp-sa-cloud-sql.iam.gserviceaccount.com`,
  };
}

function template(thing: Computed): JsonObject {
  return {
    metadataFingerprint: thing.hash(12, "metadata"),
    tagsFingerprint: thing.hash(12, "tags"),
  };
}

function perProject(thing: Computed): string {
  return text(thing.given, "type") === "PER_PROJECT_RECORD" ? `_${thing.hash(16)}` : "";
}

function ownAddress(thing: Computed, block: string): JsonObject {
  return text(thing.given, "address") === "" ? { address: addressIn(block, thing) } : {};
}

function ruleAddress(thing: Computed): JsonObject {
  return text(thing.given, "ipAddress") === "" ? { ipAddress: addressIn("34.97", thing) } : {};
}

/** An address of a /16 that is nobody's in a sandbox. */
function addressIn(block: string, thing: Computed): string {
  const hash = Number.parseInt(thing.hash(4, "address"), 16);
  return `${block}.${hash >> 8}.${(hash & 0xfe) + 1}`;
}

/** The first address of a range, which is its gateway's. */
function firstAddress(range: string): string {
  const bytes = range.split("/")[0]?.split(".") ?? [];
  return bytes.length === 4 ? [...bytes.slice(0, 3), String(Number(bytes[3]) + 1)].join(".") : "";
}

function nameServers(thing: Computed): string[] {
  if (text(thing.given, "visibility") === "private") return ["ns-gcp-private.googledomains.com."];
  const letter = "abcde".charAt(Number.parseInt(thing.hash(1), 16) % 5);
  return [1, 2, 3, 4].map((number) => `ns-cloud-${letter}${number}.googledomains.com.`);
}

/** Looks like a certificate and is none: nothing in the sandbox speaks TLS. */
function certificate(thing: Computed, word: string): string {
  const body = Buffer.from(thing.hash(64, word)).toString("base64").replace(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
}

const AGENTS: Readonly<Record<string, string>> = { sqladmin: "gcp-sa-cloud-sql" };

/** The domain of a service's agent, such as `gcp-sa-pubsub`. */
function agentOf(service: string): string {
  const name = service.replace(/\.googleapis\.com$/, "");
  return AGENTS[name] ?? `gcp-sa-${name}`;
}

function text(given: JsonObject, path: string): string {
  const value = at(given, path);
  return typeof value === "string" ? value : "";
}
