import { bucketKind } from "../../topology/buckets";
import { bank, type Described, bucketIn, there, topologyOf } from "./fixtures";

const bucket = (location: string | [string, string], overrides: Partial<Described> = {}) => {
  const { name, placement, kind, turbo } = there(
    topologyOf(bank({ data: { documents: bucketIn(location) }, ...overrides })).buckets[
      "documents"
    ],
  );
  return { name, placement, kind, turbo };
};

describe("a bucket", () => {
  it("in two regions that have a code is there by it, copied within 15 minutes", () => {
    expect(bucket(["us-central1", "us-east1"])).toEqual({
      name: "bank-prod-bank-documents",
      placement: { location: "NAM4" },
      kind: "dual-region",
      turbo: true,
    });
  });

  it("in two other regions names both", () => {
    expect(bucket(["us-west1", "us-central1"]).placement).toEqual({
      location: "US",
      dataLocations: ["US-CENTRAL1", "US-WEST1"],
    });
  });

  it.each([
    ["US", "multi-region", "US"],
    ["eu", "multi-region", "EU"],
    ["us-central1", "region", "US-CENTRAL1"],
  ] as const)("in %s is in one %s, which has no turbo replication", (location, kind, written) => {
    expect(bucket(location)).toMatchObject({
      placement: { location: written },
      kind,
      turbo: false,
    });
    expect(bucketKind({ location })).toBe(kind);
  });

  it.each([
    ["hot", true],
    ["warm", true],
    ["cold", false],
  ] as const)("in %s has turbo replication: %s", (standby, turbo) => {
    expect(bucket(["us-central1", "us-east1"], { standby }).turbo).toBe(turbo);
  });

  it("never moves when roles or modes change", () => {
    const steady = bucket(["us-central1", "us-east1"]);
    expect(bucket(["us-east1", "us-central1"], { primary: "us-east1" })).toEqual(steady);
    expect(bucket(["us-central1", "us-east1"], { standby: "cold" })).toEqual({
      ...steady,
      turbo: false,
    });
  });

  it("can't be in regions that are no pair, which the relations say before", () => {
    expect(() => bucket(["us-central1", "europe-west1"])).toThrow(
      "no dual-region of us-central1 and europe-west1",
    );
  });
});

describe("the backup bucket", () => {
  it("is multi-regional around home, wherever the primary is", () => {
    const backups = (overrides: Partial<Described>) => topologyOf(bank(overrides)).backups;
    const expected = { bucket: "bank-prod-bank-backup", location: "US" };
    expect(backups({})).toEqual(expected);
    const regions = { "us-central1": { zones: ["a", "b"] }, "europe-west1": { zones: ["b", "c"] } };
    const data = {};
    expect(backups({ regions, data, primary: "europe-west1" })).toEqual(expected);
    expect(backups({ regions, data, home: "europe-west1" })).toEqual({
      ...expected,
      location: "EU",
    });
  });
});
