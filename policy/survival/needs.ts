import { ofKinds, referenced, referrers } from "../../inventory/api-rules/references";
import { kindName } from "../../inventory/fields/rules";
import type { Resource } from "../../inventory/model";
import { listAt, textAt, textsAt, valueAt } from "../../inventory/values";
import { type PolicyContext, regionOf } from "../context";
import { isInCluster } from "./loss";

/** One thing that a resource can't serve without: any of these will do. */
export type Need = readonly Resource[];

const ADDRESSES = ["compute.GlobalAddress", "compute.Address"];
const CERTIFICATES = ["certificatemanager.Certificate", "compute.ManagedSslCertificate"];
const HEALTH_CHECKS = ["compute.HealthCheck", "compute.RegionHealthCheck"];
const NETWORK: readonly Pointer[] = [["network", ["compute.Network"]]];
const FORWARDING: readonly Pointer[] = [
  ["ipAddress", ADDRESSES],
  ...NETWORK,
  ["subnetwork", ["compute.Subnetwork"]],
];
const PROXY: readonly Pointer[] = [
  ["sslPolicy", ["compute.SSLPolicy", "compute.RegionSslPolicy"]],
  ["certificateMap", ["certificatemanager.CertificateMap"]],
  ["certificateManagerCertificates", CERTIFICATES],
  ["sslCertificates", CERTIFICATES],
];
const BACKEND: readonly Pointer[] = [
  ["healthChecks", HEALTH_CHECKS],
  ["securityPolicy", ["compute.SecurityPolicy", "compute.RegionSecurityPolicy"]],
];
const TEMPLATE: readonly Pointer[] = [
  ["networkInterfaces", ["compute.Subnetwork"]],
  ["disks", ["compute.Image", "artifactregistry.Repository"]],
];
const GROUP: readonly Pointer[] = [
  ["versions", ["compute.RegionInstanceTemplate", "compute.InstanceTemplate"]],
];

type Pointer = readonly [property: string, kinds: readonly string[]];

/** The inputs whose target has to be there for the resource to serve, by kind. */
const POINTERS: Readonly<Record<string, readonly Pointer[]>> = {
  "dns.RecordSet": [["managedZone", ["dns.ManagedZone"]]],
  "dns.ManagedZone": [["privateVisibilityConfig", ["compute.Network"]]],
  "compute.GlobalForwardingRule": FORWARDING,
  "compute.ForwardingRule": FORWARDING,
  "compute.TargetHttpsProxy": PROXY,
  "compute.RegionTargetHttpsProxy": PROXY,
  "certificatemanager.CertificateMapEntry": [["certificates", CERTIFICATES]],
  "compute.BackendService": BACKEND,
  "compute.RegionBackendService": BACKEND,
  "compute.RegionInstanceGroupManager": GROUP,
  "compute.InstanceGroupManager": GROUP,
  "compute.RegionInstanceTemplate": TEMPLATE,
  "compute.InstanceTemplate": TEMPLATE,
  "compute.Subnetwork": NETWORK,
  "compute.Router": NETWORK,
  "compute.RouterNat": [["router", ["compute.Router"]]],
  "compute.Firewall": NETWORK,
  "container.Cluster": [["subnetwork", ["compute.Subnetwork"]], ...NETWORK],
  "container.NodePool": [["cluster", ["container.Cluster"]]],
  "sql.DatabaseInstance": [["settings", ["compute.Network"]]],
  "servicenetworking.Connection": [...NETWORK, ["reservedPeeringRanges", ADDRESSES]],
  "spanner.Database": [["instance", ["spanner.Instance"]]],
  "kms.CryptoKey": [["keyRing", ["kms.KeyRing"]]],
  "pubsub.Subscription": [["topic", ["pubsub.Topic"]]],
};

/** What encrypts a resource, wherever the input stands. */
export const KEY_KINDS = ["kms.CryptoKey"];
const RIGHTS = [
  ...["projects.IAMMember", "secretmanager.SecretIamMember", "storage.BucketIAMMember"],
  ...["spanner.DatabaseIAMMember", "bigquery.DatasetIamMember"],
  ...["pubsub.TopicIAMMember", "pubsub.SubscriptionIAMMember", "serviceaccount.IAMMember"],
];
const SECRETS = ["secretmanager.Secret"];
/** A service without these goes on, unseen. */
const TELLING = ["roles/logging.logWriter", "roles/monitoring.metricWriter"];
/** Health checks of load balancers come from here; without them all backends count as down. */
const PROBES = "35.191.0.0/16";

/** All that a resource can't serve without, one after the other. */
export function needsOf(context: PolicyContext, resource: Resource): readonly Need[] {
  const { inventory } = context;
  const pointed = (POINTERS[kindName(resource.type)] ?? []).flatMap(([property, kinds]) =>
    each(referenced(resource, property, inventory, kinds)),
  );
  const keys = Object.keys(resource.inputs).flatMap((property) =>
    each(referenced(resource, property, inventory, KEY_KINDS)),
  );
  return [...pointed, ...keys, ...ownNeeds(context, resource)];
}

/** What isn't said by an input of its own. */
function ownNeeds(context: PolicyContext, resource: Resource): readonly Need[] {
  const { inventory } = context;
  const kind = kindName(resource.type);
  const all = (kinds: readonly string[]) => ofKinds(inventory, kinds);
  switch (kind) {
    case "certificatemanager.CertificateMap":
      return each(
        referrers(resource, "map", inventory, ["certificatemanager.CertificateMapEntry"]),
      );
    case "compute.RegionInstanceGroupManager":
    case "compute.InstanceGroupManager":
      return [
        inRegionOf(resource, all(["compute.RouterNat"])),
        all(["compute.Firewall"]).filter(({ inputs }) =>
          textsAt(inputs, "sourceRanges").includes(PROBES),
        ),
      ].filter(isSaid);
    case "compute.RegionInstanceTemplate":
    case "compute.InstanceTemplate":
      return each(accounts(context, textAt(resource.inputs, "serviceAccount.email")));
    case "serviceaccount.Account":
      return each(all(RIGHTS).filter((right) => isFor(right, resource) && !isToTell(right)));
    case "secretmanager.SecretIamMember":
      return each(all(SECRETS).filter((secret) => isOfSecret(resource, "secretId", secret)));
    case "secretmanager.Secret":
      return [
        all(["secretmanager.SecretVersion"]).filter((version) =>
          isOfSecret(version, "secret", resource),
        ),
      ].filter(isSaid);
    case "sql.DatabaseInstance":
      return [all(["servicenetworking.Connection"])].filter(isSaid);
    case "container.NodePool":
      return each(accounts(context, textAt(resource.inputs, "nodeConfig.serviceAccount")));
    default:
      return isInCluster(resource) ? clusterNeeds(context, resource) : [];
  }
}

/** What is in a cluster needs that, nodes to be on, what it comes after, and its account. */
function clusterNeeds(context: PolicyContext, resource: Resource): readonly Need[] {
  const own = context.stacks.find(({ inventory }) => inventory.resources.includes(resource));
  const around = own ? own.inventory.resources : [];
  const pool = textAt(resource.inputs, "spec.template.spec.nodeSelector.pool");
  const pools = around.filter(
    ({ type, inputs }) =>
      kindName(type) === "container.NodePool" &&
      (pool === undefined || textAt(inputs, "nodeConfig.labels.pool") === pool),
  );
  const isPod = kindName(resource.type) === "kubernetes:apps.Deployment";
  const annotations = valueAt(resource.inputs, "metadata.annotations");
  const account = Object(annotations)["iam.gke.io/gcp-service-account"];
  return [
    around.filter(({ type }) => kindName(type) === "container.Cluster"),
    ...(isPod ? [pools] : []),
    ...each(
      resource.dependencies
        .flatMap((urn) => context.byUrn.get(urn) ?? [])
        .filter((needed) => isInCluster(needed)),
    ),
    ...each(accounts(context, typeof account === "string" ? account : undefined)),
  ].filter(isSaid);
}

/** The declared account of an address; none if it isn't the system's own. */
function accounts({ inventory }: PolicyContext, email: string | undefined): readonly Resource[] {
  const id = email?.split("@")[0];
  return ofKinds(inventory, ["serviceaccount.Account"]).filter(
    ({ inputs }) => id !== undefined && textAt(inputs, "accountId") === id,
  );
}

function isFor({ inputs, propertyDependencies }: Resource, account: Resource): boolean {
  const id = textAt(account.inputs, "accountId");
  return (
    (propertyDependencies["member"] ?? []).includes(account.urn) ||
    (textAt(inputs, "member") ?? "").startsWith(`serviceAccount:${id}@`)
  );
}

function isToTell({ inputs }: Resource): boolean {
  return TELLING.includes(textAt(inputs, "role") ?? "");
}

/** Secrets are called by their id. */
function isOfSecret(part: Resource, property: string, secret: Resource): boolean {
  const id = textAt(secret.inputs, "secretId");
  return (
    (part.propertyDependencies[property] ?? []).includes(secret.urn) ||
    (id !== undefined && textAt(part.inputs, property)?.endsWith(`/secrets/${id}`) === true)
  );
}

/** Those in the region of the resource. */
function inRegionOf(resource: Resource, others: readonly Resource[]): readonly Resource[] {
  return others.filter((other) => regionOf(other) === regionOf(resource));
}

/** Every one of them is needed. */
function each(resources: readonly Resource[]): readonly Need[] {
  return resources.map((resource) => [resource]);
}

/** What nothing in the stacks is about is somebody else's, and counts as there. */
function isSaid(need: Need): boolean {
  return need.length > 0;
}

/** The groups of endpoints or instances that a backend service sends to, with the zones it says. */
export function backendLinks(service: Resource): readonly { link: string; isOpen: boolean }[] {
  return listAt(service.inputs, "backends").map((backend) => ({
    link: textAt(backend, "group") ?? "",
    isOpen: valueAt(backend, "capacityScaler") !== 0,
  }));
}
