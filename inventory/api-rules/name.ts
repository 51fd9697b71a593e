import { kindName } from "../fields/rules";
import type { Resource } from "../model";
import { given, lacks, textAt } from "../values";
import { when, type ApiRule } from "./rule";

interface Form {
  /** The input that holds the name. */
  readonly input: string;
  readonly pattern: RegExp;
  readonly wanted: string;
}

const COMPUTE: Form = form(
  "name",
  /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/,
  "1 to 63 lower-case letters, digits and dashes, a letter first, no dash last",
);

/** What the service asks of a name, where the field rules don't say it already. */
const FORMS: Readonly<Record<string, Form>> = {
  "serviceaccount.Account": form(
    "accountId",
    /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/,
    "6 to 30 lower-case letters, digits and dashes, a letter first, no dash last",
  ),
  "container.Cluster": form(
    "name",
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    "lower-case letters, digits and dashes, a letter first, no dash last",
  ),
  "container.NodePool": form(
    "name",
    /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/,
    "1 to 40 lower-case letters, digits and dashes, a letter first, no dash last",
  ),
  "sql.DatabaseInstance": form(
    "name",
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    "lower-case letters, digits and dashes, a letter first, no dash last",
  ),
  "spanner.Instance": form("name", /^.{6,30}$/, "6 to 30 characters"),
  "spanner.Database": form("name", /^.{2,30}$/, "2 to 30 characters"),
  "firestore.Database": form(
    "name",
    /^(\(default\)|[a-z][-a-z0-9]{2,61}[a-z0-9])$/,
    '"(default)", or 4 to 63 lower-case letters, digits and dashes, a letter first, no dash last',
  ),
  "pubsub.Topic": form(
    "name",
    /^(?!goog)[A-Za-z][\w.~+%-]{2,254}$/,
    "3 to 255 letters, digits and -_.~+%, a letter first, not led by goog",
  ),
  "pubsub.Subscription": form(
    "name",
    /^(?!goog)[A-Za-z][\w.~+%-]{2,254}$/,
    "3 to 255 letters, digits and -_.~+%, a letter first, not led by goog",
  ),
  "secretmanager.Secret": form(
    "secretId",
    /^[\w-]{1,255}$/,
    "1 to 255 letters, digits, dashes and underscores",
  ),
  "kms.KeyRing": form("name", /^[\w-]{1,63}$/, "1 to 63 letters, digits, dashes and underscores"),
  "kms.CryptoKey": form("name", /^[\w-]{1,63}$/, "1 to 63 letters, digits, dashes and underscores"),
  "bigquery.Table": form(
    "tableId",
    /^[\p{L}\p{M}\p{N}\p{Pc}\p{Pd}\p{Zs}]{1,1024}$/u,
    "1 to 1024 letters, digits, dashes, underscores and spaces",
  ),
  "dns.ManagedZone": COMPUTE,
  "artifactregistry.Repository": form(
    "repositoryId",
    /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/,
    COMPUTE.wanted,
  ),
  "cloudtasks.Queue": form("name", /^[A-Za-z0-9-]{1,500}$/, "1 to 500 letters, digits and dashes"),
  "cloudscheduler.Job": form(
    "name",
    /^[\w-]{1,500}$/,
    "1 to 500 letters, digits, dashes and underscores",
  ),
};

/** Kinds that Pulumi would name although their `name` points to something, or has a meaning of its own. */
const REFERENCES = [
  ...["compute.DiskResourcePolicyAttachment", "compute.RegionDiskResourcePolicyAttachment"],
  ...["sql.User", "sql.Database", "spanner.Database", "firestore.Database", "gkehub.Feature"],
  ...["logging.Metric", "dns.RecordSet"],
];

/** Kinds whose made-up names Pulumi lowers and shortens itself. */
const LOWERED = [
  ...["BackendService", "Network", "Router", "RouterNat", "SecurityPolicy", "Subnetwork"],
  ...["TargetHttpProxy", "TargetHttpsProxy", "URLMap", "HttpHealthCheck", "HttpsHealthCheck"],
];

/** Compute kinds whose names the field rules hold already. */
const HELD_BY_FIELDS = [
  ...["RegionInstanceTemplate", "InstanceTemplate", "RegionAutoscaler", "Firewall", "Network"],
  ...["Subnetwork", "Router", "RouterNat", "Address", "SecurityPolicy", "BackendBucket", "Disk"],
  ...["NetworkEndpointGroup", "RegionNetworkEndpointGroup"],
];

/** Compute kinds whose name is another thing's, or that have none. */
const NAMELESS = ["DiskResourcePolicyAttachment", "RegionDiskResourcePolicyAttachment"];

export const nameRules: readonly ApiRule[] = [
  {
    id: "name/form",
    severity: "error",
    source: "docs",
    kinds: ["*"],
    breaches: (resource) => {
      const { input, pattern, wanted } = formOf(resource) ?? NO_FORM;
      const name = input === "" ? undefined : textAt(resource.inputs, input);
      return when(
        name !== undefined && !pattern.test(name),
        input,
        `"${name}" (${name?.length} characters) is no name here: ${wanted}; rename it`,
      );
    },
  },
  {
    id: "name/made-up",
    severity: "error",
    source: "docs",
    kinds: ["*"],
    breaches: (resource) => {
      const kind = kindName(resource.type);
      if (
        !isCompute(kind) ||
        given(resource.inputs, "name") ||
        given(resource.inputs, "namePrefix")
      ) {
        return [];
      }
      const isLowered = LOWERED.includes(kind.slice("compute.".length));
      // Pulumi adds a dash and seven letters.
      const fits = isLowered ? /^[a-zA-Z]/ : /^[a-z][-a-z0-9]{0,54}$/;
      return when(
        !fits.test(resource.name),
        "",
        `"${resource.name}" becomes part of a name: 1 to 55 lower-case letters, digits and dashes, a letter first; rename the resource`,
      );
    },
  },
  {
    id: "name/reference-left-out",
    severity: "error",
    source: "derived",
    kinds: REFERENCES,
    breaches: ({ inputs, type }) =>
      when(
        lacks(inputs, "name"),
        "name",
        `is missing, and Pulumi would make one up for ${kindName(type)}; give it`,
      ),
  },
  {
    id: "name/sql-with-project",
    severity: "warning",
    source: "unconfirmed",
    kinds: ["sql.DatabaseInstance"],
    breaches: ({ inputs }, inventory) => {
      const name = textAt(inputs, "name");
      const project = textAt(inputs, "project") ?? projectOf(inventory.resources);
      const length = `${project ?? ""}:${name ?? ""}`.length;
      return when(
        name !== undefined && length > 98,
        "name",
        `"${name}" has ${length} characters with its project, 98 is the limit; shorten it`,
      );
    },
  },
];

const NO_FORM: Form = { input: "", pattern: /^/, wanted: "" };

function form(input: string, pattern: RegExp, wanted: string): Form {
  return { input, pattern, wanted };
}

function formOf({ type }: Resource): Form | undefined {
  const kind = kindName(type);
  const isHeld = HELD_BY_FIELDS.includes(kind.slice("compute.".length));
  return FORMS[kind] ?? (isCompute(kind) && !isHeld ? COMPUTE : undefined);
}

/** Members of policies and the like have no name of their own, and don't get one either. */
function isCompute(kind: string): boolean {
  const name = kind.slice("compute.".length);
  return kind.startsWith("compute.") && !NAMELESS.includes(name) && NAMED_COMPUTE.test(name);
}

/** The compute kinds that are known to take a name of the usual form. */
const NAMED_COMPUTE =
  /^(Region)?(Address|GlobalAddress|Autoscaler|BackendBucket|BackendService|Disk|Firewall|ForwardingRule|GlobalForwardingRule|HealthCheck|HttpHealthCheck|HttpsHealthCheck|InstanceGroupManager|InstanceTemplate|Instance|MachineImage|ManagedSslCertificate|Network|NetworkEndpointGroup|NetworkFirewallPolicy|NetworkFirewallPolicyWithRules|Reservation|ResourcePolicy|Router|RouterNat|SSLCertificate|SslCertificate|SSLPolicy|SslPolicy|SecurityPolicy|Snapshot|Subnetwork|TargetHttpProxy|TargetHttpsProxy|URLMap|UrlMap|HealthSource|HealthAggregationPolicy|CompositeHealthCheck)$/;

/** The project that most of the program's resources name, if any does. */
function projectOf(resources: readonly Resource[]): string | undefined {
  return resources
    .map(({ inputs }) => textAt(inputs, "project"))
    .find((project) => project !== undefined);
}
