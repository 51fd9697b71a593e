import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { CALLS_KEPT } from "../../sandbox/journal";
import { openSandbox } from "../../sandbox/sandbox";
import { address } from "./a-cloud";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "standby-sandbox-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const DATABASE = address("sql.DatabaseInstance", "db", "us-east1");
const GIVEN = { databaseVersion: "POSTGRES_16", settings: { tier: "db-perf-optimized-N-2" } };

function readyAfter(seed: number, name: string): number {
  const { transact } = openSandbox({ seed, kinds: [] });
  return transact((cloud) => cloud.create({ ...DATABASE, name }, GIVEN).readyAt);
}

describe("openSandbox", () => {
  it("draws how long things take from the file of durations, by seed", () => {
    const times = [1, 2, 3].map((seed) => readyAfter(seed, "db"));
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(5 * 60_000);
      expect(time).toBeLessThanOrEqual(20 * 60_000);
    }
    expect(new Set(times).size).toBe(3);
    expect(readyAfter(2, "db")).toBe(times[1]);
  });

  it("writes the same bytes for the same seed and work", () => {
    const bytes = (name: string) => {
      const file = path.join(folder, name);
      const sandbox = openSandbox({ file, seed: 5, kinds: [] });
      sandbox.transact((cloud) => cloud.create(DATABASE, GIVEN));
      sandbox.transact((cloud) => cloud.settle());
      sandbox.close();
      return readFileSync(file, "utf8");
    };
    expect(bytes("one")).toBe(bytes("two"));
  });

  it("keeps the seed that a sandbox began with", () => {
    const file = path.join(folder, "s");
    openSandbox({ file, kinds: [] }).transact(() => undefined);
    expect(openSandbox({ file, seed: 9, kinds: [] }).transact((cloud) => cloud.seed)).toBe(1);
    expect(openSandbox({ seed: 9 }).transact((cloud) => cloud.seed)).toBe(9);
  });

  it("takes work within work for one piece", () => {
    const sandbox = openSandbox({ file: path.join(folder, "s"), kinds: [] });
    const bug = () =>
      sandbox.transact((cloud) => {
        sandbox.transact(() => cloud.create(DATABASE, GIVEN));
        throw new RangeError("a mistake");
      });
    expect(bug).toThrow("a mistake");
    expect(sandbox.transact((cloud) => [...cloud.all()])).toEqual([]);
  });

  it("forgets in memory, too, what a mistake of ours left half done", () => {
    const { transact } = openSandbox({ kinds: [] });
    const bug = () =>
      transact((cloud) => {
        cloud.create(DATABASE, GIVEN);
        throw new RangeError("a mistake");
      });
    expect(bug).toThrow("a mistake");
    expect(transact((cloud) => [...cloud.all(), ...cloud.calls()])).toEqual([]);
  });

  it("lets time pass with the wall clock, once for all who look, and only while somebody does", () => {
    const file = path.join(folder, "s");
    let wall = 1_000_000;
    const open = () => openSandbox({ file, kinds: [], wall: () => wall });
    const now = ({ transact }: ReturnType<typeof open>) => transact((cloud) => cloud.now);
    const [one, other] = [open(), open()];
    expect([now(one), now(other)]).toEqual([0, 0]);
    wall += 500;
    expect([now(one), now(other)]).toEqual([500, 500]);
    wall += 100_000;
    expect(now(open())).toBe(500);
    wall += 300;
    expect([now(one), now(other)]).toEqual([800, 800]);
    wall -= 900;
    expect(now(one)).toBe(800);
  });

  it("keeps the last calls and operations, and numbers on", () => {
    const { transact } = openSandbox({ kinds: [] });
    const last = transact((cloud) => {
      cloud.create(address("test.Thing", "x"), {});
      for (let call = 0; call < CALLS_KEPT + 50; call++) {
        cloud.update(address("test.Thing", "x"), { call });
        cloud.advanceTo(cloud.now + 20_000);
      }
      return { calls: [...cloud.calls()], operations: [...cloud.operations()] };
    });
    expect(last.calls).toHaveLength(CALLS_KEPT);
    expect(last.calls.at(-1)?.number).toBe(CALLS_KEPT + 51);
    expect(last.operations).toHaveLength(CALLS_KEPT);
  });
});
