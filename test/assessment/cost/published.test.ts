import { type Bill, totalOf } from "../../../assessment/cost/bill";
import {
  breakEven,
  costOfDowntime,
  expectedLoss,
  worthOfAvailability,
  yearlyLoss,
} from "../../../assessment/cost/worth";
import { HOUR, MINUTE } from "../../../system/units";
import { bill, group, nat, resource, sql } from "./some-resources";

const custom = (availabilityType: string, cores = 1) => ({
  tier: `db-custom-${cores}-${cores * 3840}`,
  availabilityType,
  diskSize: 10,
});

const usd = (of: Bill, sku: string) => totalOf(of, ({ price }) => price.sku === sku);

// From Infracost's golden files, which calculate with 730 hours as well.
describe("published prices", () => {
  it.each<[string, Bill, string, number]>([
    ["a zonal vCPU", bill(sql("x", custom("ZONAL"))), "sql.vcpu", 30.15],
    ["a vCPU with HA", bill(sql("x", custom("REGIONAL"))), "sql.vcpu", 60.3],
    ["3.75 GB, zonal", bill(sql("x", custom("ZONAL"))), "sql.memory", 19.16],
    ["3.75 GB with HA", bill(sql("x", custom("REGIONAL"))), "sql.memory", 38.33],
    ["16 vCPU with HA", bill(sql("x", custom("REGIONAL", 16))), "sql.vcpu", 964.77],
    ["60 GB with HA", bill(sql("x", custom("REGIONAL", 16))), "sql.memory", 613.2],
    ["10 GB on SSD, zonal", bill(sql("x", custom("ZONAL"))), "sql.storage", 1.7],
    ["10 GB on SSD with HA", bill(sql("x", custom("REGIONAL"))), "sql.storage", 3.4],
    ["a cluster", bill(resource("gcp:container/cluster:Cluster", "x", {})), "gke.cluster", 73],
    [
      "a forwarding rule",
      bill(resource("gcp:compute/forwardingRule:ForwardingRule", "x", {})),
      "forwarding-rule",
      7.3,
    ],
    ["a zone", bill(resource("gcp:dns/managedZone:ManagedZone", "x", {})), "dns.zone", 0.2],
  ])("%s", (_, of, sku, expected) => {
    expect(usd(of, sku)).toBeCloseTo(expected, 1);
  });

  it("counts a node for each zone: three are nine", () => {
    const pool = resource("gcp:container/nodePool:NodePool", "x", {
      ...{ location: "us-central1", nodeCount: 3, nodeLocations: ["a", "b", "c"] },
      nodeConfig: { machineType: "e2-medium", diskType: "pd-standard" },
    });
    const of = bill(pool);
    expect(usd(of, "machine.e2.vcpu") + usd(of, "machine.e2.memory")).toBeCloseTo(220.13, 2);
    expect(usd(of, "disk.pd-standard")).toBeCloseTo(36, 9);
  });

  it("bills a gateway by the machines behind it, until there are more than 32", () => {
    expect(usd(bill(nat(), ...group("x", { least: 10 })), "nat.machine")).toBeCloseTo(10.22, 9);
    expect(usd(bill(nat(), ...group("x", { least: 40 })), "nat.gateway")).toBeCloseTo(32.12, 9);
    expect(usd(bill(nat(), ...group("x", { least: 40 }, "us-east1")), "nat.gateway")).toBe(0);
  });
});

describe("published worths", () => {
  it("O40: from 99.9 % to 99.99 % on a million is worth 900", () => {
    expect(worthOfAvailability(0.999, 0.9999, 1_000_000)).toBeCloseTo(900, 6);
  });

  it("O41: five hours at 1000 an hour are 5000", () => {
    expect(costOfDowntime(5 * HOUR, { perHour: 1000 })).toBe(5000);
  });

  it("expects by frequency what is down and what data is lost", () => {
    const worth = { perHour: 600, lostData: 6000 };
    const twice = { perYear: 2, downtime: HOUR, lostData: 6 * MINUTE, share: 0.5 };
    expect(expectedLoss([twice, { perYear: 0.1, downtime: 10 * HOUR }], worth)).toBeCloseTo(
      2400,
      9,
    );
    expect(yearlyLoss(0.999, worth)).toBeCloseTo(8.76 * 600, 6);
  });

  it("breaks even where what is saved pays for what is spent", () => {
    const cheaper = { usdPerMonth: 1000, availability: 0.999 };
    const dearer = { usdPerMonth: 1730, availability: 0.9999 };
    const at = breakEven(dearer, cheaper);
    expect(at).toBeCloseTo((730 * 12) / (0.0009 * 8760), 6);
    const spent = { perHour: at! };
    expect(yearlyLoss(0.999, spent) + 12_000).toBeCloseTo(yearlyLoss(0.9999, spent) + 20_760, 6);
    expect(breakEven(cheaper, dearer)).toBe(0);
    // 8760 a year more buys 7.884 hours and saves 4000 of lost data: (8760 - 4000) / 7.884 = 603.75.
    const [loses, keeps] = [5000, 1000].map((lostDataPerYear) => ({ lostDataPerYear }));
    expect(breakEven({ ...dearer, ...keeps }, { ...cheaper, ...loses })).toBeCloseTo(603.75, 2);
    // What loses more data is worth it later, and what saves more than it costs, always.
    expect(breakEven({ ...dearer, ...loses }, { ...cheaper, ...keeps })).toBeGreaterThan(at!);
    expect(breakEven(dearer, { ...cheaper, lostDataPerYear: 10_000 })).toBe(0);
    expect(breakEven({ ...dearer, availability: 0.99 }, cheaper)).toBeUndefined();
  });
});
