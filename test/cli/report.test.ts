import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { standby } from "./run-standby";

const folder = mkdtempSync(path.join(os.tmpdir(), "standby-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("standby report", () => {
  it("names everything that is wrong with a log before it previews anything", () => {
    const log = path.join(folder, "incidents.yaml");
    writeFileSync(log, "- { at: yesterday, lasts: 5m, what: x }\n");
    const { status, stderr } = standby(["report", "--incidents", log]);
    expect(status).toBe(2);
    expect(stderr.trim().split("\n")).toEqual([
      `${log} (line 1) [0].at  "yesterday" must be a day such as "2027-01-31"`,
      `${log} (line 1) [0].lasts  "5m" is not a duration; did you mean "5 minutes"?`,
    ]);
  }, 60_000);

  it("says that a log isn't there", () => {
    const { status, stderr } = standby(["report", "--incidents", path.join(folder, "none.yaml")]);
    expect(status).toBe(2);
    expect(stderr).toContain("can't be read: ENOENT");
  }, 60_000);

  // Seven programs run for it: two stacks in three modes, and the home region's alone.
  it("writes one file, priced in every mode, as Markdown where that is asked for", () => {
    const { status, stdout } = standby([
      ...["report", "--state", "us-east1=standing", "--out", folder],
      ...["--markdown", "--no-prices"],
    ]);
    const file = path.join(folder, "online-bank.md");
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${file}\n` });
    const text = readFileSync(file, "utf8");
    for (const mode of ["cold", "warm", "hot"]) expect(text).toMatch(`| **${mode}**`);
    expect(text).toContain("objectives are breached");
  }, 300_000);
});
