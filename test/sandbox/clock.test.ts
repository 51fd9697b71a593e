import * as fc from "fast-check";
import { Clock } from "../../sandbox/clock";
import type { CloudEvent } from "../../sandbox/model";
import { Records } from "../../sandbox/store/records";

/** A clock whose events make more events, and who has seen what when. */
function aClock(records = new Records()) {
  const clock = new Clock(records);
  const seen: string[] = [];
  const handle = (event: CloudEvent) => {
    seen.push(`${clock.now} ${event.id} ${event.about}`);
    const left = Number(event.args["left"] ?? 0);
    const every = Number(event.args["every"] ?? 0);
    if (left > 0) {
      clock.schedule(clock.now + every, "t", event.about, { left: left - 1, every });
    }
  };
  return { clock, seen, handle, records };
}

const chains = fc.array(fc.record({ at: fc.nat(50), every: fc.nat(7), left: fc.nat(4) }));

function begin({ clock }: ReturnType<typeof aClock>, made: readonly Record<string, number>[]) {
  made.forEach(({ at = 0, ...args }, place) => clock.schedule(at, "t", `chain ${place}`, args));
}

describe("Clock", () => {
  it("has events happen in their order, and those of one instant in that of their making", () => {
    fc.assert(
      fc.property(chains, (made) => {
        const one = aClock();
        begin(one, made);
        one.clock.advanceTo(100, one.handle);
        const [lines, order] = [one.seen, one.seen.map((line) => line.split(" "))];
        const sorted = order.toSorted(
          ([a, first = ""], [b, second = ""]) => Number(a) - Number(b) || (first < second ? -1 : 1),
        );
        expect(lines).toEqual(sorted.map((words) => words.join(" ")));
        expect(one.seen).toHaveLength(made.reduce((sum, { left }) => sum + left + 1, 0));
        expect(one.clock.pending()).toEqual([]);
      }),
    );
  });

  it("does the same in one step, in many, and in another process half way", () => {
    fc.assert(
      fc.property(chains, fc.array(fc.nat(100)), fc.nat(100), (made, steps, half) => {
        const [one, many, first] = [aClock(), aClock(), aClock()];
        for (const clock of [one, many, first]) begin(clock, made);
        one.clock.advanceTo(100, one.handle);
        for (const step of [...steps.sort((a, b) => a - b), 100]) {
          many.clock.advanceTo(step, many.handle);
        }
        first.clock.advanceTo(half, first.handle);
        const other = aClock();
        for (const change of first.records.all()) other.records.apply(change);
        other.clock.advanceTo(100, other.handle);
        expect(many.seen).toEqual(one.seen);
        expect([...first.seen, ...other.seen]).toEqual(one.seen);
        expect(many.records.all()).toEqual(one.records.all());
        expect(other.records.all()).toEqual(one.records.all());
      }),
    );
  });

  it("forgets what is called off, and what is undone", () => {
    const { clock, seen, handle, records } = aClock();
    clock.callOff(clock.schedule(5, "t", "called off"));
    clock.schedule(5, "t", "stays");
    const undone = () =>
      records.atomically(() => {
        clock.advanceTo(7, handle);
        clock.schedule(8, "t", "undone");
        throw new Error("back");
      });
    expect(undone).toThrow("back");
    expect(clock.now).toBe(0);
    clock.callOff("nothing");
    clock.advanceTo(10, handle);
    expect(seen).toEqual(["5 000000000002 stays", "5 000000000002 stays"]);
  });

  it("doesn't hold on to events that were called off", () => {
    const { clock, seen, handle } = aClock();
    for (let number = 0; number < 10_000; number++) clock.callOff(clock.schedule(9, "t", "off"));
    clock.schedule(1, "t", "on");
    clock.advanceTo(10, handle);
    expect(seen).toHaveLength(1);
  });

  it("never goes back", () => {
    const { clock, handle, seen } = aClock();
    clock.advanceTo(10, handle);
    clock.advanceTo(5, handle);
    clock.schedule(3, "t", "late");
    expect(clock.pending().map(({ at }) => at)).toEqual([10]);
    clock.advanceTo(10, handle);
    expect([clock.now, seen.length]).toEqual([10, 1]);
  });
});
