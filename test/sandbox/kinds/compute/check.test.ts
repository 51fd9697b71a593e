import * as fc from "fast-check";
import { type Answer, decidedAt } from "../../../../sandbox/kinds/compute/check";

/** The same by looking at every probe: what the arithmetic must come to. */
function byProbes(
  { interval, timeout, healthy, unhealthy }: Parameters<typeof decidedAt>[0],
  phase: number,
  answer: Answer,
  since: number,
): number {
  let alike = 0;
  for (let probe = Math.round(phase * interval) % interval; ; probe += interval) {
    if (probe < since) continue;
    alike += 1;
    if (answer === "good" && alike === healthy) return probe;
    if (answer === "silence" && alike === unhealthy) return probe + timeout;
  }
}

const timing = fc
  .record({
    interval: fc.integer({ min: 1, max: 300 }),
    timeout: fc.integer({ min: 1, max: 300 }),
    healthy: fc.integer({ min: 1, max: 10 }),
    unhealthy: fc.integer({ min: 1, max: 10 }),
  })
  .map(({ interval, timeout, healthy, unhealthy }) => ({
    interval: interval * 1000,
    timeout: Math.min(interval, timeout) * 1000,
    healthy,
    unhealthy,
  }));
const phase = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const since = fc.integer({ min: 0, max: 10_000_000 });
const answer = fc.constantFrom<Answer>("good", "silence");

describe("a health check", () => {
  it("makes up its mind when the last probe that it needs is over", () => {
    fc.assert(
      fc.property(timing, phase, answer, since, (check, at, how, from) => {
        expect(decidedAt(check, at, how, from)).toBe(byProbes(check, at, how, from));
      }),
    );
  });

  it("takes at least all intervals but one, and at most all of them", () => {
    fc.assert(
      fc.property(timing, phase, since, (check, at, from) => {
        const taken = decidedAt(check, at, "silence", from) - from;
        const { interval, timeout, unhealthy } = check;
        expect(taken).toBeGreaterThanOrEqual((unhealthy - 1) * interval + timeout);
        expect(taken).toBeLessThanOrEqual(unhealthy * interval + timeout);
      }),
    );
  });
});
