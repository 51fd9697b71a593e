import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { Faults } from "../../sandbox/faults";
import { openSandbox } from "../../sandbox/sandbox";
import { PROJECT } from "../stacks/runs";
import { standby } from "./run-standby";

jest.setTimeout(300_000);

describe("standby up and status in the sandbox", () => {
  const folder = path.join(PROJECT, ".standby", `test-up-${process.pid}`);
  const inSandbox = { STANDBY_SANDBOX: path.join(folder, "cloud.jsonl") };
  const inject = (work: (faults: Faults) => void) => {
    const sandbox = openSandbox({ file: inSandbox.STANDBY_SANDBOX });
    sandbox.transact(({ faults }) => work(faults));
    sandbox.close();
  };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("shows what it would do, and does nothing where nobody can agree", () => {
    const { status, stdout, stderr } = standby(["up", "us-east1"], inSandbox);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^prod \(what is global comes first\): \d+ to create$/m);
    expect(stderr).toContain("IN THE SANDBOX, nothing real is touched");
    expect(stderr).toContain("nobody is here to ask; nothing more was done. Add --yes");
    expect(existsSync(path.join(folder, "states"))).toBe(false);
  });

  it("leaves the described system alone: it edits the sandbox's copy", () => {
    const described = path.join(PROJECT, "systems/online-bank.yaml");
    const before = readFileSync(described, "utf8");
    const copy = path.join(folder, "systems/online-bank.yaml");
    const { status, stdout } = standby(["up", "us-east1", "--yes", "--json"], inSandbox);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      engine: "embedded",
      sandbox: true,
      done: [
        { stack: "prod", changes: { create: expect.any(Number) } },
        { stack: "dr", changes: { create: expect.any(Number) } },
        { path: "regions.us-east1.state", value: "standing" },
        { stack: "prod", changes: { update: expect.any(Number) } },
      ],
    });
    expect(readFileSync(described, "utf8")).toBe(before);
    expect(readFileSync(copy, "utf8")).toBe(before.replace("state: planned", "state: standing"));
  });

  it("has nothing to do when it is run again", () => {
    const { status, stdout } = standby(["up", "us-east1"], inSandbox);
    expect(status).toBe(0);
    expect(stdout.trim().split("\n")).toEqual([
      "dr (the region itself): nothing to do",
      "prod (so that it counts on us-east1): nothing to do",
    ]);
  });

  it("says what stands where, and how it is", () => {
    const { status, stdout } = standby(["status", "--json"], inSandbox);
    expect(JSON.parse(stdout)).toMatchObject({
      state: "steady",
      differs: { wrong: [], unknown: [] },
      stacks: [{ stack: "prod" }, { stack: "dr" }],
      regions: [
        { region: "us-central1", databases: { "accounts-db": { role: "writer" } } },
        {
          region: "us-east1",
          databases: { "accounts-db": { role: "replica" } },
          ready: { wrong: [] },
        },
      ],
    });
    expect(status).toBe(0);
  });

  it("sees in the status that a region is gone, and takes nothing unknown for good", () => {
    inject((faults) =>
      faults.inject("gone", { kind: "region-loss", region: "us-east1", calls: "fail" }),
    );
    const { status, stdout } = standby(["status"], inSandbox);
    inject((faults) => faults.heal("gone"));
    expect(status).toBe(3);
    expect(stdout).toContain("not known: how online-bank-accounts-db-us-east1-1 is");
    expect(stdout).not.toContain("ready to take over");
  });

  it("says whose the sandbox is, and refuses the other engine", () => {
    expect(standby(["sandbox", "status"], inSandbox).stdout).toMatch(
      /embedded engine's, \d+ resources, its time 2026-[^]*us-east1: standing, standby/,
    );
    const { status, stderr } = standby(["up", "--engine", "pulumi"], inSandbox);
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining("was deployed by the embedded engine"),
    ]);
  });
});
