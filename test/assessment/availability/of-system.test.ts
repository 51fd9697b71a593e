import { ceilingsOf } from "../../../assessment/availability/ceilings";
import { availabilityOf } from "../../../assessment/availability/diagram";
import { modelOf } from "../../../assessment/availability/of-system";
import { halfWidth, sampled, wilson } from "../../../assessment/availability/sample";
import type { Structure } from "../../../assessment/availability/structure";
import { Random } from "../../../assessment/simulation/random";
import type { Rates } from "../../../assessment/rates";
import { AWAY, beliefs, FREQUENCIES, timesAsOften } from "./beliefs";

const SYSTEMS = Object.keys(AWAY);
const standing = (system: string) => ({ [`regions.${AWAY[system]}.state`]: "standing" });
const YEAR = 365 * 86_400;

const publicOf = (of: ReturnType<typeof beliefs>) =>
  Object.values(of.topology.services).flatMap(({ name, spec }) => (spec.public ? [name] : []));

const withoutBadReleases: Rates = (id) =>
  id === "release.bad" ? { ...FREQUENCIES(id), value: 0 } : FREQUENCIES(id);

const modelled = (
  system: string,
  whatIf: Readonly<Record<string, unknown>>,
  frequencies: Rates = FREQUENCIES,
) => {
  const of = beliefs(system, whatIf, frequencies);
  return ceilingsOf(of, publicOf(of)).modelled;
};

function works(one: Structure, up: ReadonlySet<string>): boolean {
  if (one.is === "part") return up.has(one.id);
  return one.of.filter((inner) => works(inner, up)).length >= one.count;
}

describe("the availability of a described system", () => {
  it("is what a person calculates, for a service in two zones of one region", () => {
    const { structure, parts } = modelOf(beliefs("online-bank"), ["products"]);
    const of = Object.fromEntries(parts.map(({ id, availability }) => [id, availability]));
    const zone = 1 - (0.5 * 10_800) / YEAR;
    expect(of["us-central1-a"]).toBeCloseTo(zone, 12);
    expect(of["us-central1"]).toBeCloseTo(1 - (0.05 * 28_800) / YEAR, 12);
    // Two of six machines are enough, so what matters is that one of two zones is there.
    const zones = 1 - (1 - zone) ** 2;
    const rest = parts
      .filter(({ id }) => !/^us-central1-|^products \d/.test(id))
      .reduce((product, { availability }) => product * availability, 1);
    expect(availabilityOf(structure)).toBeCloseTo(zones * rest, 9);
    expect(parts.map(({ id }) => id).filter((id) => !/^products \d/.test(id))).toEqual([
      ...["the internal load balancer", "us-central1-a", "us-central1-b", "us-central1"],
      ...["products-db itself", "takeover from us-central1-a", "takeover from us-central1-b"],
      "bad releases of products",
    ]);
  });

  it("is that of counting all cases", () => {
    const one = "services.products.load.peak";
    const of = beliefs("online-bank", { [one]: "1 rps" }, timesAsOften(300));
    const { structure, parts } = modelOf(of, ["products"]);
    expect(parts.length).toBeLessThan(16);
    let sum = 0;
    for (let bits = 0; bits < 2 ** parts.length; bits++) {
      const up = new Set(parts.filter((_, at) => (bits >> at) % 2 === 1).map(({ id }) => id));
      const chance = parts.reduce(
        (p, { id, availability }) => p * (up.has(id) ? availability : 1 - availability),
        1,
      );
      if (works(structure, up)) sum += chance;
    }
    expect(availabilityOf(structure)).toBeCloseTo(sum, 9);
    expect(sum).toBeLessThan(0.97);
  });

  it.each(SYSTEMS)("lies where drawing %s says, everything a hundred times as often", (system) => {
    const of = beliefs(system, standing(system), timesAsOften(100));
    const { structure } = modelOf(of, publicOf(of));
    const random = new Random(2026);
    const { low, high } = sampled(structure, 20_000, () => random.uniform());
    const exact = availabilityOf(structure);
    expect(exact).toBeGreaterThan(low);
    expect(exact).toBeLessThan(high);
    expect(high - low).toBeLessThan(0.02);
  });

  // A bad release takes longer to roll back in two regions than in one, one after the other.
  it.each(SYSTEMS)("is no worse with a second region in %s, nor with a readier one", (system) => {
    const of = (whatIf: Readonly<Record<string, unknown>>) =>
      modelled(system, whatIf, withoutBadReleases);
    const inMode = (standby: string) => of({ ...standing(system), standby });
    const alone = of({});
    const [cold, warm, hot] = [inMode("cold"), inMode("warm"), inMode("hot")];
    expect(cold).toBeGreaterThanOrEqual(alone - 1e-6);
    expect(hot).toBeGreaterThanOrEqual(warm - 1e-6);
    expect(hot).toBeGreaterThan(alone);
  });

  it("takes what recovers for as long as its plan, and once for all that recovers together", () => {
    const of = beliefs("online-bank", standing("online-bank"));
    const { parts } = modelOf(of, ["accounts"]);
    const takeovers = parts.filter(({ id }) => id === "takeover from us-central1");
    expect(takeovers).toHaveLength(1);
    expect(takeovers[0]!.availability).toBeLessThan(1 - (0.05 * 600) / YEAR);
    expect(takeovers[0]!.availability).toBeGreaterThan(1 - (0.05 * 2 * 3600) / YEAR);
  });

  it("counts a hard third party, and takes a soft one off the worth alone", () => {
    const of = beliefs("shop-smart", standing("shop-smart"));
    const { modelled, worth } = ceilingsOf(of, ["checkout"]);
    expect(worth).toBeLessThan(modelled);
  });
});

describe("the ceilings", () => {
  it("are kept apart", () => {
    const { promised, designed, modelled, naive } = ceilingsOf(beliefs("online-bank"), [
      "accounts",
    ]);
    // Load balancer, machines in two zones, Cloud SQL with HA, dual-region bucket.
    expect(promised).toMatchObject({
      availability: expect.closeTo(0.9999 * 0.9999 * 0.9999 * 0.9995, 12),
    });
    expect(designed).toBe(0.9999);
    expect(modelled).toBeLessThan(designed);
    expect(naive).toBeUndefined();
  });

  it("have no promise where one part has none, and show the naive figure where it misleads", () => {
    const of = beliefs("online-bank");
    const { topology } = of;
    const writer = topology.regions["us-central1"]!.instances["accounts-db"]!;
    const zonal = {
      ...topology.regions["us-central1"]!,
      instances: { "accounts-db": { ...writer, ha: false } },
    };
    const regions = { ...topology.regions, "us-central1": zonal };
    const without = ceilingsOf({ ...of, topology: { ...topology, regions } }, ["accounts"]);
    expect(without.promised).toEqual({
      none: "accounts-db: one zone alone has no SLA at Cloud SQL",
    });
    expect(without.designed).toBe(0.999);
  });

  it("follow where something is placed", () => {
    const hot = beliefs("online-bank", standing("online-bank"));
    expect(ceilingsOf(hot, ["web"]).designed).toBe(0.99999);
    expect(ceilingsOf(beliefs("click-travel"), ["analytics"]).designed).toBe(0.999);
  });
});

describe("drawing", () => {
  it("O23: is as sure as its number of runs lets it be", () => {
    expect(100 * halfWidth(0.8, 10_000)).toBeCloseTo(0.784, 3);
    expect(100 * halfWidth(0.8, 100_000)).toBeCloseTo(0.248, 3);
    const { low, high } = wilson(8000, 10_000);
    expect((100 * (high - low)) / 2).toBeCloseTo(0.784, 2);
  });

  it("never claims to be sure at the ends", () => {
    expect(wilson(100, 100)).toMatchObject({ share: 1, high: expect.closeTo(1, 9) });
    expect(wilson(100, 100).low).toBeLessThan(0.97);
    expect(wilson(0, 100).high).toBeGreaterThan(0.03);
  });
});
