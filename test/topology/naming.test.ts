import { kindOf } from "../../system/kinds/kinds";
import {
  backendName,
  bucketName,
  fenceName,
  firestoreName,
  groupLink,
  groupName,
  instanceHost,
  internalAddressName,
  internalProxyLink,
  internalProxyName,
  isOfInstance,
  type NameKind,
  nameProblem,
  networkLink,
  networkName,
  privateDomain,
  privateZoneName,
  proxySubnetName,
  publicZoneName,
  readReplicaName,
  secretName,
  serviceAccountEmail,
  serviceAccountId,
  serviceDomain,
  serviceHost,
  serviceZoneName,
  sqlInstanceName,
  subnetLink,
  subnetName,
  workflowName,
  writerHost,
} from "../../topology/naming";
import { naming } from "./fixtures";

const EAST = "us-east1";
const PARENT = "https://www.googleapis.com/compute/v1/projects/bank-prod";

describe("names", () => {
  // Another stack, the executor or a person finds each by this very text; changing one replaces what has it.
  it.each([
    ["network", networkName(naming), "bank"],
    ["subnet", subnetName(naming, EAST), "bank-us-east1"],
    ["proxies' subnet", proxySubnetName(naming, EAST), "bank-proxies-us-east1"],
    ["group", groupName(naming, "web", EAST), "bank-web-us-east1"],
    ["backend service", backendName(naming, "web"), "bank-web"],
    ["internal proxy", internalProxyName(naming), "bank-internal"],
    ["internal address", internalAddressName(naming, EAST), "bank-internal-us-east1"],
    ["service account", serviceAccountId(naming, "web"), "bank-web"],
    [
      "service account's address",
      serviceAccountEmail(naming, "web"),
      "bank-web@bank-prod.iam.gserviceaccount.com",
    ],
    [
      "SQL instance",
      sqlInstanceName(naming, "accounts-db", EAST, 2),
      "bank-accounts-db-us-east1-2",
    ],
    ["bucket", bucketName(naming, "documents"), "bank-prod-bank-documents"],
    ["Firestore database", firestoreName(naming, "products"), "bank-products"],
    ["secret", secretName(naming, "pager-web"), "bank-pager-web"],
    ["public zone", publicZoneName(naming), "bank"],
    ["private zone", privateZoneName(naming), "bank-private"],
    ["services' zone", serviceZoneName(naming), "bank-services"],
    ["fence inwards", fenceName(naming, EAST, "in"), "bank-fence-us-east1-in"],
    ["fence outwards", fenceName(naming, EAST, "out"), "bank-fence-us-east1-out"],
    ["workflow", workflowName(naming, EAST), "bank-backup-us-east1"],
    ["private domain", privateDomain(naming), "bank.internal"],
    ["writer's host", writerHost(naming, "accounts-db"), "accounts-db.bank.internal"],
    [
      "instance's host",
      instanceHost(naming, "accounts-db", EAST),
      "accounts-db.us-east1.bank.internal",
    ],
    ["services' domain", serviceDomain("bank.example.com"), "internal.bank.example.com"],
    [
      "service's host",
      serviceHost("bank.example.com", "accounts"),
      "accounts.internal.bank.example.com",
    ],
    ["network's link", networkLink(naming), "projects/bank-prod/global/networks/bank"],
    [
      "subnet's link",
      subnetLink(naming, EAST),
      "projects/bank-prod/regions/us-east1/subnetworks/bank-us-east1",
    ],
    [
      "group's link",
      groupLink(naming, "web", EAST),
      `${PARENT}/regions/us-east1/instanceGroups/bank-web-us-east1`,
    ],
    [
      "internal proxy's link",
      internalProxyLink(naming),
      "projects/bank-prod/global/targetHttpsProxies/bank-internal",
    ],
  ])("of the %s is %s", (_, name, expected) => {
    expect(name).toBe(expected);
  });
});

const DOCUMENTS = kindOf({ kind: "firestore" }).named!.rule;
const problem = (kind: NameKind | "firestoreDatabase", name: string) =>
  nameProblem({ kind: kind === "firestoreDatabase" ? DOCUMENTS : kind, name }, naming);

describe("an instance's own", () => {
  const first = sqlInstanceName(naming, "ratings", EAST, 1);

  it.each([
    [first, true],
    [readReplicaName(first, "b"), true],
    [sqlInstanceName(naming, "ratings", EAST, 10), false],
    [readReplicaName(sqlInstanceName(naming, "ratings", EAST, 2), "b"), false],
    [sqlInstanceName(naming, "ratings-read", EAST, 1), false],
  ])("is itself and its read replicas: %s", (name, isOwn) => {
    expect(isOfInstance(name, first)).toBe(isOwn);
  });
});

describe("a final name", () => {
  // Limits of Google's own pages; the SQL instance's is 98 together with `bank-prod:`, which is 10.
  it.each([
    ["resource", 63, "resource"],
    ["instanceBase", 58, "base instance"],
    ["serviceAccount", 30, "service account"],
    ["sqlInstance", 88, "Cloud SQL instance"],
    ["bucket", 63, "bucket"],
    ["firestoreDatabase", 63, "Firestore database"],
    ["secret", 255, "secret"],
  ] as const)("of a %s has at most %i characters", (kind, most, title) => {
    expect(problem(kind, "a".repeat(most))).toBeUndefined();
    const long = "a".repeat(most + 2);
    expect(problem(kind, long)).toBe(
      `makes the ${title} name "${long}" of ${most + 2} characters, ${most} is the limit; shorten it by 2`,
    );
  });

  it.each([
    ["serviceAccount", 6, "service account"],
    ["bucket", 3, "bucket"],
    ["firestoreDatabase", 4, "Firestore database"],
  ] as const)("of a %s has at least %i characters", (kind, least, title) => {
    expect(problem(kind, "a".repeat(least))).toBeUndefined();
    const short = "a".repeat(least - 1);
    expect(problem(kind, short)).toBe(
      `makes the ${title} name "${short}" of ${least - 1} characters, ${least} is the least; lengthen it by 1`,
    );
  });

  it.each(["Bank-web", "bank_web", "1bank-web", "bank-web-", "bank.web", "bänk-web"])(
    "is written as Google wants it: not %s",
    (name) => {
      expect(problem("resource", name)).toBe(
        `makes the resource name "${name}", which must be lower-case letters, digits and hyphens`,
      );
    },
  );

  it.each(["bank-prod-google-maps", "goog-prod-bank-documents", "bank-mygoogle-files"])(
    "of a bucket has none of Google's own in it: not %s",
    (name) => {
      expect(problem("bucket", name)).toBe(
        `makes the bucket name "${name}", which must be lower-case letters, digits and hyphens, without "google" in it`,
      );
    },
  );

  it("of a SQL instance leaves room for the project it is in", () => {
    const name = "a".repeat(80);
    const inProject = (project: string) =>
      nameProblem({ kind: "sqlInstance", name }, { ...naming, project });
    expect(inProject("p".repeat(17))).toBeUndefined();
    expect(inProject("p".repeat(18))).toBe(
      `makes the Cloud SQL instance name "${name}" of 80 characters, 79 is the limit; shorten it by 1`,
    );
  });
});
