import { readFileSync } from "node:fs";
import { join } from "node:path";
import { kindName, loadFieldRules } from "../../../inventory/fields/rules";
import { bondsOf, pulumiPath } from "../../../inventory/fields/relations";
import { isKnownCheck } from "../../../inventory/fields/validators";
import { fieldRules, typeOf } from "../scene";

const GROUP = typeOf("compute.RegionInstanceGroupManager");

/** What docs/field-rules.md lists as not checked. */
const UNSEEN = [
  "ValidateInstanceMetadata",
  "labelKeyValidator",
  "loggingComponents",
  "validateHttpHeaders()",
];

type Row = readonly [kind: string, path: string, type: string, flags: string, constraints: string];

function googleRows(): Row[] {
  const file = join(__dirname, "..", "..", "..", "inventory", "fields", "google.tsv");
  const lines = readFileSync(file, "utf8").split("\n");
  return lines
    .filter((line) => line !== "" && !line.startsWith("#") && !line.startsWith("resource\t"))
    .map((line) => {
      const [kind = "", path = "", type = "", flags = "", constraints = ""] = line.split("\t");
      return [kind, path, type, flags, constraints] as const;
    });
}

describe("kindName", () => {
  it.each([
    ["gcp:compute/network:Network", "compute.Network"],
    ["gcp:compute/uRLMap:URLMap", "compute.URLMap"],
    ["gcp:compute/regionUrlMap:RegionUrlMap", "compute.RegionUrlMap"],
    ["gcp:compute/sSLPolicy:SSLPolicy", "compute.SSLPolicy"],
    ["gcp:projects/iAMMember:IAMMember", "projects.IAMMember"],
    ["random:index/randomPassword:RandomPassword", "random.RandomPassword"],
    ["kubernetes:apps/v1:Deployment", "kubernetes:apps.Deployment"],
  ])("calls %s %s", (token, kind) => {
    expect(kindName(token)).toBe(kind);
  });
});

describe("loadFieldRules", () => {
  const header = "resource\tfield\ttype\tflags\tconstraints\n";

  it("prefers what the provider says to what the SDK declares", () => {
    const google = `# note\n${header}a.B\tsize\tnumber\tREQ,REPLACE\tint[1..3]\n`;
    const declared = `${header}a.B\tsize\tnumber\t\t\na.B\tmore\tstring\tREQ\t\na.C\tname\tstring\t\t\n`;
    const rules = loadFieldRules(google, declared);
    expect(rules.fieldsOf("gcp:a/b:B").map(({ path, required }) => [path, required])).toEqual([
      ["size", true],
      ["more", true],
    ]);
    expect(rules.covers("gcp:a/b:B")).toBe("full");
    expect(rules.covers("gcp:a/c:C")).toBe("declared");
    expect(rules.covers("gcp:a/d:D")).toBe("none");
    expect(rules.fieldsOf("gcp:a/d:D")).toEqual([]);
  });

  it.each([
    ["name", true],
    ["description", true],
    ["namedPorts", false],
    ["distributionPolicyZones[1]", true],
    ["targetSizePolicies.0.mode", true],
    ["updatePolicy.maxSurgeFixed", false],
    ["nothing", false],
  ])("knows whether %s replaces a group", (path, replaces) => {
    expect(fieldRules.isReplace(GROUP, path)).toBe(replaces);
  });

  it("takes a label for the field that it stands in", () => {
    const template = typeOf("compute.RegionInstanceTemplate");
    expect(fieldRules.isReplace(template, 'metadata["startup-script"]')).toBe(true);
    expect(fieldRules.isReplace(template, "labels.team")).toBe(false);
    expect(fieldRules.isReplace("gcp:compute/unheardOf:UnheardOf", "name")).toBe(false);
  });

  it.each([
    ["compute.Network", "full"],
    ["compute.Autoscaler", "declared"],
    ["projects.Service", "declared"],
    ["projects.IAMMember", "declared"],
    ["serviceaccount.Account", "declared"],
    ["secretmanager.SecretVersion", "declared"],
    ["kms.CryptoKeyIAMMember", "declared"],
    ["certificateauthority.Authority", "declared"],
    ["parametermanager.ParameterVersion", "declared"],
    ["bigquery.DatasetIamMember", "declared"],
    ["storage.BucketObject", "declared"],
  ])("covers %s: %s", (kind, coverage) => {
    expect(fieldRules.covers(typeOf(kind))).toBe(coverage);
  });

  it("covers random values", () => {
    expect(fieldRules.covers("random:index/randomPassword:RandomPassword")).toBe("declared");
  });
});

describe("the field files", () => {
  const kinds = [...new Set(googleRows().map(([kind]) => kind))];

  it("name fields in all their bonds", () => {
    const lost = kinds.flatMap((kind) =>
      bondsOf(typeOf(kind), fieldRules).flatMap(({ relation, field, others }) =>
        others.length === 0 ? [`${kind} ${relation} ${field}`] : [],
      ),
    );
    expect(lost).toEqual([]);
    const unresolved = googleRows().flatMap(([kind, path, , , constraints]) =>
      [...constraints.matchAll(/(?:With|Of)=\{([^}]*)\}/g)].flatMap(([, list = ""]) =>
        list
          .split(",")
          .filter((other) => other && !pulumiPath(typeOf(kind), other, fieldRules))
          .map((other) => `${kind} ${path}: ${other}`),
      ),
    );
    expect(unresolved).toEqual([]);
  });

  it("carry no check that passes unseen, but for these", () => {
    const checks = kinds.flatMap((kind) =>
      fieldRules
        .fieldsOf(typeOf(kind))
        .flatMap(({ constraints }) => constraints)
        .flatMap((one) => (one.is === "each" ? [one.constraint] : [one]))
        .flatMap((one) => (one.is === "check" && !isKnownCheck(one.check) ? [one.check] : [])),
    );
    expect([...new Set(checks)].sort()).toEqual(UNSEEN);
  });
});
