import { totalOf } from "../../../assessment/cost/bill";
import { costsOf } from "../../../assessment/cost/costs";
import { inZonesOf, narrowed } from "../../../assessment/cost/shapes";
import { costText } from "../../../report/cost";
import { beliefs } from "../availability/beliefs";
import { bill, group, inventory, PRICES, resource, sql } from "./some-resources";

const HOME = "us-central1";
const bank = beliefs("online-bank");
const both = (standby: string) =>
  beliefs("online-bank", { "regions.us-east1.state": "standing", standby });

const tier = { tier: "db-perf-optimized-N-4", edition: "ENTERPRISE_PLUS", diskSize: 100 };
const database = (region: string) =>
  sql(`accounts-db-${region}`, { ...tier, availabilityType: "REGIONAL" }, region);
/** As many machines as the topology says, under the names that the program gives them. */
const groupsOf = ({ topology }: typeof bank, region: string) =>
  Object.values(topology.regions[region]!.groups).flatMap(({ service, least, scaling }) =>
    group(`${service}-${region}`, { least, mode: scaling === "on" ? "ON" : "OFF" }, region),
  );

const alone = inventory([database(HOME), ...groupsOf(bank, HOME)]);
const modes = (["cold", "hot"] as const).map((mode) => {
  const of = both(mode);
  const away = inventory([database("us-east1"), ...groupsOf(of, "us-east1")], "dr");
  return { mode, topology: of.topology, inventories: [alone, away] };
});
const costs = costsOf({ topology: bank.topology, inventory: alone }, modes, PRICES, bank);

describe("one zone", () => {
  const zone = narrowed(bank.topology, "one zone");

  it("has one zone, no HA and no reserve for a zone", () => {
    expect(Object.keys(zone.regions)).toEqual([HOME]);
    expect(zone.regions[HOME]!.zones).toEqual(["us-central1-a"]);
    expect(zone.regions[HOME]!.instances["accounts-db"]!.ha).toBe(false);
    // 4 needed and one out for an upgrade; with a second zone there are twice as many.
    expect(zone.regions[HOME]!.groups["accounts"]!.least).toBe(5);
    expect(bank.topology.regions[HOME]!.groups["accounts"]!.least).toBe(10);
  });

  it("halves databases, disks and machines, and leaves out what stands in another", () => {
    const usd = (of: typeof alone) => totalOf(bill(...of.resources));
    const only = (...resources: Parameters<typeof inventory>[0]) => inventory(resources);
    const halved = [
      only(database(HOME)),
      only(...group("accounts-us-central1", { least: 10 })),
      only(
        resource("gcp:compute/regionDisk:RegionDisk", "volume", {
          ...{ region: HOME, size: 500, type: "pd-ssd" },
          replicaZones: ["us-central1-a", "us-central1-b"],
        }),
      ),
    ];
    for (const one of halved) expect(usd(inZonesOf(one, zone))).toBeCloseTo(usd(one) / 2, 9);
    const workers = resource("gcp:compute/instanceGroupManager:InstanceGroupManager", "w", {
      zone: "us-central1-b",
    });
    expect(inZonesOf(only(workers), zone).resources).toEqual([]);
  });
});

describe("one zone, several zones, several regions", () => {
  const [zone, zones, cold, hot] = costs.shapes;

  it("cost more and deliver more, one after the other", () => {
    expect(costs.shapes.map(({ name }) => name)).toEqual([
      ...["one zone", "several zones", "several regions, cold", "several regions, hot"],
    ]);
    expect(zone!.usdPerMonth).toBeLessThan(zones!.usdPerMonth);
    expect(zones!.usdPerMonth).toBeLessThan(hot!.usdPerMonth);
    expect(zone!.delivered).toBeLessThan(zones!.delivered);
    expect(zones!.delivered).toBeLessThan(cold!.delivered);
    expect(hot!.lossPerYear).toBeCloseTo((1 - hot!.delivered) * 8760 * 20_000, 6);
  });

  it("pay from the revenue on that makes both the same", () => {
    const at = zones!.paysFrom!;
    const yearly = ({ usdPerMonth, delivered, dataLossPerYear }: typeof zone & object) =>
      12 * usdPerMonth + (1 - delivered) * 8760 * at + dataLossPerYear!;
    expect(yearly(zones!)).toBeCloseTo(yearly(zone!), 4);
    expect(zone!).not.toHaveProperty("paysFrom");
  });

  it("lose of the newest data what the plans say, as often as it happens", () => {
    // A region every twenty years takes up to two minutes of what dual-region buckets hadn't copied;
    // each store is deleted every five years, and a recovery goes to a whole minute, 60 and 30
    // seconds before: 0.05 × 120 + 0.2 × (60 + 30 + 0). Without a second region data waits for its own.
    expect(hot!.lostData).toEqual({ seconds: expect.closeTo(24, 9), unknown: [] });
    expect(zones!.lostData.seconds).toBeCloseTo(18, 9);
    expect(hot!.dataLossPerYear).toBeCloseTo((24 / 3600) * 50_000, 6);
    // What a zone without HA takes from its database nobody knows, and that is never zero.
    expect(zone!.lostData.unknown).toEqual(["accounts-db"]);
    expect(costText(costs)).toContain("unknown of accounts-db, not counted");
  });

  it("take the price of the standby as what it costs more than the home region", () => {
    const [first, second] = costs.modes;
    expect(first!.total - first!.premium).toBeCloseTo(totalOf(bill(...alone.resources)), 9);
    expect(second!.premium).toBeGreaterThan(first!.premium);
  });
});

describe("the text", () => {
  it("shows sums by stack, shapes, and what has no price", () => {
    const lines = costText(costs).split("\n");
    expect(lines[0]).toBe(
      "online-bank: USD for a month of 730 hours, without traffic, discounts and free allotments",
    );
    expect(lines[2]).toMatch(/^ +cold +hot$/);
    const row = (title: string) => lines.find((line) => line.startsWith(title));
    const dollars = (amount: number) => amount.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
    expect(row("in all")?.split(/ {2,}/)).toEqual([
      "in all",
      ...costs.modes.map(({ total }) => dollars(total)),
    ]);
    expect(row("several zones")).toContain(`${(100 * costs.shapes[1]!.availability).toFixed(4)} %`);
    // A database that writes is billed for backups only if it takes any.
    expect(lines.at(-1)).toMatch(/^Unpriced: each costs something/);
  });
});
