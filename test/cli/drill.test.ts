import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PROJECT } from "../stacks/runs";

/** The project as it is, but for stack files that name another system. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "standby-drill-"));
const inside = path.join(folder, "inside");
beforeAll(() => {
  fs.mkdirSync(inside);
  for (const name of fs.readdirSync(PROJECT)) {
    const [from, to] = [path.join(PROJECT, name), path.join(folder, name)];
    if (/^Pulumi\..+\.yaml$/.test(name)) {
      fs.writeFileSync(to, fs.readFileSync(from, "utf8").replace("online-bank", "shop-smart"));
    } else if (!name.startsWith(".git")) {
      fs.symlinkSync(from, to);
    }
  }
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function drill(...args: readonly string[]) {
  return spawnSync(
    process.execPath,
    [path.join(PROJECT, "bin/standby.js"), "drill", "data-deletion", "--of", "nothing", ...args],
    { cwd: inside, encoding: "utf8", env: { PATH: process.env["PATH"], NO_COLOR: "1" } },
  );
}

describe("standby drill", () => {
  it("rehearses the system of the stack files, from any folder of the project", () => {
    const { status, stderr } = drill();
    expect(stderr).toMatch(/"nothing" is not one of .*\bratings\b/);
    expect(status).toBe(2);
  });

  it("rehearses the system that is named", () => {
    const { status, stderr } = drill("--system", "../systems/click-travel.yaml");
    expect(stderr).toMatch(/"nothing" is not one of .*\binventory-db\b/);
    expect(status).toBe(2);
  });
});
