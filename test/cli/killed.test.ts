import { readdirSync } from "node:fs";
import path from "node:path";
import { differences } from "../sandbox/circle/same";
import { Sandboxed, saying } from "./sandboxed";

jest.setTimeout(1_800_000);

const HOME = "us-central1";
const OTHER = "us-east1";

// Real processes, killed as a machine is that loses its power: nothing of them can say goodbye.
describe("a failover by command", () => {
  const bank = new Sandboxed("killed");
  const begin = ["failover", OTHER, "--primary-is-lost", "--accept-unknown-loss", "--yes"];
  beforeAll(() => {
    bank.done("up", OTHER, "--yes");
    bank.done("drain", HOME, "--dry-run"); // the first to look makes the lease's bucket
    bank.done("sandbox", "lose", HOME);
  });
  afterAll(() => bank.remove());

  it("is looked at first, and nothing is changed", () => {
    const before = bank.cloud();
    const shown = bank.done("failover", OTHER, "--dry-run", ...begin.slice(2, 4));
    expect(shown).toContain("nothing was changed");
    expect(shown).toMatch(/to be done: .*take-lease.*promote-accounts-db.*write-description/s);
    expect(differences(before, bank.cloud())).toEqual([]);
    expect(bank.status()).toMatchObject({ state: "steady", lease: "free", frozen: false });
  });

  it("goes on where it was killed, and ends as one that nobody has killed", async () => {
    const [whole, cut] = [bank.fork("killed-whole"), bank.fork("killed-cut")];
    try {
      whole.done(...begin);
      for (const after of ["done: take-lease", "done: fence", "done: write-description"]) {
        expect(await cut.killedAfter(after, ...begin)).toBe("SIGKILL");
        expect(cut.status()).toMatchObject({ state: "failing over" });
        const { status, stderr } = cut.run("switchover", OTHER, "--yes");
        expect([status, stderr]).toEqual([1, expect.stringContaining("go on with it first")]);
      }
      cut.done(...begin);
      expect(differences(whole.cloud(), cut.cloud())).toEqual([]);
      expect(cut.description()).toBe(whole.description());
      expect(cut.status()).toMatchObject({ state: "unprotected", lease: "free", frozen: false });
      expect(leftIn(cut.folder)).toEqual([]);
    } finally {
      whole.remove();
      cut.remove();
    }
  });

  it("is carried out by one process at a time, and the second is told by whom", async () => {
    const copy = bank.fork("killed-two");
    try {
      const first = copy.begin(...begin);
      await saying(first, "done: take-lease");
      const { status, stderr } = copy.run(...begin);
      first.kill("SIGKILL");
      expect([status, stderr]).toEqual([
        1,
        expect.stringContaining(`somebody on this machine is at it already`),
      ]);
      expect(stderr).toContain(`held by process ${first.pid} on`);
    } finally {
      copy.remove();
    }
  });
});

/** What is kept of a recovery that is under way. */
function leftIn(folder: string): readonly string[] {
  const kept = readdirSync(path.join(folder, "recovery/online-bank"));
  return kept.filter((name) => ["plan.json", "journal.jsonl", "lock"].includes(name));
}
