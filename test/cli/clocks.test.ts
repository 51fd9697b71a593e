import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Hosts } from "../../recovery/execute/hosts";
import { Leases } from "../../recovery/execute/lease";
import { DrillClock } from "../../sandbox/drill/time";
import { sandboxRest } from "../../sandbox/rest/client";
import { openSandbox } from "../../sandbox/sandbox";
import { inProcess } from "./in-process";

jest.setTimeout(60_000);

const HOUR = 3600_000;
const PROJECT = "sandbox-example-bank-prod";

/** The sandbox's time is Google's here; who runs the command has another. */
describe("an operator whose clock is wrong", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "standby-clocks-"));
  const store = path.join(folder, "cloud.jsonl");
  const plan = path.join(folder, "recovery/online-bank/plan.json");
  const now = (DrillClock.prototype as { now: () => number }).now;
  const run = (...args: string[]) => inProcess(args, { STANDBY_SANDBOX: store });
  const ahead = (milliseconds: number) =>
    jest.spyOn(DrillClock.prototype, "now").mockImplementation(function (this: DrillClock) {
      return now.call(this) + milliseconds;
    });
  const lease = async (work: (leases: Leases) => Promise<unknown>) => {
    const sandbox = openSandbox({ file: store });
    const rest = sandboxRest(sandbox, new DrillClock(sandbox));
    const done = await work(
      new Leases(rest, new Hosts(PROJECT), `${PROJECT}-online-bank-recovery`),
    );
    sandbox.close();
    return done;
  };
  beforeAll(async () => {
    await run("drain", "us-east1"); // takes the sandbox's own copy
    const description = path.join(folder, "systems/online-bank.yaml");
    const text = readFileSync(description, "utf8");
    writeFileSync(description, text.replace("state: planned", "state: standing"));
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ["an hour ahead", HOUR, "2026-01-05T01:00:00.000Z"],
    ["an hour behind", -HOUR, "2026-01-04T23:00:00.000Z"],
    ["two minutes ahead", 120_000, "2026-01-05T00:02:00.000Z"],
  ])("begins nothing: %s", async (_, by, here) => {
    ahead(by);
    const { status, stderr } = await run("drain", "us-east1", "--yes");
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining(`clock says ${here}, Google's 2026-01-05T00:00:00.000Z; nothing was`),
    ]);
    expect(existsSync(plan)).toBe(false);
    expect(await lease((leases) => leases.seen())).toBe("free");
  });

  it("may differ by less than an answer takes, and the lease has Google's time", async () => {
    ahead(30_000);
    const args = ["drain", "us-east1", "--yes", "--until", "freeze-deployments"];
    const { stderr } = await run(...args);
    expect(stderr).not.toContain("clock says");
    expect(await lease((leases) => leases.seen())).toMatchObject({
      since: "2026-01-05T00:00:00.000Z",
      plan: "drain us-east1",
    });
    rmSync(path.dirname(plan), { recursive: true });
  });

  it("can't take a lease that another holds, however late it seems to be", async () => {
    ahead(HOUR);
    const held = await lease((leases) => leases.seen());
    const { holder } = held as { holder: string };
    for (const args of [[], ["--take-over", holder]]) {
      const { status, stderr } = await run("drain", "us-east1", "--yes", ...args);
      expect([status, stderr]).toEqual([1, expect.stringContaining("this machine's clock says")]);
    }
    expect(await lease((leases) => leases.seen())).toEqual(held);
  });
});
