import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Hosts } from "../../recovery/execute/hosts";
import { Leases } from "../../recovery/execute/lease";
import { DrillClock } from "../../sandbox/drill/time";
import { sandboxRest } from "../../sandbox/rest/client";
import { openSandbox } from "../../sandbox/sandbox";
import { PROJECT } from "../stacks/runs";
import { changesIn } from "./changes";
import { inProcess } from "./in-process";

jest.setTimeout(120_000);

// Nothing is deployed here: what is refused has to be refused whatever stands.
describe("a recovery that can't be", () => {
  const folder = path.join(PROJECT, ".standby", `test-recover-${process.pid}`);
  const store = path.join(folder, "cloud.jsonl");
  const description = path.join(folder, "systems/online-bank.yaml");
  const run = (...args: string[]) => inProcess(args, { STANDBY_SANDBOX: store });
  const describedAs = (words: string) => {
    const [state = "", mode = "hot"] = words.split(", ");
    const text = readFileSync(path.join(PROJECT, "systems/online-bank.yaml"), "utf8");
    const standing = text.replace("state: planned", `state: ${state}`);
    writeFileSync(description, standing.replace("standby: hot", `standby: ${mode}`));
  };
  const writes = () => changesIn(store);
  beforeAll(() => run("drain", "us-east1")); // takes the sandbox's own copy
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each<[string, string, string[], 1 | 2, string]>([
    ["an unknown region", "standing", ["switchover", "us-east9"], 2, '"us-east9" is not one of'],
    [
      "a region that isn't deployed",
      "planned",
      ["switchover", "us-east1"],
      1,
      "us-east1 is planned",
    ],
    ["the primary itself", "standing", ["switchover", "us-central1"], 1, "is the primary already"],
    ["a primary that may work", "standing", ["failover", "us-east1"], 1, "say --primary-is-lost"],
    [
      "a loss that nobody can state",
      "standing",
      ["failover", "us-east1", "--primary-is-lost"],
      1,
      "accounts-db has no instance in us-east1 that could take over",
    ],
    [
      "a failover in cold with no backup to restore",
      "standing, cold",
      ["failover", "us-east1", "--primary-is-lost", "--accept-unknown-loss", "--yes"],
      1,
      "there is no backup of accounts-db that could be restored in us-east1; wait for us-central1",
    ],
    [
      "a switchover in cold",
      "standing, cold",
      ["switchover", "us-east1", "--yes"],
      1,
      "accounts-db has no instance in us-east1 that could take over; go warm first",
    ],
    [
      "a region that isn't lost",
      "standing",
      ["rejoin", "us-east1"],
      1,
      "only a lost region rejoins",
    ],
    [
      "an unknown store",
      "standing",
      ["restore", "accounts", "--at", "2026-01-05T00:00:00Z"],
      2,
      '"accounts" is not one of',
    ],
    [
      "no moment",
      "standing",
      ["restore", "accounts-db", "--at", "yesterday"],
      2,
      '"yesterday" is no moment',
    ],
    [
      "a copy that takes the place of what is there, and nobody has typed it",
      "standing",
      ["restore", "accounts-db", "--at", "2026-01-05T00:00:00Z", "--cut-over", "--yes"],
      2,
      "type the store to agree: --consent accounts-db",
    ],
    [
      "consent to something else",
      "standing",
      ["restore", "accounts-db", "--at", "2026-01-05T00:00:00Z", "--consent", "documents"],
      2,
      '"documents" is not "accounts-db"',
    ],
    [
      "a moment of what isn't there",
      "standing",
      ["restore", "accounts-db", "--at", "2026-01-05T00:00:00Z", "--yes"],
      1,
      "can't be brought back as of a moment",
    ],
    [
      "documents that aren't there",
      "standing",
      ["restore", "products-db", "--at", "2026-01-05T00:00:00Z", "--yes"],
      1,
      "online-bank-products-db is not there",
    ],
    [
      "a bucket that isn't there",
      "standing",
      ["restore", "documents", "--at", "2026-01-05T00:00:00Z", "--yes"],
      1,
      "online-bank-documents is not there",
    ],
    [
      "giving up what wasn't begun",
      "standing",
      ["restore", "accounts-db", "--at", "2026-01-05T00:00:00Z", "--give-up"],
      1,
      "no restore is under way here",
    ],
    [
      "taking over from nobody",
      "standing",
      ["drain", "us-east1", "--take-over", "anna@desk"],
      1,
      "nobody holds the lease",
    ],
    [
      "a step that isn't there",
      "standing",
      ["drain", "us-east1", "--yes", "--until", "lease"],
      2,
      '"lease" is no step',
    ],
    ["nobody to decide", "standing", ["drain", "us-east1"], 1, "nobody is here to decide"],
    [
      "contradictory flags",
      "standing",
      ["drain", "us-east1", "--dry-run", "--yes"],
      2,
      "--dry-run",
    ],
    [
      "a drain that is taken back and given up at once",
      "standing",
      ["drain", "us-east1", "--undo", "--region-is-lost"],
      2,
      "--region-is-lost",
    ],
    ["no step", "standing", ["drain", "us-east1", "--until"], 2, "--until"],
  ])("is refused, and nothing is touched: %s", async (_, state, args, code, message) => {
    describedAs(state);
    const before = [writes(), readFileSync(description, "utf8")];
    const { status, stdout, stderr } = await run(...args);
    expect([status, stderr]).toEqual([code, expect.stringContaining(message)]);
    expect([writes(), readFileSync(description, "utf8")]).toEqual(before);
    expect(existsSync(path.join(folder, "recovery/online-bank/plan.json"))).toBe(false);
    expect(stdout + stderr).not.toContain("    at ");
    // What is refused for what is there says what is there.
    const isShown = stderr.includes("us-central1: standing, primary");
    expect(stderr.includes("is refused:") && !isShown).toBe(false);
  });

  it("shows the state with a refusal", async () => {
    describedAs("standing");
    const { stderr } = await run("switchover", "us-east1");
    expect(stderr).toContain("accounts-db has no instance in us-east1 that could take over");
    expect(stderr).toContain("us-central1: standing, primary");
  });

  it("tells who holds the lease, since when and for what", async () => {
    describedAs("standing");
    const sandbox = openSandbox({ file: store });
    const hosts = new Hosts("sandbox-example-bank-prod");
    const rest = sandboxRest(sandbox, new DrillClock(sandbox));
    const leases = new Leases(rest, hosts, "sandbox-example-bank-prod-online-bank-recovery");
    const held = {
      holder: "anna@desk",
      since: "2026-01-05T00:00:00.000Z",
      plan: "switchover us-east1",
    };
    await leases.take(held);
    sandbox.close();
    const { status, stderr } = await run("drain", "us-east1", "--yes");
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining(
        'anna@desk has held the lease since 2026-01-05T00:00:00.000Z, for "switchover us-east1"',
      ),
    ]);
  });

  it.each([
    ["up"],
    ["up us-east1"],
    ["mode warm"],
    ["retire accounts-db --region us-east1"],
    ["destroy"],
  ])("lets nobody deploy beside it: %s", async (words) => {
    const before = writes();
    const { status, stderr } = await run(...words.split(" "), "--yes");
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(
        /nothing was deployed: anna@desk has held the lease since .* go on with that first/,
      ),
    ]);
    expect(writes()).toEqual(before);
  });

  it("says what the lease is where it is none, and shows the state", async () => {
    const sandbox = openSandbox({ file: store });
    const rest = sandboxRest(sandbox, new DrillClock(sandbox));
    const bucket = "sandbox-example-bank-prod-online-bank-recovery";
    const lease = new Hosts("sandbox-example-bank-prod").object(bucket, "lease.json", "?alt=media");
    const before = await rest.text("GET", lease);
    const put = (body: string) =>
      rest.ask("POST", new Hosts("any").upload(bucket, "lease.json"), { body });
    await put('{"holder":"eve"}');
    const said = `gs://${bucket}/lease.json is there and no lease`;
    const { status, stderr } = await run("drain", "us-east1", "--yes");
    expect([status, stderr]).toEqual([1, expect.stringContaining(said)]);
    expect(stderr).toContain("us-central1: standing, primary");
    const other = await run("drain", "us-east1", "--take-over", "eve");
    expect([other.status, other.stderr]).toEqual([1, expect.stringContaining(said)]);
    const up = await run("up", "--yes");
    expect([up.status, up.stderr]).toEqual([1, expect.stringContaining(said)]);
    expect(stderr + other.stderr + up.stderr).not.toContain("    at ");
    await put(before);
    sandbox.close();
  });

  it("looks without a word to anybody in a dry run, in data as well", async () => {
    const { status, stdout } = await run("drain", "us-east1", "--dry-run", "--json");
    expect(status).toBe(1); // the lease is held, and a dry run says so, too
    expect(stdout).toBe("");
  });
});
