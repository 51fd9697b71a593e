import * as fc from "fast-check";
import { chanceOfEnough, crowd } from "../../../assessment/availability/crowd";
import { availabilityOf, naiveAvailabilityOf } from "../../../assessment/availability/diagram";
import { modelOf } from "../../../assessment/availability/of-system";
import { Parts } from "../../../assessment/availability/parts";
import { atLeast, instancesInZones, part } from "../../../assessment/availability/structure";
import { beliefs } from "./beliefs";

const share = fc.double({ min: 0.01, max: 0.999, noNaN: true });
const zones = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 5 }), {
  minKeys: 1,
  noNullPrototype: true,
});

describe("many machines that are alike", () => {
  it("are enough as often as counting them one by one says", () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 12 }), fc.nat(13), (each, count, needed) => {
        const machines = Array.from({ length: count }, (_, at) => part(`${at}`, each));
        const exact = needed > count ? 0 : naiveAvailabilityOf(atLeast(needed, machines));
        expect(chanceOfEnough(count, needed, each)).toBeCloseTo(exact, 9);
      }),
    );
  });

  it("are as available together as each with a part of its own", () => {
    fc.assert(
      fc.property(
        zones,
        share,
        share,
        fc.integer({ min: 1, max: 15 }),
        (of, zone, each, needed) => {
          const machine = { availability: each, why: "", basis: "assumed" } as const;
          const crowded = { service: "x", region: "r", zones: of, needed, machine };
          const together = crowd(new Parts(), crowded, (name) => part(name, zone));
          const apart = instancesInZones("x", of, needed, { zone, instance: each });
          expect(availabilityOf(together)).toBeCloseTo(availabilityOf(apart), 9);
        },
      ),
    );
  });

  it("are told at once, however many they are", () => {
    const begin = performance.now();
    const of = beliefs("online-bank", { "services.web.load.peak": "3000000 rps" });
    const { structure, parts } = modelOf(of, ["web"]);
    expect(parts.map(({ id }) => id)).toContain("15000 of 30002 machines of web in us-central1");
    expect(availabilityOf(structure)).toBeGreaterThan(0.999);
    expect(parts.length).toBeLessThan(20);
    expect(performance.now() - begin).toBeLessThan(20_000);
  });
});
