import * as fc from "fast-check";
import { bounds, privateServicesRange, regionRanges, type RegionRanges } from "../../topology/cidr";
import { REGION_NAMES } from "../../topology/places";
import { buildTopology } from "../../topology/build";
import { bank, PROJECT, steady, there, threeRegions } from "./fixtures";

const BASES = ["10.0.0.0/8", "10.128.0.0/9", "10.64.0.0/10", "10.96.0.0/11", "10.240.0.0/12"];

const KINDS = ["subnet", "proxies", "pods", "services", "controlPlane", "edgeProxies"] as const;

interface Range {
  readonly of: string;
  readonly range: string;
}

/** Every range there would be if every region of Google Cloud were used. */
function allRanges(base: string): readonly Range[] {
  const ofRegions = REGION_NAMES.flatMap((region) => {
    const ranges = regionRanges(base, region);
    return KINDS.map((kind) => ({ of: `${region} ${kind}`, range: ranges[kind] }));
  });
  return [...ofRegions, { of: "private services", range: privateServicesRange(base) }];
}

/** Neighbours that touch each other; in order of their first address, so that only neighbours can. */
function overlaps(ranges: readonly Range[]): readonly string[] {
  const sorted = ranges.toSorted((a, b) => bounds(a.range)[0] - bounds(b.range)[0]);
  return sorted.flatMap((range, index) => {
    const next = sorted[index + 1];
    return next && bounds(range.range)[1] >= bounds(next.range)[0]
      ? [`${range.of} and ${next.of}`]
      : [];
  });
}

const prefixOf = (range: string) => Number(range.split("/")[1]);

/** An address as a number. */
const numberOf = (address: string) => bounds(`${address}/32`)[0];

describe.each(BASES)("the address plan of %s", (base) => {
  const ranges = allRanges(base);

  it("gives no address twice, in whatever regions a system will be", () => {
    expect(overlaps(ranges)).toEqual([]);
  });

  it("stays inside the range it is taken from", () => {
    const [first, last] = bounds(base);
    const outside = ranges.filter(
      ({ range }) => bounds(range)[0] < first || bounds(range)[1] > last,
    );
    expect(outside).toEqual([]);
  });

  it("sets no host bits", () => {
    const crooked = ranges.filter(
      ({ range }) => bounds(range)[0] % 2 ** (32 - prefixOf(range)) !== 0,
    );
    expect(crooked).toEqual([]);
  });

  it("has sizes that Google accepts and a region can grow into", () => {
    for (const region of REGION_NAMES) {
      const { proxies, controlPlane, edgeProxies, subnet, pods, services } = regionRanges(
        base,
        region,
      );
      expect([proxies, controlPlane, edgeProxies].map(prefixOf)).toEqual([23, 28, 23]);
      expect(prefixOf(subnet)).toBeLessThanOrEqual(20);
      expect(prefixOf(pods)).toBeLessThanOrEqual(19);
      expect(prefixOf(services)).toBeLessThanOrEqual(22);
    }
    // Cloud SQL takes a /24 of it for each region; Google advises /16 and needs /24 at least.
    expect(prefixOf(privateServicesRange(base))).toBeLessThanOrEqual(18);
    expect(prefixOf(privateServicesRange(base))).toBeGreaterThanOrEqual(16);
  });

  it("keeps the load balancer's address in the subnet, out of Google's first four and last two", () => {
    const offsets = REGION_NAMES.flatMap((region) => {
      const { loadBalancer, subnet } = regionRanges(base, region);
      const [first, last] = bounds(subnet);
      const address = numberOf(loadBalancer);
      return address - first < 4 || last - address < 2 ? [region] : [];
    });
    expect(offsets).toEqual([]);
  });
});

describe("the address plan", () => {
  it("is this in the first region of the default range", () => {
    // The first of 64 blocks of 10.0.0.0/8 is 10.0.0.0/14: half pods, a quarter subnet, the rest shared.
    const expected: RegionRanges = {
      pods: "10.0.0.0/15",
      subnet: "10.2.0.0/16",
      loadBalancer: "10.2.255.246",
      services: "10.3.0.0/18",
      proxies: "10.3.128.0/23",
      controlPlane: "10.3.130.0/28",
      edgeProxies: "10.3.132.0/23",
    };
    expect(regionRanges("10.0.0.0/8", "us-central1")).toEqual(expected);
    expect(privateServicesRange("10.0.0.0/8")).toBe("10.252.0.0/16");
  });

  it("is this in the second region of the smallest range", () => {
    // 10.240.0.0/12 in 64 blocks of /18: the second begins 64 * 256 addresses further.
    expect(regionRanges("10.240.0.0/12", "us-east1")).toEqual({
      pods: "10.240.64.0/19",
      subnet: "10.240.96.0/20",
      loadBalancer: "10.240.111.246",
      services: "10.240.112.0/22",
      proxies: "10.240.120.0/23",
      controlPlane: "10.240.122.0/28",
      edgeProxies: "10.240.124.0/23",
    });
    expect(privateServicesRange("10.240.0.0/12")).toBe("10.255.192.0/18");
  });

  it("moves no region when another is added, taken out, or described in another order", () => {
    const regions = {
      "europe-west1": { zones: ["b", "c"] },
      "us-east1": { zones: ["b", "c"] },
      "us-central1": { zones: ["a", "b"] },
    };
    const rangesOf = (system: ReturnType<typeof bank>, region: string) =>
      there(buildTopology(system, PROJECT).regions[region]).ranges;
    for (const other of [threeRegions(), bank({ regions })]) {
      expect(rangesOf(other, "us-east1")).toEqual(rangesOf(steady(), "us-east1"));
      expect(rangesOf(other, "us-central1")).toEqual(rangesOf(steady(), "us-central1"));
    }
  });

  it("is taken from the described range", () => {
    const { regions, privateServices } = buildTopology(
      bank({ network: { range: "10.64.0.0/10" } }),
      PROJECT,
    );
    expect(regions["us-central1"]?.ranges.pods).toBe("10.64.0.0/17");
    expect(privateServices).toBe("10.127.0.0/16");
  });

  it("knows where a range begins and ends", () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(octets, ([a, b, c, d]) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        expect(bounds(`${a}.${b}.${c}.${d}/32`)).toEqual([number, number]);
      }),
    );
    expect(bounds("10.0.0.0/8")).toEqual([10 * 2 ** 24, 11 * 2 ** 24 - 1]);
  });
});
