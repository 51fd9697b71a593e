import path from "node:path";
import { readStacks } from "../../engine/project";
import { PulumiDeployer } from "../../engine/pulumi/deployer";
import { stackRuns } from "../../engine/stacks";
import { realPulumi } from "../engine/real-cli";
import { PROJECT } from "../stacks/runs";
import { there } from "../topology/fixtures";
import { standby } from "./run-standby";

jest.setTimeout(120_000);

/** What a newcomer has who forgets --sandbox: nobody is logged in anywhere. */
const NOBODY = { HOME: "/nowhere", PULUMI_HOME: "/nowhere", METADATA_SERVER_DETECTION: "none" };

function isExplained({ status, stdout, stderr }: ReturnType<typeof standby>): void {
  expect(status).not.toBe(0);
  expect(stdout).not.toContain("nothing to do");
  expect(stderr).not.toMatch(/^\s+at /m); // no stack trace
}

describe("a recovery that nobody is logged in for", () => {
  it.each([["switchover"], ["drain", "us-east1"]])("%s", (...args) => {
    const done = standby(args, NOBODY);
    isExplained(done);
    expect(done.status).toBe(2);
    expect(done.stderr).toContain("gcloud auth application-default login");
  });
});

const pulumi = realPulumi();
const withCli = pulumi === undefined ? describe.skip : describe;

withCli("a deployment that nobody is logged in for, skipped without pulumi on the PATH", () => {
  const env = { ...NOBODY, PATH: `${path.dirname(pulumi ?? "")}:${process.env["PATH"]}` };

  it.each([
    ["up", "us-east1"],
    ["mode", "cold"],
  ])("%s", (...args) => {
    const done = standby(args, { ...env, PULUMI_BACKEND_URL: "https://127.0.0.1:1" });
    isExplained(done);
    // Whether a recovery is under way is looked at first, and that is Google's to tell.
    expect(done.stderr).toContain("gcloud auth application-default login");
  });

  it("says so as well where only Pulumi knows nobody", async () => {
    const nowhere = { ...process.env, ...env, PULUMI_BACKEND_URL: "https://127.0.0.1:1" };
    const deployer = new PulumiDeployer({ dir: PROJECT, env: nowhere });
    const [run] = stackRuns(readStacks(PROJECT), []);
    await expect(deployer.preview(there(run))).rejects.toThrow("pulumi login");
  });
});
