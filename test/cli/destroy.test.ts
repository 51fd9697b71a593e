import { realPulumi } from "../engine/real-cli";
import { documents } from "./objects";
import { Sandboxed } from "./sandboxed";

jest.setTimeout(1_800_000);

const BANK = "online-bank";
const ENGINES = [["embedded"], ...(realPulumi() === undefined ? [] : [["pulumi"]])];
/** What stays, as the command says: abandoned on purpose, or in use by that. */
const STAYS = [
  "compute.GlobalAddress",
  "compute.Network",
  "firestore.Database",
  "projects.Service",
  "projects.ServiceIdentity",
  "servicenetworking.Connection",
];

// With the real CLI, too, where `pulumi` is on the PATH.
describe.each(ENGINES)("standby destroy by the %s engine", (engine) => {
  const bank = new Sandboxed(`destroy-${engine}`, { PATH: process.env["PATH"] });
  const destroy = (...more: string[]) => bank.run("destroy", "--engine", engine, ...more);
  const kinds = () => [...new Set([...bank.cloud().keys()].map((id) => id.split(":")[0]))].sort();
  beforeAll(() => bank.done("up", "us-east1", "--yes", "--engine", engine));
  afterAll(() => bank.remove());

  it("does nothing until somebody has typed the system's name, and says what would go", () => {
    const before = [bank.cloud(), bank.description()];
    for (const typed of [[], ["--confirm", "bank"]]) {
      const { status, stdout, stderr } = destroy("--yes", ...typed);
      expect([status, stderr]).toEqual([1, expect.stringContaining("nothing was done")]);
      expect(stdout).toContain("prod (stage 1: lets go of the rest): ");
      expect(stdout).toMatch(/dr \(stage 2: loses its protection\): \d+ to update\n/);
      expect(stdout).toMatch(/sql.DatabaseInstance online-bank-accounts-db-us-central1-1: all of /);
      expect(stdout).toContain("stays: firestore.Database products-db");
    }
    expect([bank.cloud(), bank.description()]).toEqual(before);
  });

  it("deletes the other region's stack and stops at a bucket that isn't empty", () => {
    documents(bank.store, "put");
    const { status, stderr, stdout } = destroy("--yes", "--confirm", BANK);
    expect([status, stdout]).toEqual([1, expect.stringContaining("dr: deleted")]);
    expect(stderr).toContain("prod was not deleted to the end; mend that and run the same command");
    expect(stderr).toMatch(/documents: .*bucket/i);
  });

  it("goes on from there once it is empty, and leaves what it said would stay", () => {
    documents(bank.store, "delete");
    const { status, stdout } = destroy("--yes", "--confirm", BANK);
    expect([status, stdout]).toEqual([0, expect.stringContaining("prod: deleted")]);
    expect(stdout).not.toMatch(/to create|loses its protection/);
    expect(kinds()).toEqual(STAYS);
  });

  it("has nothing to do then", () => {
    expect(destroy()).toMatchObject({ status: 0, stdout: "nothing of it stands any more\n" });
  });
});
