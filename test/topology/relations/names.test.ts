import { kindOf } from "../../../system/kinds/kinds";
import * as fc from "fast-check";
import { system } from "../../../system/schema/system";
import * as names from "../../../topology/naming";
import { REGION_NAMES } from "../../../topology/places";
import { namesFit } from "../../../topology/relations/names";
import {
  accountsDb,
  bank,
  bucketIn,
  type Described,
  description,
  PROJECT,
  service,
  there,
} from "../fixtures";

const issues = (overrides: Partial<Described>, project = PROJECT) =>
  namesFit(project)(bank(overrides));

describe("names that Google would refuse", () => {
  it("are none in the bank", () => {
    expect(issues({})).toEqual([]);
  });

  it("are told at the service whose account's name is too long", () => {
    const name = "payments-reconciliation-service";
    expect(issues({ services: { [name]: service() } })).toEqual([
      {
        path: ["services", name],
        message: `makes the service account name "bank-${name}" of 36 characters, 30 is the limit; shorten it by 6`,
      },
    ]);
  });

  it("are told at the service whose account's name is too short", () => {
    expect(issues({ name: "b", services: { ui: service() } })).toEqual([
      {
        path: ["services", "ui"],
        message:
          'makes the service account name "b-ui" of 4 characters, 6 is the least; lengthen it by 2',
      },
    ]);
  });

  it("are told at the system's name, which is in all of them", () => {
    expect(issues({ name: "the-bank-of-all-the-banks", services: {}, data: {} })).toEqual([
      {
        path: ["name"],
        message:
          'makes the service account name "the-bank-of-all-the-banks-backup" of 32 characters, 30 is the limit; shorten it by 2',
      },
    ]);
  });

  it("are told at the system's name even if only the backup bucket has it", () => {
    expect(issues({ name: "google-bank", services: {}, data: {} })).toEqual([
      {
        path: ["name"],
        message:
          'makes the bucket name "bank-prod-google-bank-backup", which must be lower-case letters, digits and hyphens, without "google" in it',
      },
    ]);
  });

  it("are told at the data store, with the project in the sum", () => {
    const bucket = "documents-of-customers-and-of-their-companies";
    const files = "google-files";
    const data = { [bucket]: bucketIn("US"), [files]: bucketIn("US") };
    expect(issues({ data }, "example-bank-prod")).toEqual([
      {
        path: ["data", bucket],
        message: `makes the bucket name "example-bank-prod-bank-${bucket}" of 68 characters, 63 is the limit; shorten it by 5`,
      },
      {
        path: ["data", files],
        message: `makes the bucket name "example-bank-prod-bank-${files}", which must be lower-case letters, digits and hyphens, without "google" in it`,
      },
    ]);
  });

  it("count the generation of a database, as it will stand", () => {
    // "bank-" + 69 + "-us-central1-1" are 88, and 98 with "bank-prod:".
    const store = "d".repeat(69);
    const held = (generation: number) => ({
      data: { [store]: accountsDb({ instances: { "us-central1": generation, "us-east1": 9 } }) },
    });
    expect(issues(held(9))).toEqual([]);
    expect(issues(held(10))).toEqual([
      {
        path: ["data", store],
        message: `makes the Cloud SQL instance name "bank-${store}-us-central1-10" of 89 characters, 88 is the limit; shorten it by 1`,
      },
    ]);
  });

  it.each(["backup", "internal", "fence", "private", "proxies", "services"])(
    "are those that Standby keeps for itself: %s",
    (name) => {
      const path = (kind: string) => ({
        path: [kind, name],
        message: `"${name}" is a name that Standby itself uses; choose another`,
      });
      expect(issues({ services: { [name]: service() }, data: { [name]: bucketIn("US") } })).toEqual(
        [path("services"), path("data")],
      );
    },
  );

  it("are not looked for while the system has no name", () => {
    expect(namesFit(PROJECT)({})).toEqual([]);
  });
});

const letters = fc.stringMatching(/^[a-z]([-a-z0-9]{0,34}[a-z0-9])?$/);
const anyName = fc
  .oneof({ arbitrary: letters, weight: 9 }, { arbitrary: fc.constant("google-maps"), weight: 1 })
  .filter((name) => system.shape.name.safeParse(name).success);

describe("any names at all", () => {
  const naming = (name: string) => ({ system: name, project: PROJECT });

  /** Each name that stands in Google Cloud, by the rule that it has to keep. */
  function finals(
    name: string,
    serviceName: string,
    store: string,
    region: string,
  ): names.FinalName[] {
    const all = naming(name);
    const resources = [
      names.networkName(all),
      names.subnetName(all, region),
      names.proxySubnetName(all, region),
      names.groupName(all, serviceName, region),
      names.backendName(all, serviceName),
      names.internalProxyName(all),
      names.internalAddressName(all, region),
      names.publicZoneName(all),
      names.privateZoneName(all),
      names.serviceZoneName(all),
      names.fenceName(all, region, "in"),
      names.fenceName(all, region, "out"),
      names.workflowName(all, region),
    ];
    return [
      ...resources.map((resource) => ({ kind: "resource" as const, name: resource })),
      { kind: "instanceBase", name: names.groupName(all, serviceName, region) },
      { kind: "serviceAccount", name: names.serviceAccountId(all, serviceName) },
      { kind: "serviceAccount", name: names.serviceAccountId(all, names.BACKUP) },
      { kind: "sqlInstance", name: names.sqlInstanceName(all, `${store}-db`, region, 999) },
      { kind: "bucket", name: names.bucketName(all, store) },
      { kind: "bucket", name: names.bucketName(all, names.BACKUP) },
      {
        kind: kindOf({ kind: "firestore" }).named!.rule,
        name: names.firestoreName(all, `${store}-docs`),
      },
      { kind: "secret", name: names.secretName(all, `${store}-db`) },
    ];
  }

  it("are either a problem that is told, or all right everywhere", () => {
    let fitting = 0;
    fc.assert(
      fc.property(
        anyName,
        anyName,
        anyName,
        fc.constantFrom(...REGION_NAMES),
        (name, one, store, region) => {
          const described = bank({
            name,
            regions: { ...description().regions, [region]: { zones: ["b", "c"] } },
            services: { [one]: service() },
            data: {
              [store]: bucketIn("US"),
              [`${store}-db`]: accountsDb({ instances: { [region]: 999 } }),
              [`${store}-docs`]: { kind: "firestore", location: "nam5" },
            },
          });
          if (namesFit(PROJECT)(described).length > 0) return;
          fitting += 1;
          const wrong = finals(name, one, store, region).flatMap(
            (final) => names.nameProblem(final, naming(name)) ?? [],
          );
          expect(wrong).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
    // Were all refused, nothing would have been held.
    expect(fitting).toBeGreaterThan(40);
  });

  it("stay apart by region: no region's name ends in another's", () => {
    const groups = REGION_NAMES.flatMap((region) =>
      ["web", "web-us", "web-europe", "us-east1"].map((one) =>
        names.groupName(naming("bank"), one, region),
      ),
    );
    expect(new Set(groups).size).toBe(groups.length);
    expect(there(groups[0])).toBe("bank-web-us-central1");
  });
});
