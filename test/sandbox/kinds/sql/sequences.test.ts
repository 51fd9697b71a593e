import * as fc from "fast-check";
import type { Cloud } from "../../../../sandbox/cloud";
import { CloudError } from "../../../../sandbox/error";
import { lagOf } from "../../../../sandbox/kinds/sql/data";
import { countRows, hasRow, missingRows } from "../../../../sandbox/kinds/sql/rows";
import { Records } from "../../../../sandbox/store/records";
import {
  act,
  address,
  CENTRAL,
  change,
  EAST,
  lose,
  heal,
  MINUTE,
  pair,
  rows,
  SECOND,
  there,
  writable,
  writeRows,
} from "./fixtures";

const NAMES = ["accounts-central", "accounts-east"] as const;
const where = { "accounts-central": CENTRAL, "accounts-east": EAST };
const of = fc.constantFrom(...NAMES);

type Step =
  | { readonly call: string; readonly of: (typeof NAMES)[number] }
  | { readonly wait: number }
  | { readonly write: number };

const calls = (...names: string[]): fc.Arbitrary<Step> =>
  fc.record({ call: fc.constantFrom(...names), of });
const safe = ["switchover", "failover", "restart", "backup", "restore", "stop", "start", "patch"];
const time: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ wait: fc.constantFrom(SECOND, MINUTE, 30 * MINUTE) }),
  fc.record({ write: fc.integer({ min: 1, max: 20 }) }),
);

/** Rows that were acknowledged, numbered by one counter for all writers. */
class Client {
  acked: { from: number; to: number }[] = [];
  #next = 1;

  write(cloud: Cloud, seconds: number): void {
    const writer = NAMES.find((name) => writable(cloud, name));
    if (!writer) return cloud.advanceTo(cloud.now + seconds * SECOND);
    for (let second = 0; second < seconds && writable(cloud, writer); second++) {
      const row = writeRows(cloud, writer, this.#next, 1);
      this.acked.push({ from: row, to: row });
      this.#next += 1;
    }
  }
}

/** Carries a step out; a refusal is an answer like any other. */
function take(cloud: Cloud, client: Client, step: Step): void {
  if ("wait" in step) return cloud.advanceTo(cloud.now + step.wait);
  if ("write" in step) return client.write(cloud, step.write);
  try {
    call(cloud, step.call, step.of);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
  }
}

function call(cloud: Cloud, verb: string, name: (typeof NAMES)[number]): void {
  const at = address(name, where[name]);
  if (verb === "failover") cloud.act(at, "promoteReplica", { failover: true });
  else if (verb === "promote") cloud.act(at, "promoteReplica");
  else if (verb === "stop") change(cloud, name, { activationPolicy: "NEVER" });
  else if (verb === "start") change(cloud, name, { activationPolicy: "ALWAYS" });
  else if (verb === "patch") change(cloud, name, { tier: "db-perf-optimized-N-8" });
  else if (verb === "lose") lose(cloud, where[name]);
  else if (verb === "heal") heal(cloud, where[name]);
  else if (verb === "restore") act(cloud, name, "restoreBackup", { backupRunId: "1" });
  else cloud.act(at, verb);
}

const writers = (cloud: Cloud) => NAMES.filter((name) => writable(cloud, name));

describe("whatever is called", () => {
  it("there is at most one writer, unless somebody promotes without failover", () => {
    const step = fc.oneof(calls(...safe, "lose", "heal"), time);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const cloud = pair();
        const client = new Client();
        for (const one of steps) {
          take(cloud, client, one);
          expect(writers(cloud).length).toBeLessThanOrEqual(1);
        }
        for (const name of NAMES) heal(cloud, where[name]);
        cloud.advanceTo(cloud.now + 120 * MINUTE);
        expect(writers(cloud).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it("two writers do come about where somebody does", () => {
    const cloud = pair();
    call(cloud, "promote", "accounts-east");
    cloud.settle();
    expect(writers(cloud)).toHaveLength(2);
  });

  it("switchovers lose no row that was acknowledged", () => {
    const step = fc.oneof(calls("switchover", "restart", "backup", "patch"), time, time);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.array(step, { maxLength: 30 }),
        (seed, steps) => {
          const cloud = pair(seed);
          const client = new Client();
          for (const one of steps) take(cloud, client, one);
          cloud.settle();
          const [writer] = writers(cloud);
          expect(writer).toBeDefined();
          expect(missingRows(client.acked, rows(cloud, writer!))).toEqual([]);
          expect(countRows(rows(cloud, writer!))).toBe(client.acked.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("a promoted replica has exactly the acknowledged rows that are older than its lag", () => {
    const situation = fc.record({
      seed: fc.integer({ min: 1, max: 99 }),
      lag: fc.integer({ min: 0, max: 100 * SECOND }),
      growth: fc.constantFrom(0, 0.25, 1),
      before: fc.integer({ min: 0, max: 60 }),
      during: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(situation, ({ seed, lag, growth, before, during }) => {
        const cloud = pair(seed);
        const begin = cloud.now;
        writeRows(cloud, "accounts-central", 1, before);
        cloud.faults.inject("slow", { kind: "lag", instance: "accounts-east", lag, growth });
        writeRows(cloud, "accounts-central", before + 1, during);
        const behind = lagOf(there(cloud, "accounts-east"), cloud);
        const newest = cloud.now - behind;
        lose(cloud, CENTRAL);
        act(cloud, "accounts-east", "promoteReplica", { failover: true });
        for (let row = 1; row <= before + during; row++) {
          const isOlder = begin + row * SECOND <= newest;
          expect(hasRow(rows(cloud, "accounts-east"), row)).toBe(isOlder);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("the same seed and calls give the same bytes, another seed others", () => {
    const step = fc.oneof(calls(...safe, "promote", "lose", "heal"), time);
    const run = (seed: number, steps: readonly Step[]) => {
      const records = new Records();
      const cloud = pair(seed, records);
      const client = new Client();
      for (const one of steps) take(cloud, client, one);
      return JSON.stringify(records.all());
    };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        expect(run(7, steps)).toBe(run(7, steps));
        expect(run(7, steps)).not.toBe(run(8, steps));
      }),
      { numRuns: 20 },
    );
  });
});
