import type { System } from "../../system/schema/system";
import type { Group } from "../../topology/model";
import {
  bank,
  bankIn,
  cold,
  type DescribedService,
  failedOver,
  planned,
  service,
  steady,
  switchedOver,
  there,
  topologyOf,
  warm,
  webService,
} from "./fixtures";

/** What a test says of a group: how many there are, how many there may be, and who decides. */
const sizeOf = ({ least, most, scaling }: Group) => `${least} to ${most}, ${scaling}`;

const groupIn = (system: System, region: string, name = "web") =>
  there(topologyOf(system).regions[region]).groups[name];
const sizeIn = (system: System, region: string) => sizeOf(there(groupIn(system, region)));
const withWeb = (overrides: Partial<DescribedService>, more = {}) =>
  bank({ services: { web: webService(overrides) }, ...more });

describe("the groups of a region", () => {
  it("are one for each service, whether it serves there now or not", () => {
    const { regions } = topologyOf(steady());
    expect(Object.values(regions).map(({ groups }) => Object.keys(groups))).toEqual([
      ["web", "accounts"],
      ["web", "accounts"],
    ]);
  });

  it("are spread over the region's zones, under a name that says where", () => {
    expect(groupIn(steady(), "us-east1")).toEqual({
      name: "bank-web-us-east1",
      service: "web",
      region: "us-east1",
      zones: ["us-east1-b", "us-east1-c", "us-east1-d"],
      capacity: {
        needed: 6,
        size: 11,
        most: 15,
        arithmetic:
          "1200 rps / 200 rps = 6 needed + 4 lost with one of 3 zones + 1 out for an upgrade",
      },
      scaling: "on",
      least: 11,
      most: 15,
      scheduled: {},
    });
  });

  it("are spread over the service's own zones where it names them, and the sum follows", () => {
    const system = withWeb({ zones: { "us-east1": ["b", "d"] } });
    expect(groupIn(system, "us-east1")?.zones).toEqual(["us-east1-b", "us-east1-d"]);
    expect(sizeIn(system, "us-east1")).toBe("14 to 21, on");
  });

  it("are only where a single zone is named", () => {
    const here = withWeb({ placement: "single-zone", zones: { "us-central1": ["b"] } });
    expect(groupIn(here, "us-central1")?.zones).toEqual(["us-central1-b"]);
    expect(sizeIn(here, "us-central1")).toBe("7 to 7, on");
    expect(groupIn(here, "us-east1")).toBeUndefined();
    const zones = { "us-central1": ["b"], "us-east1": ["c"] };
    const both = withWeb({ placement: "single-zone", zones });
    expect(groupIn(both, "us-east1")?.zones).toEqual(["us-east1-c"]);
  });
});

describe("the size of a group", () => {
  // Full capacity for 1200 rps at 200 rps: 14 to 21 over two zones, 11 to 15 over three.
  it.each<[string, System, string, string]>([
    ["hot", steady(), "14 to 21, on", "11 to 15, on"],
    ["hot, switched over", switchedOver(), "14 to 21, on", "11 to 15, on"],
    ["hot, failed over", failedOver(), "14 to 21, off", "11 to 15, on"],
    ["hot, us-east1 planned", planned(), "14 to 21, on", "11 to 15, on"],
    ["warm", warm(), "14 to 21, on", "3 to 15, on"],
    [
      "warm, switched over",
      bank({ standby: "warm", primary: "us-east1" }),
      "2 to 21, on",
      "11 to 15, on",
    ],
    ["cold", cold(), "14 to 21, on", "11 to 15, off"],
    [
      "cold, us-central1 lost",
      bankIn({ "us-central1": "lost" }, { standby: "cold", primary: "us-east1" }),
      "14 to 21, off",
      "11 to 15, on",
    ],
  ])("in %s", (_, system, central, east) => {
    expect([sizeIn(system, "us-central1"), sizeIn(system, "us-east1")]).toEqual([central, east]);
  });

  it("is the same in every mode and role as far as its upper limit goes", () => {
    const systems = [steady(), warm(), cold(), switchedOver(), failedOver(), planned()];
    const limits = systems.map((system) => there(groupIn(system, "us-east1")).most);
    expect(new Set(limits)).toEqual(new Set([15]));
  });

  it("is in warm never more than all of it, however many zones there are", () => {
    const regions = { "us-east1": { zones: ["b", "c"] }, "us-central1": { zones: [..."abcf"] } };
    const small = withWeb(
      { load: { peak: "100 rps", perInstance: "200 rps" } },
      { regions, primary: "us-east1", standby: "warm" },
    );
    // 1 needed: 3 - ⌈3 / 4⌉ - 1 = 1.
    expect(groupIn(small, "us-central1")?.capacity.size).toBe(3);
    expect(sizeIn(small, "us-central1")).toBe("3 to 4, on");
  });

  it("may be described, and then may grow by as much more", () => {
    const runs = { ...service().runs, size: 20 };
    const system = withWeb({ runs });
    expect(sizeIn(system, "us-central1")).toBe("20 to 27, on");
    expect(groupIn(system, "us-central1")?.capacity.arithmetic).toBe(
      "1200 rps / 200 rps = 6 needed + 7 lost with one of 2 zones + 1 out for an upgrade = 14; 20 described",
    );
  });
});

describe("known peaks", () => {
  const peak = (name: string, rate: string) => ({
    ...{ name, cron: "0 8 * * FRI", lasts: "4 hours", peak: rate },
  });
  const schedules = [peak("black-friday", "3000 rps"), peak("pay-day", "600 rps")];
  const peaksIn = (system: System, region: string) => {
    const { scheduled, least, most } = there(groupIn(system, region));
    return { scheduled, least, most };
  };

  it("are sized by the same rule, and the group may grow to the highest of them", () => {
    const system = withWeb({ schedules });
    // 3000 rps: 15 needed; 32 - 16 - 1 = 15 over two zones, 24 - 8 - 1 = 15 over three.
    // 600 rps: 3 needed; 8 - 4 - 1 = 3, and 6 - 2 - 1 = 3.
    expect(peaksIn(system, "us-central1")).toEqual({
      scheduled: { "black-friday": 32, "pay-day": 8 },
      ...{ least: 14, most: 48 },
    });
    expect(peaksIn(system, "us-east1")).toEqual({
      scheduled: { "black-friday": 24, "pay-day": 6 },
      ...{ least: 11, most: 32 },
    });
  });

  it("start nothing in a warm standby, which no user reaches, but keep its limit", () => {
    const system = withWeb({ schedules }, { standby: "warm" });
    expect(peaksIn(system, "us-east1")).toEqual({ scheduled: {}, least: 3, most: 32 });
  });

  it("are ready in a cold standby for when its autoscaler is turned on", () => {
    const system = withWeb({ schedules }, { standby: "cold" });
    expect(peaksIn(system, "us-east1").scheduled).toEqual({ "black-friday": 24, "pay-day": 6 });
  });
});
