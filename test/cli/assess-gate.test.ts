import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { PROJECT } from "../stacks/runs";

/** The project as it is, but for the configuration of the home region's stack. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "standby-gate-"));
const STACK = "Pulumi.prod.yaml";
beforeAll(() => {
  for (const name of fs.readdirSync(PROJECT)) {
    if (name !== STACK && !name.startsWith(".git")) {
      fs.symlinkSync(path.join(PROJECT, name), path.join(folder, name));
    }
  }
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function previewed(gate: string, ...flags: readonly string[]) {
  const text = fs.readFileSync(path.join(PROJECT, STACK), "utf8");
  fs.writeFileSync(path.join(folder, STACK), `${text.trimEnd()}\n  standby:assess: ${gate}\n`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(PROJECT, "bin/standby.js"), "preview", "--stack", "prod", ...flags],
    { cwd: folder, encoding: "utf8", env: { PATH: process.env["PATH"], NO_COLOR: "1" } },
  );
  return { status, said: stdout + stderr };
}

const SLOW = ["--state", "us-east1=standing", "--what-if", "escalation.diagnosis=5 hours"];

describe("standby:assess in a stack file", () => {
  it("refuses with fail, says what is breached, and ends with 1", () => {
    const { status, said } = previewed("fail", ...SLOW);
    expect(said).toContain("standby:assess is fail, so nothing is deployed");
    expect(said).toMatch(/"30 minutes" for accounts at region-loss is breached/);
    expect(said).not.toMatch(/^\s+at /m);
    expect(status).toBe(1);
  }, 60_000);

  it("shows breaches with warn, and goes on", () => {
    const { status, said } = previewed("warn", ...SLOW);
    expect(said).toMatch(/^objectives: \d+ breached .*; standby assess says why$/m);
    expect(said).not.toContain("nothing is deployed");
    expect(status).toBe(0);
  }, 60_000);

  it("says nothing of them with off", () => {
    const { status, said } = previewed("off", ...SLOW);
    expect(said).not.toMatch(/objectives:|breached/);
    expect(status).toBe(0);
  }, 60_000);

  it("passes over the experiments that a live drill leaves beside the evidence", () => {
    const experiments = path.join(folder, "drills", "experiments");
    fs.mkdirSync(experiments, { recursive: true });
    const { status, said } = previewed("warn", ...SLOW);
    fs.rmSync(path.dirname(experiments), { recursive: true });
    expect(said).not.toContain("EISDIR");
    expect(status).toBe(0);
  }, 60_000);

  it("takes no other word", () => {
    const { status, said } = previewed("wran");
    expect(said).toContain('"wran" is not one of off, warn, fail; did you mean "warn"?');
    expect(status).toBe(2);
  }, 60_000);
});
