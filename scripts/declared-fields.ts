import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { istioFields, ISTIO_KINDS } from "./istio-declarations";
import { SdkDeclarations, type Declared } from "./sdk-declarations";

/*
 * Makes inventory/fields/declared.tsv from the installed SDKs, and prints where google.tsv no longer
 * agrees with them: `npx tsx scripts/declared-fields.ts`.
 */

const FOLDER = join(__dirname, "..", "inventory", "fields");

/** The modules whose kinds such a system is made of; a kind from elsewhere is reported as uncovered. */
const MODULES = [
  ...["alloydb", "artifactregistry", "backupdisasterrecovery", "bigquery", "certificateauthority"],
  ...["certificatemanager", "cloudfunctionsv2", "cloudrunv2", "cloudscheduler", "cloudtasks"],
  ...["compute", "container", "dns", "eventarc", "filestore", "firestore", "folder", "gkebackup"],
  ...["gkehub", "iam", "kms", "logging", "monitoring", "networkconnectivity", "networksecurity"],
  ...["networkservices", "organizations", "parametermanager", "projects", "pubsub", "redis"],
  ...["secretmanager", "serviceaccount", "servicenetworking", "spanner", "sql", "storage"],
  ...["vpcaccess", "workflows"],
];

/** The manifests that such a system is made of, by the folder of the SDK; as the field files name them. */
const MANIFESTS = [
  ["core/v1", "core", ["Namespace", "Service", "ServiceAccount", "ConfigMap"]],
  ["apps/v1", "apps", ["Deployment"]],
  ["batch/v1", "batch", ["CronJob"]],
  ["autoscaling/v2", "autoscaling", ["HorizontalPodAutoscaler"]],
  ["policy/v1", "policy", ["PodDisruptionBudget"]],
  ["networking/v1", "networking.k8s.io", ["NetworkPolicy"]],
  ["rbac/v1", "rbac.authorization.k8s.io", ["ClusterRole", "ClusterRoleBinding", "RoleBinding"]],
  ["apiregistration/v1", "apiregistration.k8s.io", ["APIService"]],
] as const;

/** The SDKs whose declarations are read. */
export interface Sdks {
  readonly gcp: SdkDeclarations;
  readonly random: SdkDeclarations;
  readonly kubernetes: SdkDeclarations;
}

export function installedSdks(): Sdks {
  return {
    gcp: new SdkDeclarations("@pulumi/gcp"),
    random: new SdkDeclarations("@pulumi/random"),
    kubernetes: new SdkDeclarations("@pulumi/kubernetes"),
  };
}

/** The text of declared.tsv: every field that the SDKs declare and google.tsv lacks. */
export function declaredTsv(googleTsv: string, sdks: Sdks): string {
  const { gcp, random, kubernetes } = sdks;
  const known = fieldsByKind(googleTsv);
  const rows = kindsOf(sdks).flatMap(({ kind, fields }) =>
    fields
      .filter(({ path }) => !known.get(kind)?.has(path))
      .map(({ path, type, required }) => [kind, path, type, required ? "REQ" : "", ""].join("\t")),
  );
  return [
    "# What the SDKs declare beyond google.tsv: names, types, and REQ where a declaration has no question mark.",
    `# Made by scripts/declared-fields.ts from @pulumi/gcp ${gcp.version}, @pulumi/random ${random.version}, @pulumi/kubernetes ${kubernetes.version} and the schemas of @kubernetes-models/istio; don't edit.`,
    "resource\tfield\ttype\tflags\tconstraints",
    ...rows,
    "",
  ].join("\n");
}

/** What google.tsv says otherwise than the SDK: how drift shows after an upgrade. */
export function differences(googleTsv: string, gcp: SdkDeclarations): string[] {
  return [...fieldsByKind(googleTsv)].flatMap(([kind, fields]) => {
    const [module = "", name = ""] = kind.split(".");
    const declared = new Map(gcp.fields(module, name).map((field) => [field.path, field]));
    if (declared.size === 0) return [`${kind} is gone from the SDK`];
    return [...fields].flatMap(([path, { type, required }]) => {
      const field = declared.get(path);
      if (!field) return [`${kind} ${path} is gone from the SDK`];
      if (field.type !== type) return [`${kind} ${path} is ${field.type} now, not ${type}`];
      // Pulumi makes up names, so they are optional there.
      const differs = field.required !== required && path !== "name";
      return differs ? [`${kind} ${path} is ${field.required ? "required" : "optional"} now`] : [];
    });
  });
}

interface DeclaredKind {
  readonly kind: string;
  readonly fields: readonly Declared[];
}

function kindsOf({ gcp, random, kubernetes }: Sdks): DeclaredKind[] {
  const google = MODULES.flatMap((module) =>
    gcp
      .classes(module)
      .map((name) => ({ kind: `${module}.${name}`, fields: gcp.fields(module, name) })),
  );
  const others = random
    .classes("")
    .map((name) => ({ kind: `random.${name}`, fields: random.fields("", name) }));
  const manifests = MANIFESTS.flatMap(([folder, group, names]) =>
    names.map((name) => ({
      kind: `kubernetes:${group}.${name}`,
      fields: kubernetes.fields(folder, name),
    })),
  );
  const mesh = ISTIO_KINDS.map(({ group, kind }) => ({
    kind: `kubernetes:${group}.${kind}`,
    fields: [
      ...OBJECT,
      ...kubernetes.block("meta.v1.ObjectMeta", "metadata."),
      ...istioFields(group, kind),
    ],
  }));
  return [...google, ...others, ...manifests, ...mesh];
}

/** What every object of Kubernetes has around its specification. */
const OBJECT: readonly Declared[] = [
  { path: "apiVersion", type: "string", required: true },
  { path: "kind", type: "string", required: true },
  { path: "metadata", type: "meta.v1.ObjectMeta", required: true },
];

type Fields = ReadonlyMap<string, { readonly type: string; readonly required: boolean }>;

function fieldsByKind(tsv: string): ReadonlyMap<string, Fields> {
  const kinds = new Map<string, Map<string, { type: string; required: boolean }>>();
  for (const line of tsv.split("\n")) {
    if (line === "" || line.startsWith("#") || line.startsWith("resource\t")) continue;
    const [kind = "", path = "", type = "", flags = ""] = line.split("\t");
    const fields = kinds.get(kind) ?? new Map<string, { type: string; required: boolean }>();
    kinds.set(kind, fields.set(path, { type, required: flags.split(",").includes("REQ") }));
  }
  return kinds;
}

function main(): void {
  const google = readFileSync(join(FOLDER, "google.tsv"), "utf8");
  const sdks = installedSdks();
  writeFileSync(join(FOLDER, "declared.tsv"), declaredTsv(google, sdks));
  const found = differences(google, sdks.gcp);
  console.log(found.length === 0 ? "google.tsv agrees with the SDK" : found.join("\n"));
  process.exitCode = found.length === 0 ? 0 : 1;
}

if (require.main === module) main();
