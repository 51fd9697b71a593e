import * as fs from "node:fs";
import * as path from "node:path";
import { checkInventory } from "../../inventory/check";
import { loadFieldRules } from "../../inventory/fields/rules";
import type { Inventory } from "../../inventory/model";
import { evaluate } from "../../policy/evaluate";
import { missing, pairs, replaced } from "./identity";
import { PROJECT, STACKS, type Stack } from "./runs";
import {
  DEPLOYMENT,
  ofType,
  SCALER,
  shop,
  SHOP_CASES,
  type ShopCase,
  shopSituation,
  titleOfShop,
} from "./shop";

const read = (file: string) => fs.readFileSync(path.join(PROJECT, file), "utf8");
const rules = loadFieldRules(
  read("inventory/fields/google.tsv"),
  read("inventory/fields/declared.tsv"),
);
const stacks: Stack[] = ["prod", "dr"];
const titled = SHOP_CASES.map((asked) => [titleOfShop(asked), asked] as const);
// Only in cold does it matter whether the clusters are written out.
const derived = SHOP_CASES.filter(({ mode }) => mode === "cold").map((asked): ShopCase => ({
  ...asked,
  clusters: "derived",
}));
const warm = SHOP_CASES.find(({ mode, other }) => mode === "warm" && other === "standing");
const cold = derived.find(({ mode, other }) => mode === "cold" && other === "standing");

/** Links of the groups behind a service, and which of them are open. */
function backends(inventory: Inventory, service: string): [string, number][] {
  const [backend] = ofType(inventory, "gcp:compute/backendService:BackendService").filter(
    ({ name }) => name === service,
  );
  const list = backend?.inputs["backends"] as { group: string; capacityScaler: number }[];
  return list.map(({ group, capacityScaler }) => [
    group.slice(group.indexOf("/zones/")),
    capacityScaler,
  ]);
}

describe("ShopSmart", () => {
  it.each([
    ...titled,
    ...derived.map((asked) => [`${titleOfShop(asked)}, derived`, asked] as const),
  ])("has both stacks without a problem: %s", async (_, asked) => {
    const inventories = await Promise.all(stacks.map((stack) => shop(stack, asked)));
    for (const inventory of inventories) {
      const { findings, coverage } = checkInventory(inventory, rules);
      expect(findings).toEqual([]);
      expect(coverage.none).toEqual([]);
    }
    const all = inventories.map((inventory, index) => ({
      region: STACKS[stacks[index] ?? "prod"],
      inventory,
    }));
    expect(evaluate(all, shopSituation(asked), "2027-01-01").findings).toEqual([]);
  });

  it.each(stacks)("keeps clusters, plans, data and immutable fields, in %s", async (stack) => {
    const seen: string[] = [];
    for (const [one, other] of pairs(SHOP_CASES)) {
      const [before, after] = [await shop(stack, one), await shop(stack, other)];
      seen.push(...missing(before, after), ...missing(after, before), ...replaced(before, after));
    }
    expect([...new Set(seen)]).toEqual([]);
  });

  it("keeps what can't change of a deployment, in every mode and role", async () => {
    const names = await Promise.all(
      SHOP_CASES.map(async (asked) =>
        JSON.stringify(
          ofType(await shop("dr", asked), DEPLOYMENT).map(({ urn, inputs }) => {
            const { metadata, spec } = inputs as {
              metadata: { name: string; namespace: string };
              spec: { selector: unknown };
            };
            return [urn, metadata.name, metadata.namespace, spec.selector];
          }),
        ),
      ),
    );
    expect(new Set(names).size).toBe(1);
    expect(names[0]).toContain("checkout");
  });

  it("has no cluster in a cold standby, unless it is written out; then no pod runs there", async () => {
    if (!cold) throw new Error("no such case");
    expect(ofType(await shop("dr", cold), "gcp:container/cluster:Cluster")).toEqual([]);
    const written = await shop("dr", { ...cold, clusters: "described" });
    expect(ofType(written, "gcp:container/cluster:Cluster")).toHaveLength(1);
    expect(
      ofType(written, DEPLOYMENT).map(
        ({ inputs }) => (inputs as { spec: { replicas?: number } }).spec.replicas,
      ),
    ).toEqual([0, 0, 0]);
    const prod = await shop("prod", cold);
    expect(backends(prod, "checkout").map(([link]) => link.split("/")[2])).toEqual([
      "us-central1-a",
      "us-central1-b",
      "us-central1-c",
    ]);
  });

  it("sends to the pods of every zone, and to a small standby nothing yet", async () => {
    if (!warm) throw new Error("no such case");
    const prod = await shop("prod", warm);
    const group = (region: string, zone: string) =>
      `/zones/${region}-${zone}/networkEndpointGroups/shop-smart-checkout-${region}`;
    expect(backends(prod, "checkout")).toEqual([
      [group("us-central1", "a"), 1],
      [group("us-central1", "b"), 1],
      [group("us-central1", "c"), 1],
      [group("us-east1", "b"), 0],
      [group("us-east1", "c"), 0],
      [group("us-east1", "d"), 0],
    ]);
    expect(
      ofType(await shop("dr", warm), SCALER).map(
        ({ inputs }) => (inputs as { spec: { minReplicas: number } }).spec.minReplicas,
      ),
    ).toEqual([3, 3, 3]);
  });

  it("has its groups behind a load balancer only once the pods are in them", async () => {
    if (!warm) throw new Error("no such case");
    const prod = await shop("prod", warm);
    const [deployment] = ofType(prod, DEPLOYMENT).filter(({ name }) =>
      name.startsWith("checkout-"),
    );
    const [backend] = ofType(prod, "gcp:compute/backendService:BackendService").filter(
      ({ name }) => name === "checkout",
    );
    expect(backend?.propertyDependencies["backends"]).toContain(deployment?.urn);
    const front = ofType(prod, "kubernetes:core/v1:Service").find(({ name }) =>
      name.startsWith("checkout-"),
    );
    // Only pods that come after the service get GKE's readiness gate.
    expect(deployment?.dependencies).toContain(front?.urn);
    expect(front?.inputs["metadata"]).toMatchObject({
      annotations: {
        "cloud.google.com/neg":
          '{"exposed_ports":{"80":{"name":"shop-smart-checkout-us-central1"}}}',
        "pulumi.com/skipAwait": "true",
      },
    });
  });

  it("declares the mesh's kinds only where the mesh has come up", async () => {
    if (!warm) throw new Error("no such case");
    const meshed = (inventory: Inventory) =>
      inventory.resources.filter(({ type }) => type.includes("istio.io/"));
    expect(meshed(await shop("prod", { ...warm, mesh: false }))).toEqual([]);
    expect(meshed(await shop("prod", warm))).toHaveLength(13);
  });

  it("has nodes of its own for the checkout", async () => {
    if (!warm) throw new Error("no such case");
    const pools = ofType(await shop("prod", warm), "gcp:container/nodePool:NodePool");
    expect(
      pools.map(({ name, inputs }) => [
        name,
        (inputs as { nodeConfig: { taints?: unknown } }).nodeConfig.taints,
      ]),
    ).toEqual([
      ["checkout-us-central1", [{ key: "pool", value: "checkout", effect: "NO_SCHEDULE" }]],
      ["shared-us-central1", undefined],
    ]);
  });

  it("calls the catalogue through the mesh, and takes orders from Spanner", async () => {
    if (!warm) throw new Error("no such case");
    const [deployment] = ofType(await shop("prod", warm), DEPLOYMENT).filter(({ name }) =>
      name.startsWith("checkout-"),
    );
    if (!deployment) throw new Error("no deployment");
    const { spec } = deployment.inputs as {
      spec: { template: { spec: { containers: { env: object[] }[] } } };
    };
    expect(spec.template.spec.containers[0]?.env).toEqual([
      { name: "CATALOGUE_URL", value: "http://catalogue.shop-smart.svc.cluster.local" },
      {
        name: "FLAGS_PARAMETER",
        value: "projects/example-bank-prod/locations/global/parameters/shop-smart-checkout",
      },
      { name: "ORDERS_INSTANCE", value: "shop-smart-orders" },
    ]);
  });
});
