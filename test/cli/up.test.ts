import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { PROJECT } from "../stacks/runs";

const STANDBY = path.join(PROJECT, "bin/standby.js");
const NODE = path.dirname(process.execPath);

/** Runs the command with no Pulumi CLI and no terminal. */
function standby(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { STANDBY_SANDBOX: _, ...own } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [STANDBY, ...args], {
    cwd: PROJECT,
    env: { ...own, PATH: `${NODE}:/nowhere`, NO_COLOR: "1", ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { status, stdout, stderr };
}

jest.setTimeout(300_000);

describe("standby up", () => {
  const folder = path.join(PROJECT, ".standby", `test-up-${process.pid}`);
  const inSandbox = { STANDBY_SANDBOX: path.join(folder, "cloud.jsonl") };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("refuses to deploy for real without a CLI, and says what to do", () => {
    expect(standby(["up", "--yes"])).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("install it from https://www.pulumi.com/docs/install"),
    });
  });

  it("never reaches a real account with the embedded engine", () => {
    const { status, stderr } = standby(["up", "--engine", "embedded"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("never talks to Google Cloud")]);
  });

  it.each([
    [["up", "us-west1", "--sandbox"], '"us-west1" is not one of the regions'],
    [["up", "us-east1", "--global", "--sandbox"], "can't be combined with --global or --stack"],
    [["up", "--stack", "staging", "--sandbox"], '"staging" is not one of dr, prod'],
  ])("refuses %j", (args, message) => {
    const { status, stderr } = standby(args, inSandbox);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

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

  it("runs any command in the sandbox, says so, and takes the sandbox away", () => {
    const print = ["sandbox", "--", process.execPath, "-p", "process.env.PULUMI_BACKEND_URL"];
    const { stdout, stderr } = standby(print, inSandbox);
    expect(stdout).toBe(`file://${path.join(folder, "pulumi")}\n`);
    expect(stderr).toContain("THIS IS THE SANDBOX");
    expect(standby(["sandbox", "reset"], inSandbox).status).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });
});
