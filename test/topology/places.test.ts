import { createHash } from "node:crypto";
import {
  dualRegion,
  multiRegionAround,
  REGION_NAMES,
  regionIndex,
  zonesOf,
} from "../../topology/places";

/** The regions of 2026-11-21. New ones are added to the end of the list, and nothing is added here. */
const FIRST = 42;

describe("the list of regions", () => {
  it("keeps every region at its place: a region that moves takes its whole address plan along, and a deployed subnet can't be moved", () => {
    const digest = createHash("sha256")
      .update(REGION_NAMES.slice(0, FIRST).join(" "))
      .digest("hex");
    expect(digest).toBe("28bb88b45905dbc11ebc07c91dfb2d881ebc2f30b939c6b9220abfc69a934792");
    expect(REGION_NAMES.slice(0, 4)).toEqual(["us-central1", "us-east1", "us-east4", "us-east5"]);
    expect(REGION_NAMES[FIRST - 1]).toBe("africa-south1");
  });

  it("names each once, and has room for 63", () => {
    expect(new Set(REGION_NAMES).size).toBe(REGION_NAMES.length);
    // 64 blocks of addresses, the last of which is Google's own services'.
    expect(REGION_NAMES.length).toBeLessThanOrEqual(63);
  });

  it("numbers them from 0, and -1 for what is none", () => {
    expect(REGION_NAMES.map(regionIndex)).toEqual(REGION_NAMES.map((_, index) => index));
    expect(regionIndex("us-central9")).toBe(-1);
  });
});

describe("zones", () => {
  it.each([
    ["us-central1", "abcf"],
    ["us-east1", "bcd"],
    ["europe-west1", "bcd"],
    ["us-east4", "abc"],
    ["asia-northeast3", "abc"],
  ])("of %s are %s", (region, letters) => {
    expect(zonesOf(region)).toEqual([...letters]);
  });

  it("are none where there is no such region, nor in one of JavaScript's own words", () => {
    expect(zonesOf("us-central9")).toEqual([]);
    expect(zonesOf("toString")).toEqual([]);
  });

  it("are three at least everywhere, so that a group survives the loss of one", () => {
    expect(REGION_NAMES.filter((region) => zonesOf(region).length < 3)).toEqual([]);
  });
});

describe("dual-regions", () => {
  it.each([
    ["us-central1", "us-east1", "NAM4"],
    ["europe-north1", "europe-west4", "EUR4"],
    ["europe-west1", "europe-west2", "EUR5"],
    ["europe-west2", "europe-west3", "EUR7"],
    ["europe-west3", "europe-west6", "EUR8"],
    ["asia-northeast1", "asia-northeast2", "ASIA1"],
  ])("of %s and %s have the code %s", (one, other, location) => {
    expect(dualRegion(one, other)).toEqual({ location });
  });

  it.each([
    ["us-west1", "us-central1", { location: "US", dataLocations: ["US-CENTRAL1", "US-WEST1"] }],
    [
      "europe-west4",
      "europe-central2",
      { location: "EU", dataLocations: ["EUROPE-CENTRAL2", "EUROPE-WEST4"] },
    ],
    [
      "northamerica-northeast2",
      "northamerica-northeast1",
      { location: "CA", dataLocations: ["NORTHAMERICA-NORTHEAST1", "NORTHAMERICA-NORTHEAST2"] },
    ],
    [
      "asia-south2",
      "asia-south1",
      { location: "IN", dataLocations: ["ASIA-SOUTH1", "ASIA-SOUTH2"] },
    ],
  ])("of %s and %s are custom, in the order of their names", (one, other, expected) => {
    expect(dualRegion(one, other)).toEqual(expected);
  });

  it.each([
    ["us-central1", "europe-west1", "two areas"],
    ["us-central1", "northamerica-northeast1", "two areas of one continent"],
    ["europe-west2", "europe-west4", "London, which has no custom pair"],
    ["me-west1", "me-central1", "no area"],
    ["us-central1", "us-central1", "one region twice"],
    ["europe-west3", "europe-west3", "one region twice, of a pair with a code"],
    ["us-central1", "us-central9", "no such region"],
  ])("of %s and %s are not offered: %s", (one, other) => {
    expect(dualRegion(one, other)).toBeUndefined();
  });

  it("are the same from either side", () => {
    const pairs = REGION_NAMES.flatMap((one) => REGION_NAMES.map((other) => [one, other] as const));
    const lopsided = pairs.filter(
      ([one, other]) =>
        JSON.stringify(dualRegion(one, other)) !== JSON.stringify(dualRegion(other, one)),
    );
    expect(lopsided).toEqual([]);
  });
});

describe("where backups outlive their region", () => {
  it.each([
    ["us-central1", "US"],
    ["northamerica-northeast1", "US"],
    ["southamerica-east1", "US"],
    ["europe-west1", "EU"],
    ["me-west1", "EU"],
    ["africa-south1", "EU"],
    ["asia-south1", "ASIA"],
    ["australia-southeast1", "ASIA"],
  ])("is, for %s, %s", (region, location) => {
    expect(multiRegionAround(region)).toBe(location);
  });
});
