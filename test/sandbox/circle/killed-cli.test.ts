import { realPulumi } from "../../engine/real-cli";
import { Rehearsal, shareOf } from "./killed";
import { unnamed } from "./unnamed";
import { type Met, wayBack } from "./way-back";

jest.setTimeout(900_000);

const BY_CLI = ["--engine", "pulumi"];
const describeWithCli = realPulumi() === undefined ? describe.skip : describe;

// Needs the real CLI: skipped without `pulumi` on the PATH.
describeWithCli("standby up by the CLI, killed at a random moment", () => {
  const search = process.env["PATH"] ?? "";
  const clean = new Rehearsal(search);
  const met: Met = { locks: 0, short: 0, made: 0, not: 0 };
  afterAll(() => {
    clean.remove();
    process.stdout.write(`killed on the CLI: ${JSON.stringify(met)}\n`);
  });
  beforeAll(async () => expect(await clean.up(undefined, BY_CLI)).toBe(0));

  it.each([1, 2, 3])("goes on by the ways of docs/operate.md: seed %d", async (seed) => {
    const rehearsal = new Rehearsal(search);
    try {
      const atBytes = clean.bytes * (0.1 + 0.8 * shareOf(seed));
      expect(await rehearsal.up({ atBytes }, BY_CLI)).toBe(null);
      await wayBack(rehearsal.folder, met);
      expect(await rehearsal.up(undefined, BY_CLI)).toBe(0);
      expect(unnamed(rehearsal.cloud())).toEqual(unnamed(clean.cloud()));
    } finally {
      rehearsal.remove();
    }
  });

  it("met a stale lock each time, and operations that were cut off", () => {
    expect(met.locks).toBe(3);
    expect(met.made + met.not).toBeGreaterThan(0);
  });
});
