import { spawnSync } from "node:child_process";
import * as path from "node:path";
import type { Survival } from "../../policy/survival/survive";

const PROJECT = path.resolve(__dirname, "../..");

function survive(...args: readonly string[]) {
  return spawnSync(process.execPath, [path.join(PROJECT, "bin/standby.js"), "survive", ...args], {
    cwd: PROJECT,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NO_COLOR: "1" },
  });
}

describe("standby survive", () => {
  it("prints what is lost and what brings it back, as data", () => {
    const { status, stdout } = survive("--json");
    const [bank] = JSON.parse(stdout) as Survival[];
    expect(bank?.system).toBe("online-bank");
    // As it is described the other region is planned.
    expect(
      bank?.hits
        .filter(({ loss }) => loss.kind === "region")
        .map(({ what, outcome, accepted }) => `${what}: ${outcome}: ${accepted}`),
    ).toEqual([
      'web: doesn\'t survive: "us-east1" is planned, and nothing refers to it yet; stand it up',
      'accounts: doesn\'t survive: "us-east1" is planned, and nothing refers to it yet; stand it up',
      'products: doesn\'t survive: "us-east1" is planned, and nothing refers to it yet; stand it up',
      'accounts-db: doesn\'t survive: "us-east1" is planned, and nothing refers to it yet; stand it up',
    ]);
    expect(status).toBe(0);
  }, 60_000);

  it("ends with 1 where something doesn't survive that nobody has accepted", () => {
    const { status, stdout } = survive(
      ...["--state", "us-east1=standing", "--what-if", "data.documents.location=us-east1"],
    );
    expect(stdout).toContain("  doesn't survive, and nobody has decided that\n");
    expect(stdout).toContain(
      '    region us-east1: documents\n      it is kept in "us-east1" alone\n',
    );
    expect(status).toBe(1);
  }, 60_000);

  it("can't say without all stacks, and has an example", () => {
    const { status, stderr } = survive("--stack", "prod");
    expect(stderr).toBe("online-bank: needs all stacks; leave --stack out\n");
    expect(status).toBe(3);
    expect(survive("--help").stdout).toContain("standby survive --standby cold");
  }, 60_000);
});
