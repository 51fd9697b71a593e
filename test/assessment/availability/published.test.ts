import { availabilityOf, naiveAvailabilityOf } from "../../../assessment/availability/diagram";
import {
  downtime,
  fromMeanTimes,
  measured,
  meanTimeBetweenFailures,
  PERIODS,
  transient,
} from "../../../assessment/availability/downtime";
import {
  all,
  any,
  atLeast,
  instancesInZones,
  part,
  type Structure,
  withCommonCause,
} from "../../../assessment/availability/structure";
import { DAY, HOUR, MINUTE } from "../../../system/units";

const series = (...values: number[]) => all(...values.map((p, index) => part(`part ${index}`, p)));
const parallel = (...values: number[]) =>
  any(...values.map((p, index) => part(`part ${index}`, p)));
const of = (needed: number, count: number, p: number) =>
  atLeast(
    needed,
    Array.from({ length: count }, (_, index) => part(`part ${index}`, p)),
  );

/** Two ways from left to right, and a bridge between them: no mix of series and parallel. */
function bridge(p: number): Structure {
  const [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map((id) => part(id, p));
  return any(all(a!, d!), all(b!, e!), all(a!, c!, e!), all(b!, c!, d!));
}

// Published results, told apart by number (O1 to O44); `digits` is how many were printed.
describe("published availabilities", () => {
  it.each<[string, Structure, number, number]>([
    ["O1: three of 99.99 % in series", series(0.9999, 0.9999, 0.9999), 0.9997, 6],
    ["O2: two of 99.9 %, one needed", parallel(0.999, 0.999), 0.999999, 9],
    ["O5: 99.95 % and 99.99 %", series(0.9995, 0.9999), 0.9994, 6],
    ["O6: database or queue", parallel(0.9999, 0.999), 0.9999999, 9],
    ["O7: four in series", series(0.9998, 0.9995, 0.998, 0.9999), 0.997202, 6],
    [
      "O7: and the network",
      all(
        series(0.9998, 0.9995, 0.998, 0.9999),
        ...["m", "n", "o", "p"].map((id) => part(id, 0.9999)),
      ),
      0.996803,
      6,
    ],
    ["O8: published as 99.45 %", series(0.9968, 0.9986, 0.9995, 0.9995), 0.99441, 5],
    ["O9: two of 99 %, one needed", parallel(0.99, 0.99), 0.9999, 9],
    ["O10: balancer, machine, database, bucket", series(0.9999, 0.9999, 0.9995, 0.999), 0.9983, 5],
    ["O11: two of 99 % in series", series(0.99, 0.99), 0.9801, 9],
    ["O12: gateway, database, function", series(0.9995, 0.9999, 0.999), 0.9984, 5],
    ["O14: 4 of 6 at 85 %", of(4, 6, 0.85), 0.952661, 6],
    ["O15: 4 of 6 at 80 %", of(4, 6, 0.8), 0.90112, 9],
    ["O16: 3 of 4 at 90 %", of(3, 4, 0.9), 0.9477, 9],
    ["O17: a bridge", bridge(0.95), 0.994780625, 9],
    ["O18: a pair, Q 0.01, beta 0.1", withCommonCause("x", 2, 1, 0.01, 0.1), 0.998919081, 9],
    ["O18: a pair, Q 0.1, beta 0.2", withCommonCause("x", 2, 1, 0.1, 0.2), 0.973728, 9],
    ["O18: a pair, Q 0.2, beta 0.05", withCommonCause("x", 2, 1, 0.2, 0.05), 0.954261, 6],
    ["O26: 15 in 3 zones, 10 needed", zones(3, 5), 0.9997107, 7],
    ["O26: 20 in 2 zones, 10 needed", zones(2, 10), 0.999808, 7],
    ["O26: 18 in 3 zones, 10 needed", zones(3, 6), 0.9999964, 7],
  ])("%s", (_, structure, expected, digits) => {
    expect(availabilityOf(structure)).toBeCloseTo(expected, digits);
  });

  it("O24: a failover that may fail makes two regions worse than one", () => {
    const regions = any(part("us-central1", 0.9995), part("us-east1", 0.9995));
    const shared = [part("failover", 0.999), part("dns", 0.9999)];
    expect(availabilityOf(regions)).toBeCloseTo(0.99999975, 9);
    expect(availabilityOf(all(regions, ...shared))).toBeCloseTo(0.9988999, 7);
    expect(availabilityOf(all(regions, ...shared))).toBeLessThan(0.9995);
  });

  it("O26: the naive figure is wrong by five nines", () => {
    expect(naiveAvailabilityOf(zones(3, 5))).toBeCloseTo(0.999999992, 9);
  });

  it("O19: of three, two needed, what is common outweighs what is not", () => {
    const q = 1 - Math.exp(-1e-5 * 1000);
    const independent = 1 - availabilityOf(of(2, 3, 1 - q));
    expect(independent).toBeCloseTo(3.0e-4, 5);
    expect(0.05 * q).toBeCloseTo(5.0e-4, 5);
  });

  it("O20: a part that starts up working", () => {
    const values = [0.5, 1, 2, 5].map((time) => transient(0.2, 1, time));
    const published = [0.924802, 0.883532, 0.848453, 0.833746];
    for (const [index, value] of values.entries()) expect(value).toBeCloseTo(published[index]!, 6);
    expect(transient(0.2, 1, 1e6)).toBeCloseTo(0.833333, 6);
  });

  it("O21, O22: mean times", () => {
    expect(meanTimeBetweenFailures(0.999, HOUR) / HOUR).toBeCloseTo(999, 6);
    expect(meanTimeBetweenFailures(0.999, HOUR) / DAY).toBeCloseTo(41.6, 1);
    expect(fromMeanTimes(150 * DAY, HOUR)).toBeCloseTo(0.99972, 5);
  });
});

describe("published downtimes", () => {
  it.each([
    ["O3: 99 %, a year", 0.99, PERIODS.year, 3 * DAY + 15 * HOUR],
    ["O3: 99.9 %, a year", 0.999, PERIODS.year, 8 * HOUR + 45 * MINUTE],
    ["O3: 99.95 %, a year", 0.9995, PERIODS.year, 4 * HOUR + 22 * MINUTE],
    ["O3: 99.99 %, a year", 0.9999, PERIODS.year, 52 * MINUTE],
    ["O3: 99.999 %, a year", 0.99999, PERIODS.year, 5 * MINUTE],
  ])("%s, cut to the unit", (_, availability, period, published) => {
    const down = downtime(availability, period);
    const unit = published >= DAY ? HOUR : MINUTE;
    expect(Math.floor(down / unit + 1e-9) * unit).toBe(published);
  });

  it.each([
    ["99 %", 0.99, [1.68 * HOUR, 7.2 * HOUR, 3.65 * DAY]],
    ["99.9 %", 0.999, [10.1 * MINUTE, 43.2 * MINUTE, 8.76 * HOUR]],
    ["99.95 %", 0.9995, [5 * MINUTE, 21.6 * MINUTE, 4.38 * HOUR]],
    ["99.99 %", 0.9999, [1.01 * MINUTE, 4.32 * MINUTE, 52.56 * MINUTE]],
    ["99.999 %", 0.99999, [6, 25.9, 5.26 * MINUTE]],
  ])("O4: %s in a week, a month, a year", (_, availability, published) => {
    for (const [index, period] of Object.values(PERIODS).entries()) {
      expect(Math.abs(downtime(availability, period) / published[index]! - 1)).toBeLessThan(0.015);
    }
  });

  it("O13: dependencies that take half of the budget", () => {
    expect(downtime(0.9999, PERIODS.year) / MINUTE).toBeCloseTo(52.56, 2);
    const used = downtime(
      availabilityOf(series(0.99999, 0.99999, 0.99999, 0.99999, 0.99999)),
      PERIODS.year,
    );
    expect(used / MINUTE).toBeCloseTo(26.28, 2);
    expect(3 * 20 * MINUTE).toBeGreaterThan(downtime(0.9999, PERIODS.year));
  });

  it("two outages in April, a window each week, and a week of ShopSmart's", () => {
    const outage = (minutes: number) => ({ seconds: minutes * MINUTE });
    expect(measured(30 * DAY, [outage(37), outage(15)])).toBeCloseTo(0.998796, 6);
    expect(measured(7 * DAY, [outage(120)])).toBeCloseTo(0.9881, 4);
    expect(measured(7 * DAY, [outage(12 * 60)])).toBeCloseTo(0.9286, 4);
    expect(() => measured(HOUR, [outage(90)])).toThrow("don't fit");
  });
});

function zones(count: number, each: number): Structure {
  const names = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`zone ${index}`, each]),
  );
  return instancesInZones("web", names, 10, { zone: 0.999, instance: 0.99 });
}
