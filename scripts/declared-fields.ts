import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** The text of declared.tsv: every field that the SDKs declare and google.tsv lacks. */
export function declaredTsv(
  googleTsv: string,
  gcp: SdkDeclarations,
  random: SdkDeclarations,
): string {
  const known = fieldsByKind(googleTsv);
  const rows = kindsOf(gcp, random).flatMap(({ kind, fields }) =>
    fields
      .filter(({ path }) => !known.get(kind)?.has(path))
      .map(({ path, type, required }) => [kind, path, type, required ? "REQ" : "", ""].join("\t")),
  );
  return [
    "# What the SDKs declare beyond google.tsv: names, types, and REQ where a declaration has no question mark.",
    `# Made by scripts/declared-fields.ts from @pulumi/gcp ${gcp.version} and @pulumi/random ${random.version}; don't edit.`,
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

function kindsOf(gcp: SdkDeclarations, random: SdkDeclarations): DeclaredKind[] {
  const google = MODULES.flatMap((module) =>
    gcp
      .classes(module)
      .map((name) => ({ kind: `${module}.${name}`, fields: gcp.fields(module, name) })),
  );
  const others = random
    .classes("")
    .map((name) => ({ kind: `random.${name}`, fields: random.fields("", name) }));
  return [...google, ...others];
}

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
  const [gcp, random] = [new SdkDeclarations("@pulumi/gcp"), new SdkDeclarations("@pulumi/random")];
  writeFileSync(join(FOLDER, "declared.tsv"), declaredTsv(google, gcp, random));
  const found = differences(google, gcp);
  console.log(found.length === 0 ? "google.tsv agrees with the SDK" : found.join("\n"));
  process.exitCode = found.length === 0 ? 0 : 1;
}

if (require.main === module) main();
