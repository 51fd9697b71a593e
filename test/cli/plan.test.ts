import { spawnSync } from "node:child_process";
import * as path from "node:path";
import type { Plan } from "../../recovery/model";
import { setting } from "../recovery/plan/fixtures";
import { primaryLoss } from "../../recovery/plan/region-loss";
import { criticalPath } from "../../recovery/plan/critical-path";

const PROJECT = path.resolve(__dirname, "../..");
const STANDING = ["--state", "us-east1=standing"];

function standby(...args: readonly string[]) {
  return spawnSync(process.execPath, [path.join(PROJECT, "bin/standby.js"), ...args], {
    cwd: PROJECT,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NO_COLOR: "1" },
  });
}

const plan = primaryLoss(setting("online-bank", "hot"), "us-east1");

describe("standby plan", () => {
  it("prints the plan as data, with the length of its critical path", () => {
    const { status, stdout } = standby("plan", "region-loss", ...STANDING, "--json");
    const printed = JSON.parse(stdout) as Plan & { predicted: Record<string, number> };
    expect(printed.steps.map(({ id }) => id)).toEqual(plan.steps.map(({ id }) => id));
    expect(printed.predicted).toEqual(
      Object.fromEntries(
        (["best", "expected", "worst"] as const).map((bound) => [
          bound,
          criticalPath(plan, bound).seconds,
        ]),
      ),
    );
    expect(status).toBe(0);
  });

  it("marks the steps that everything waits for, and says what is lost", () => {
    const { stdout } = standby("plan", "region-loss", ...STANDING);
    const marked = [...stdout.matchAll(/^\* (\S+) {2,}\d/gm)].map(([, id]) => id);
    expect(marked).toEqual(criticalPath(plan, "expected").steps.map(({ id }) => id));
    expect(stdout).toContain("loses of accounts-db: 0:01 of writes, 0:00 to 1:00: ");
    expect(stdout).toContain("afterwards: Bring us-central1 back as standby");
  });

  it.each(["plan", "runbook"])("takes a lost region by either name: %s", (command) => {
    const lost = standby(command, "region-loss", "--region", "us-central1", ...STANDING);
    expect(lost.stdout).toContain("us-central1 is lost: us-east1 takes over");
    expect(lost).toEqual({
      ...standby(command, "region-loss", "--of", "us-central1", ...STANDING),
      pid: lost.pid,
    });
  });

  it.each([
    [["region-loss"], "no other region stands, so nothing can take over from us-central1"],
    [["data-deletion", "--of", "account-db"], 'did you mean "accounts-db"?'],
    [["region-loss", "--of", "us-east1", "--region", "us-central1"], "the same flag as --of"],
    [["flood"], "Allowed choices are zone-loss"],
  ])("refuses %j", (args, why) => {
    const { status, stdout, stderr } = standby("plan", ...args);
    expect(stderr).toContain(why);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});

describe("standby runbook", () => {
  it("has every step once, numbered in the order of the plan", () => {
    const { stdout } = standby("runbook", "region-loss", ...STANDING);
    const titles = [...stdout.matchAll(/^## \d+\. (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(plan.steps.map(({ title }) => title));
    expect(stdout).toContain("Done when accounts-db takes writes in us-east1.");
  });
});
