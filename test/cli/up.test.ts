import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { PROJECT } from "../stacks/runs";
import { standby } from "./run-standby";

jest.setTimeout(300_000);

describe("standby up and status", () => {
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

  it("runs any command in the sandbox, says so, and takes the sandbox away", () => {
    const print = ["sandbox", "--", process.execPath, "-p", "process.env.PULUMI_BACKEND_URL"];
    const { stdout, stderr } = standby(print, inSandbox);
    expect(stdout).toBe(`file://${path.join(folder, "pulumi")}\n`);
    expect(stderr).toContain("THIS IS THE SANDBOX");
    expect(standby(["sandbox", "reset"], inSandbox).status).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });
});
