import { keyAround, keyAroundAll, keyLocation } from "../../topology/keys";
import { bucketIn, bank, there, topologyOf, type Described } from "./fixtures";

const own = (overrides: Partial<Described> = {}) =>
  topologyOf(bank({ encryption: "customer", ...overrides }));

const at = (keys: readonly { location: string; users: readonly string[] }[]) =>
  keys.map(({ location, users }) => `${location}: ${users.join(" ")}`);

describe("keys of the system's own", () => {
  it("are none unless they are described", () => {
    const { keys, regions } = topologyOf(bank());
    expect([keys, ...Object.values(regions).map((region) => region.keys)]).toEqual([[], [], []]);
  });

  it("are with the data: shared ones with what has no region, a region's own with its instances", () => {
    const { keys, regions } = own();
    expect(at(keys)).toEqual([
      "global: secretmanager",
      "nam4: storage",
      "us: artifactregistry firestore",
    ]);
    expect(at(there(regions["us-east1"]).keys)).toEqual(["us: compute", "us-east1: sqladmin"]);
    expect(there(there(regions["us-east1"]).keys[0])).toMatchObject({
      ring: "bank-us-east1-1",
      link: "projects/bank-prod/locations/us/keyRings/bank-us-east1-1/cryptoKeys/us-east1-us",
    });
  });

  it("are the same whatever the mode, the primary and the state of a region", () => {
    const all = ({ keys, regions }: ReturnType<typeof own>) => [
      keys,
      ...Object.values(regions).map((region) => region.keys),
    ];
    const steady = all(own());
    for (const standby of ["cold", "warm", "hot"] as const) {
      expect(all(own({ standby }))).toEqual(steady);
    }
    expect(all(own({ primary: "us-east1" }))).toEqual(steady);
    const lost = {
      "us-central1": { zones: ["a", "b"], state: "lost" as const },
      "us-east1": { zones: ["b", "c", "d"] },
    };
    expect(all(own({ primary: "us-east1", regions: lost }))).toEqual(steady);
  });

  it("are of the next generation where the names of rings are taken", () => {
    const { keys } = own({ keys: { generation: 2 } });
    expect(new Set(keys.map(({ ring }) => ring))).toEqual(new Set(["bank-shared-2"]));
  });

  it("are one store's alone where only that one asks for it, or all but one's", () => {
    const documents = { ...bucketIn("EU"), encryption: "customer" as const };
    expect(at(topologyOf(bank({ data: { documents }, services: {} })).keys)).toEqual([
      "europe: storage",
    ]);
    const apart = { ...bucketIn("EU"), encryption: "google" as const };
    expect(at(own({ data: { documents: apart }, services: {} }).keys)).toEqual([
      "global: secretmanager",
      "us: artifactregistry",
    ]);
  });

  it.each([
    ["us-central1", "us"],
    ["europe-west4", "europe"],
    ["asia-east1", "asia"],
    // No multi-region of Cloud KMS is around these.
    ["europe-west2", "europe-west2"],
    ["australia-southeast1", "australia-southeast1"],
    ["me-west1", "me-west1"],
  ])("of what is snapshotted in %s are in %s", (region, location) => {
    expect(keyAround(region)).toBe(location);
  });

  it("of a queue are where all of its regions reach them", () => {
    expect(keyAroundAll(["us-central1", "us-east1"])).toBe("us");
    expect(keyAroundAll(["us-central1", "europe-west2"])).toBe("global");
    expect(keyAroundAll(["europe-west2", "europe-west6"])).toBe("global");
  });

  it("are where Cloud KMS calls the place so", () => {
    expect(["EU", "US", "ASIA", "NAM4", "us-east1"].map(keyLocation)).toEqual([
      "europe",
      "us",
      "asia",
      "nam4",
      "us-east1",
    ]);
  });
});
