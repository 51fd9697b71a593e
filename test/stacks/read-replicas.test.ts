import type { Inventory, Resource } from "../../inventory/model";
import { evaluate } from "../../policy/evaluate";
import { STACKS, type Stack } from "./runs";
import { ofType, shop, SHOP_CASES, type ShopCase, shopSituation } from "./shop";

const INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";
const RECORD = "gcp:dns/recordSet:RecordSet";
const both = (asked: ShopCase) =>
  Promise.all((["prod", "dr"] as const).map((stack) => shop(stack, asked)));
const reads = (inventory: Inventory): readonly Resource[] =>
  ofType(inventory, INSTANCE).filter(({ name }) => name.includes("-read-"));
const record = (inventory: Inventory, name: string) =>
  ofType(inventory, RECORD).find((one) => one.name === name)?.inputs;
const steady = SHOP_CASES.find(({ mode, other }) => mode === "hot" && other === "standing");
/** Each mode, role and state once; all of them together are in shop-smart.test.ts. */
const CASES = SHOP_CASES.filter(({ mode, primary, other }) =>
  ["hot us-central1 standing", "warm us-east1 standing", "cold us-east1 lost"].includes(
    `${mode} ${primary} ${other}`,
  ),
);

describe("the read replicas of ShopSmart's ratings", () => {
  it.each<[Stack, string, string]>([
    ["prod", "us-central1", "a"],
    ["dr", "us-east1", "b"],
  ])("copy the instance of their own region, in %s", async (stack, region, letter) => {
    const inventory = await shop(stack, steady!);
    const source = `shop-smart-ratings-${region}-1`;
    const [read, ...others] = reads(inventory);
    expect(others).toEqual([]);
    expect(read).toMatchObject({ name: `${source}-read-${letter}`, protect: true });
    expect(read?.dependencies.some((urn) => urn.endsWith(`::${source}`))).toBe(true);
    expect(read?.inputs).toMatchObject({
      masterInstanceName: source,
      region,
      replicaNames: [],
      deletionProtection: true,
      settings: {
        availabilityType: "ZONAL",
        locationPreference: { zone: `${region}-${letter}` },
        backupConfiguration: { enabled: false },
        deletionProtectionEnabled: true,
        ipConfiguration: {
          ipv4Enabled: false,
          customSubjectAlternativeNames: ["ratings-read.shop-smart.internal"],
        },
      },
    });
    expect(read?.inputs).not.toHaveProperty("replicationCluster");
    expect(record(inventory, `ratings-${region}-read`)).toMatchObject({
      name: `ratings-read.${region}.shop-smart.internal.`,
      type: "A",
      ttl: 30,
    });
  });

  it("have a source that keeps the log that MySQL copies from, in either role", async () => {
    for (const inventory of await both(steady!)) {
      const [source] = ofType(inventory, INSTANCE).filter(({ name }) => !name.includes("-read-"));
      expect(source?.inputs["settings"]).toMatchObject({
        backupConfiguration: { binaryLogEnabled: true },
      });
    }
  });

  it("are the same to the letter in every mode, role and state", async () => {
    const first = (await both(steady!)).map(reads);
    expect(CASES).toHaveLength(3);
    for (const asked of CASES) expect((await both(asked)).map(reads)).toEqual(first);
  }, 240_000);

  it("are found under one name, by region, whoever is the primary", async () => {
    for (const asked of CASES) {
      const prod = await shop("prod", asked);
      expect(record(prod, "ratings-read")).toMatchObject({
        name: "ratings-read.shop-smart.internal.",
        type: "CNAME",
        ttl: 30,
        routingPolicy: {
          geos: ["us-central1", "us-east1"].map((region) => ({
            location: region,
            rrdatas: [`ratings-read.${region}.shop-smart.internal.`],
          })),
        },
      });
    }
  }, 240_000);

  it("are no replicas in another region: without those the rule about them is broken", async () => {
    const [prod, dr] = await both(steady!);
    const bare = (inventory: Inventory): Inventory => ({
      ...inventory,
      resources: inventory.resources.filter(
        (one) => one.type !== INSTANCE || one.name.includes("-read-"),
      ),
    });
    const all = [
      { region: STACKS.prod, inventory: prod! },
      { region: STACKS.dr, inventory: bare(dr!) },
    ];
    const { findings } = evaluate(all, shopSituation(steady!), "2027-01-01");
    expect(findings.map(({ rule }) => rule)).toContain("R2");
  });
});
