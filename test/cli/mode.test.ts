import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { PROJECT } from "../stacks/runs";
import { standby } from "./run-standby";

jest.setTimeout(600_000);

const REPLICA = "online-bank-accounts-db-us-east1-1";

describe("standby mode and standby retire", () => {
  const folder = path.join(PROJECT, ".standby", `test-mode-${process.pid}`);
  const inSandbox = { STANDBY_SANDBOX: path.join(folder, "cloud.jsonl") };
  const description = () => readFileSync(path.join(folder, "systems/online-bank.yaml"), "utf8");
  const run = (...args: string[]) => standby(args, inSandbox);
  beforeAll(() => expect(run("up", "us-east1", "--yes").status).toBe(0));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("refuse a mode that there isn't", () => {
    const { status, stderr } = run("mode", "tepid");
    expect([status, stderr]).toEqual([2, expect.stringContaining("cold, warm, hot")]);
  });

  it("change nothing where nobody can agree", () => {
    const before = description();
    const { status, stderr } = run("mode", "cold");
    expect([status, stderr]).toEqual([1, expect.stringContaining("nobody is here to ask")]);
    expect(description()).toBe(before);
  });

  it("refuse to retire the copy that the mode is for", () => {
    const { status, stderr } = run("retire", "accounts-db", "--region", "us-east1");
    expect([status, stderr]).toEqual([1, expect.stringContaining("standby mode cold")]);
  });

  it("go from hot to cold, empty the standby's groups, and keep its replica", () => {
    const { status, stdout } = run("mode", "cold", "--yes");
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining("groups of the standby are empty"),
    ]);
    expect(description()).toContain("standby: cold");
    expect(description()).toContain("instances: { us-central1: 1, us-east1: 1 }");
    expect(stdout).not.toMatch(/delete|replace/);
  });

  it("do nothing the second time", () => {
    const { status, stdout } = run("mode", "cold", "--yes");
    expect(status).toBe(0);
    expect(stdout).toMatch(/prod: nothing to do[\s\S]*dr: nothing to do/);
  });

  it("want the name of what is deleted, typed", () => {
    const retire = ["retire", "accounts-db", "--region", "us-east1", "--yes"];
    for (const typed of [[], ["--confirm", "online-bank-accounts-db-us-central1-1"]]) {
      const { status, stderr } = run(...retire, ...typed);
      expect([status, stderr]).toEqual([1, expect.stringContaining("nothing was done")]);
    }
    expect(description()).toContain("us-east1: 1 }");
  });

  it("refuse to retire what takes the writes", () => {
    const { status, stderr } = run("retire", "accounts-db", "--region", "us-central1");
    expect([status, stderr]).toEqual([1, expect.stringContaining("takes the writes")]);
  });

  it("delete the copy in two stages", () => {
    const { status, stdout } = run(
      "retire",
      "accounts-db",
      "--region",
      "us-east1",
      "--yes",
      "--confirm",
      REPLICA,
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/first stage: .* loses its protection[\s\S]*second stage/);
    expect(description()).toContain("instances: { us-central1: 1 }");
    expect(existsSync(path.join(folder, "cloud.jsonl"))).toBe(true);
  });
});
