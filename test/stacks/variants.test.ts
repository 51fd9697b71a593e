import { environmentDifference } from "../../inventory/environment";
import type { Inventory } from "../../inventory/model";
import { run } from "./runs";
import { bank, both, type Draft, expectSound, of, one } from "./variant";

describe("other ways to describe a system", () => {
  it("boots a machine image as it is, with its environment as metadata", async () => {
    const image = "projects/example-bank-prod/global/images/products-2026-11-01";
    const { prod } = await both(
      bank("machine-image", (d) => (d.services.products.runs.image = image)),
    );
    const template = one(prod, "compute/regionInstanceTemplate", "products-us-central1");
    expect(template).toMatchObject({ disks: [{ sourceImage: image }] });
    expect(template?.["metadata"]).toMatchObject({
      environment: "PRODUCTS_DB_DATABASE=online-bank-products-db",
    });
    expect(template?.["metadata"]).not.toHaveProperty("user-data");
    expect(of(prod, "projects/iAMMember").map(({ name }) => name)).not.toContain("products-images");
  });

  it("keeps a single-zone service in its zone, and out of the other region", async () => {
    const { prod, dr } = await both(
      bank("single-zone", (d) => {
        Object.assign(d.services.products, {
          tier: "non-critical",
          placement: "single-zone",
          zones: { "us-central1": ["a"] },
        });
      }),
    );
    expect(one(prod, "compute/regionInstanceGroupManager", "products-us-central1")).toMatchObject({
      distributionPolicyZones: ["us-central1-a"],
      updatePolicy: { maxSurgeFixed: 1, maxUnavailableFixed: 0 },
    });
    expect(of(dr, "compute/regionInstanceGroupManager").map(({ name }) => name)).toEqual([
      "accounts-us-east1",
      "web-us-east1",
    ]);
  });

  it("stands ready for a known peak with the size that the same rule gives", async () => {
    const { prod } = await both(
      bank("peak", (d) => {
        d.services.web.schedules = [
          { name: "payday", cron: "0 6 25 * *", lasts: "12 hours", peak: "2400 rps" },
        ];
      }),
    );
    // 2400 / 200 = 12 needed, 26 - 13 - 1 = 12 left; 39 while a zone is gone.
    expect(one(prod, "compute/regionAutoscaler", "web-us-central1")).toMatchObject({
      autoscalingPolicy: {
        minReplicas: 14,
        maxReplicas: 39,
        scalingSchedules: [{ name: "payday", minRequiredReplicas: 26, durationSec: 43_200 }],
      },
    });
  });

  it("leaves what only Enterprise Plus has out of an Enterprise instance", async () => {
    const { prod, dr } = await both(
      bank("enterprise", (d) => {
        Object.assign(d.data["accounts-db"], {
          tier: "db-custom-4-15360",
          recoveryWindow: "7 days",
        });
      }),
    );
    for (const [inventory, region] of [
      [prod, "us-central1"],
      [dr, "us-east1"],
    ] as const) {
      const sql = one(inventory, "sql/databaseInstance", `online-bank-accounts-db-${region}-1`);
      expect(sql).toMatchObject({ settings: { edition: "ENTERPRISE" } });
      expect(sql).not.toHaveProperty("replicationCluster");
    }
  });

  it.each([
    ["POSTGRES_16", "cloudsql.iam_authentication", "online-bank-accounts@example-bank-prod.iam"],
    ["MYSQL_8_0", "cloudsql_iam_authentication", "online-bank-accounts"],
  ])("speaks the language of %s", async (version, flag, login) => {
    const { prod, dr } = await both(
      bank(version.toLowerCase(), (d) => (d.data["accounts-db"].version = version)),
    );
    const mysql = version.startsWith("MYSQL");
    const settings = (inventory: Inventory, region: string): Draft =>
      one(inventory, "sql/databaseInstance", `online-bank-accounts-db-${region}-1`)?.["settings"];
    const writer = settings(prod, "us-central1");
    expect(writer.backupConfiguration).toMatchObject({
      enabled: true,
      ...(mysql ? { binaryLogEnabled: true } : { pointInTimeRecoveryEnabled: true }),
    });
    expect(writer.databaseFlags).toContainEqual({ name: flag, value: "on" });
    expect(settings(dr, "us-east1").backupConfiguration).toEqual({
      enabled: false,
      ...(mysql ? { binaryLogEnabled: true } : { pointInTimeRecoveryEnabled: false }),
    });
    expect(one(prod, "sql/user", "accounts-db-accounts")).toMatchObject({ name: login });
  });

  it("has no load balancer that nothing stands behind", async () => {
    const closed = await both(
      bank("closed", (d) => {
        delete d.services.web;
        d.objectives = [];
      }),
    );
    expect(of(closed.prod, "LoadBalancer")).toEqual([]);
    expect(closed.prod.outputs).not.toHaveProperty("address");
    const open = await both(
      bank("open", (d) => {
        delete d.services.accounts;
        delete d.services.products;
        delete d.services.web.dependsOn;
        d.objectives = [];
      }),
    );
    expect(of(open.prod, "InternalLoadBalancer")).toEqual([]);
    expect(of(open.dr, "InternalAddress")).toEqual([]);
  });

  it("answers from the cache what may be kept, and for a day while nobody else can", async () => {
    const { prod } = await both(bank("cache", (d) => (d.services.web.public.cache = true)));
    expect(one(prod, "compute/backendService", "web")).toMatchObject({
      enableCdn: true,
      cdnPolicy: { cacheMode: "CACHE_ALL_STATIC", maxTtl: 86_400, serveWhileStale: 86_400 },
    });
    expect(one(prod, "compute/backendService", "accounts")).not.toHaveProperty("enableCdn");
  });

  it("sends each path to the service that names it", async () => {
    const { prod } = await both(
      bank("paths", (d) => (d.services.products.public = { paths: ["/products/*"] })),
    );
    expect(one(prod, "compute/uRLMap", "online-bank")).toMatchObject({
      hostRules: [{ hosts: ["bank.example.com"], pathMatcher: "paths" }],
      pathMatchers: [{ pathRules: [{ paths: ["/products/*"] }] }],
    });
  });

  it("runs a third region like the second", async () => {
    const system = bank("three", (d) => {
      d.regions["us-east1"].state = "standing";
      d.regions["us-west1"] = { zones: ["a", "b", "c"] };
    });
    const prod = await run("prod", {}, { system });
    const west = await run("dr", {}, { system, region: "us-west1" });
    for (const inventory of [prod, west]) expectSound(inventory);
    expect(
      one(prod, "sql/databaseInstance", "online-bank-accounts-db-us-central1-1"),
    ).toMatchObject({
      replicaNames: ["online-bank-accounts-db-us-east1-1", "online-bank-accounts-db-us-west1-1"],
      replicationCluster: {
        failoverDrReplicaName: "example-bank-prod:online-bank-accounts-db-us-east1-1",
      },
    });
    expect(one(west, "sql/databaseInstance", "online-bank-accounts-db-us-west1-1")).toMatchObject({
      masterInstanceName: "online-bank-accounts-db-us-central1-1",
    });
  });

  it("pairs regions that have no common dual-region through a multi-region", async () => {
    const { prod } = await both(
      bank("continents", (d) => {
        d.regions = {
          "us-central1": { zones: ["a", "b"] },
          "us-east1": { zones: ["b", "c", "d"], state: "planned" },
        };
        d.data.documents.location = "US";
      }),
    );
    const bucket = one(prod, "storage/bucket", "documents");
    expect(bucket).toMatchObject({ location: "US", rpo: "DEFAULT" });
    expect(bucket).not.toHaveProperty("customPlacementConfig");
  });

  it("does without data and without exports", async () => {
    const { prod } = await both(
      bank("no-data", (d) => {
        delete d.data;
        for (const service of Object.values<Draft>(d.services)) delete service.uses;
        d.objectives = [];
      }),
    );
    expect(of(prod, "sql/databaseInstance")).toEqual([]);
    expect(of(prod, "projects/service").map(({ name }) => name)).not.toContain("sqladmin");
    expect(of(prod, "storage/bucket")).toEqual([]);
  });

  it("lays an overlay over the description", async () => {
    const staging = await run("prod", {}, { overlay: "staging" });
    expectSound(staging);
    const size = (inventory: Inventory): number =>
      of(inventory, "compute/regionAutoscaler").reduce(
        (sum, { inputs }) =>
          sum + (inputs["autoscalingPolicy"] as { minReplicas: number }).minReplicas,
        0,
      );
    expect(size(staging)).toBeLessThan(size(await run("prod", {})));
  });

  it.each(["staging", "test"])(
    "has %s in the shape of what it is a copy of",
    async (overlay) => {
      for (const stack of ["prod", "dr"] as const) {
        const [base, copy] = [await run(stack, {}), await run(stack, {}, { overlay })];
        const systems = { base: "online-bank", copy: `bank-${overlay}` };
        const { missing, extra } = environmentDifference(base, copy, systems);
        expect({ stack, missing, extra }).toEqual({ stack, missing: [], extra: [] });
      }
    },
    120_000,
  );

  it("names all that a stack file lacks at once, without a stack trace", async () => {
    await expect(run("prod", {}, { system: "", region: "" })).rejects.toThrow(
      /^the stack file lacks standby:system, gcp:region; give it under config$/,
    );
    await expect(run("prod", {}, { region: "us-west1" })).rejects.toThrow(
      /^gcp:region {2}"us-west1" is not one of us-central1, us-east1$/,
    );
    await expect(run("prod", {}, { system: "nowhere.yaml" })).rejects.toThrow(
      /^standby:system {2}"nowhere.yaml" is not there$/,
    );
  });
});
