import * as fc from "fast-check";
import type { System } from "../../system/schema/system";
import {
  internalServices,
  publicServices,
  standingRegions,
  storesUsed,
} from "../../topology/services";
import {
  bank,
  bankIn,
  cold,
  type Described,
  failedOver,
  planned,
  service,
  steady,
  switchedOver,
  there,
  threeRegions,
  topologyOf,
  warm,
  webService,
} from "./fixtures";

const backendsOf = (system: System, name: string) =>
  there(topologyOf(system).services[name]).backends;

/** `us-central1 1, us-east1 0` */
const openness = (system: System, name: string) =>
  backendsOf(system, name)
    .map(({ region, capacityScaler }) => `${region} ${capacityScaler}`)
    .join(", ");

describe("backends", () => {
  // web is multi-region, accounts runs where the writes go.
  it.each<[string, System, string, string]>([
    ["hot", steady(), "us-central1 1, us-east1 1", "us-central1 1, us-east1 0"],
    [
      "hot, switched over",
      switchedOver(),
      "us-central1 1, us-east1 1",
      "us-central1 0, us-east1 1",
    ],
    ["hot, failed over", failedOver(), "us-east1 1", "us-east1 1"],
    ["hot, us-east1 planned", planned(), "us-central1 1", "us-central1 1"],
    ["warm", warm(), "us-central1 1, us-east1 0", "us-central1 1, us-east1 0"],
    [
      "warm, switched over",
      bank({ standby: "warm", primary: "us-east1" }),
      ...["us-central1 0, us-east1 1", "us-central1 0, us-east1 1"],
    ],
    [
      "warm, failed over",
      bankIn({ "us-central1": "lost" }, { standby: "warm", primary: "us-east1" }),
      ...["us-east1 1", "us-east1 1"],
    ],
    ["cold", cold(), "us-central1 1, us-east1 0", "us-central1 1, us-east1 0"],
    [
      "cold, us-east1 planned",
      bankIn({ "us-east1": "planned" }, { standby: "cold" }),
      ...["us-central1 1", "us-central1 1"],
    ],
    [
      "hot in three regions",
      threeRegions(),
      "us-central1 1, us-east1 1, europe-west1 1",
      "us-central1 1, us-east1 0, europe-west1 0",
    ],
  ] as [string, System, string, string][])("are, in %s", (_, system, web, accounts) => {
    expect([openness(system, "web"), openness(system, "accounts")]).toEqual([web, accounts]);
  });

  it("are groups by their names", () => {
    expect(backendsOf(steady(), "web").map(({ group }) => group)).toEqual([
      "bank-web-us-central1",
      "bank-web-us-east1",
    ]);
  });

  it("of a service in a single zone are where its zones are named", () => {
    const alone = (zones: Record<string, string[]>, more: Partial<Described> = {}) =>
      bank({ services: { web: webService({ placement: "single-zone", zones }) }, ...more });
    expect(openness(alone({ "us-central1": ["a"] }), "web")).toBe("us-central1 1");
    const zones = { "us-central1": ["a"], "us-east1": ["b"] };
    expect(openness(alone(zones), "web")).toBe("us-central1 1, us-east1 0");
    // A single backend at 0 is refused by Google, so it serves from where it is.
    const away = alone({ "us-central1": ["a"] }, { primary: "us-east1" });
    expect(openness(away, "web")).toBe("us-central1 1");
  });

  const regions = Object.keys(threeRegions().regions);
  const state = fc.constantFrom("planned", "standing", "lost" as const);
  const anySystem = fc.record({
    standby: fc.constantFrom("cold", "warm", "hot" as const),
    placement: fc.constantFrom("multi-region", "primary", "single-zone" as const),
    primary: fc.constantFrom(...regions),
    zones: fc.subarray(regions, { minLength: 1 }),
    states: fc.tuple(state, state, state),
  });

  it("are standing regions only, and some of them is open", () => {
    fc.assert(
      fc.property(anySystem, ({ standby, placement, primary, zones, states }) => {
        const byRegion = Object.fromEntries(
          regions.map((region, index) => [region, there(states[index])]),
        );
        const own = Object.fromEntries(zones.map((region) => [region, ["b"]]));
        const spec = placement === "single-zone" ? { placement, zones: own } : { placement };
        const system = bankIn(
          { ...byRegion, [primary]: "standing" },
          {
            ...{ regions: threeRegions().regions, standby, primary },
            services: { web: webService(spec) },
          },
        );
        const backends = backendsOf(system, "web");
        const standing = standingRegions(system);
        const expected =
          placement === "single-zone" ? standing.filter((r) => zones.includes(r)) : standing;
        expect(backends.map(({ region }) => region)).toEqual(expected);
        const open = backends.filter(({ capacityScaler }) => capacityScaler === 1);
        expect(open.length > 0 || backends.length === 0).toBe(true);
      }),
    );
  });
});

describe("services", () => {
  const system = bank({
    services: {
      web: webService(),
      accounts: service({ uses: ["accounts-db", { data: "documents", as: "soft" }] }),
    },
  });
  const topology = topologyOf(system);
  const namesOf = (parts: readonly { readonly name: string }[]) => parts.map(({ name }) => name);

  it("are public with paths of their own, else internal", () => {
    expect(namesOf(publicServices(topology))).toEqual(["web"]);
    expect(namesOf(internalServices(topology))).toEqual(["accounts"]);
  });

  it("have an account each", () => {
    expect(Object.values(topology.services).map(({ account }) => account)).toEqual([
      "bank-web@bank-prod.iam.gserviceaccount.com",
      "bank-accounts@bank-prod.iam.gserviceaccount.com",
    ]);
  });

  it("use their data stores, however they are written", () => {
    const { spec } = there(topology.services["accounts"]);
    expect(storesUsed(spec)).toEqual(["accounts-db", "documents"]);
  });
});
