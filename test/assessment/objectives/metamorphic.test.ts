import * as fc from "fast-check";
import { findingAbout, secondsOf, assessed } from "./fixtures";
import type { Mode } from "../../recovery/plan/fixtures";

const runs = { numRuns: 12 };

describe("what must follow from a change", () => {
  it.each(["zone-loss", "region-loss"])(
    "a replica in the other region never makes the RPO of %s worse",
    (event) => {
      for (const system of ["online-bank", "click-travel", "shop-smart"]) {
        const store = {
          "online-bank": "accounts-db",
          "click-travel": "orders-db",
          "shop-smart": "ratings",
        };
        const about = `${store[system as keyof typeof store]} ${event} rpo`;
        const at = (mode: Mode) => secondsOf(findingAbout(assessed(system, mode), about));
        const [cold, warm] = [at("cold"), at("warm")];
        warm.forEach((seconds, index) => expect(seconds).toBeLessThanOrEqual(cold[index] ?? 0));
      }
    },
  );

  it("a replica never changes what a deletion loses", () => {
    const about = "accounts-db data-deletion rpo";
    const modes = (["cold", "warm", "hot"] as const).map((mode) =>
      secondsOf(findingAbout(assessed("online-bank", mode), about)),
    );
    expect(new Set(modes.map((seconds) => JSON.stringify(seconds))).size).toBe(1);
  });

  it("a longer interval between copies never loses less", () => {
    const hours = fc.constantFrom(2, 3, 4, 6, 8, 12); // rhythms that schedules have
    fc.assert(
      fc.property(hours, hours, (one, other) => {
        const [short, long] = [Math.min(one, other), Math.max(one, other)].map((every) =>
          secondsOf(
            findingAbout(
              assessed("api-platform", "cold", { "data.volume.snapshots.every": `${every} hours` }),
              "volume data-deletion rpo",
            ),
          ),
        );
        short?.forEach((seconds, index) => expect(seconds).toBeLessThanOrEqual(long?.[index] ?? 0));
      }),
      runs,
    );
  });

  it("a longer diagnosis never brings anything back sooner", () => {
    const minutes = fc.integer({ min: 1, max: 120 });
    fc.assert(
      fc.property(minutes, minutes, (one, other) => {
        const [short, long] = [Math.min(one, other), Math.max(one, other)].map((most) =>
          assessed("online-bank", "warm", { "escalation.diagnosis": `${most} minutes` }),
        );
        short?.findings.forEach((finding, index) => {
          const later = long?.findings[index];
          const both = finding.estimate.is === "known" && later?.estimate.is === "known";
          expect(!both || secondsOf(finding)[2]! <= secondsOf(later)[2]!).toBe(true);
        });
      }),
      runs,
    );
  });

  it("needing something hard never brings a service back sooner than needing it softly", () => {
    const at = (as: string) =>
      secondsOf(
        findingAbout(
          assessed("online-bank", "hot", {
            "services.web.dependsOn": [{ service: "accounts", as }],
          }),
          "web region-loss rto",
        ),
      );
    const [soft, hard] = [at("soft"), at("hard")];
    hard.forEach((seconds, index) => expect(seconds).toBeGreaterThanOrEqual(soft[index] ?? 0));
    expect(hard).not.toEqual(soft);
  });
});
