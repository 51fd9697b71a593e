import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { changesOf, errorsOf } from "../../engine/deployer";
import type { StackRun } from "../../engine/stacks";
import { checkInventory } from "../../inventory/check";
import { fromPreview } from "../../inventory/preview-json";
import { valueAt } from "../../inventory/values";
import { evaluate } from "../../policy/evaluate";
import { stateHomeRules } from "../../policy/rules/state-home";
import { SandboxDeployer } from "../../sandbox/deployer";
import { openSandbox } from "../../sandbox/sandbox";
import { DEPLOY_ROLES, PREVIEW_ROLES, ROLES_BY_MODULE } from "../../bootstrap/roles";
import { read } from "../docs/markdown";
import { changed, fieldRules } from "../inventory/scene";
import { describedIn, said, TODAY } from "../policy/bank";
import { type Case, PROJECT } from "../stacks/runs";

const HOT: Case = {
  ...{ mode: "hot", primary: "us-central1", other: "standing", instances: "described" },
};
const folder = mkdtempSync(path.join(tmpdir(), "standby-bootstrap-"));
const sandbox = openSandbox({ file: path.join(folder, "cloud.jsonl") });
const deployer = new SandboxDeployer({
  dir: path.join(PROJECT, "bootstrap"),
  states: path.join(folder, "states"),
  sandbox,
});
const config = {
  "gcp:project": "sandbox-state",
  "standby-bootstrap:target": "sandbox-bank",
  "standby-bootstrap:multiRegion": "us",
  "standby-bootstrap:dualRegion": "us-east4,us-west1",
  "standby-bootstrap:recoveryBucket": "sandbox-bank-recovery",
  "standby-bootstrap:repository": "acme/bank",
};
const run: StackRun = {
  ...{ stack: "bootstrap", region: "us-east4", project: "sandbox-state", system: "" },
  ...{ config, secretKeys: [] },
};
afterAll(() => {
  sandbox.close();
  rmSync(folder, { recursive: true });
});
jest.setTimeout(120_000);

/** A run of the program takes seconds: both first tests look at one. */
let planned: ReturnType<typeof deployer.preview> | undefined;
const preview = () => (planned ??= deployer.preview(run));

/** One sandbox: each test goes on where the one before it ended. */
describe("what has to be there before the stacks", () => {
  it("previews clean", async () => {
    const { digest, failed } = await preview();
    expect(failed).toBe(false);
    const inventory = fromPreview(digest);
    expect(
      checkInventory(inventory, fieldRules).findings.filter(({ severity }) => severity === "error"),
    ).toEqual([]);
    const buckets = inventory.resources.filter(({ type }) => type.endsWith(":Bucket"));
    expect(
      buckets.map(({ name, protect, inputs }) => [
        name,
        protect,
        valueAt(inputs, "publicAccessPrevention"),
      ]),
    ).toEqual(["exports", "recovery", "state"].map((name) => [name, true, "enforced"]));
    const state = buckets.find(({ name }) => name === "state");
    expect(state?.inputs).toMatchObject({
      customPlacementConfig: { dataLocations: ["US-EAST4", "US-WEST1"] },
      rpo: "ASYNC_TURBO",
      versioning: { enabled: true },
    });
    expect(state?.inputs).not.toHaveProperty("retentionPolicy");
  });

  it("outlives every region of the bank, and says where it wouldn't", async () => {
    const inventory = fromPreview((await preview()).digest);
    const found = (changes: Record<string, Record<string, unknown>>) => {
      const resources = inventory.resources.map((resource) =>
        changed(resource, changes[resource.name] ?? {}),
      );
      const stacks = [{ region: "", inventory: { ...inventory, resources } }];
      return said(evaluate(stacks, describedIn(HOT), TODAY, stateHomeRules));
    };
    expect(found({})).toEqual([]);
    expect(
      found({
        state: {
          "versioning.enabled": false,
          location: "US-EAST4",
          "customPlacementConfig.dataLocations": ["US-EAST1", "US-WEST1"],
        },
        pulumi: { location: "us-central1" },
      }),
    ).toEqual([
      'R32 bootstrap pulumi location: "us-central1" is a region of the system: while it is gone, no state opens; use a multi-region such as "us"',
      "R32 bootstrap state customPlacementConfig.dataLocations: US-EAST1 is a region of the system, and lost with it; choose two others",
      'R32 bootstrap state location: "US-EAST4" is one region, and the states go with it; use two regions, or US, EU or ASIA',
      'R32 bootstrap state versioning.enabled: "false": an overwritten state is gone; set it to true',
    ]);
  });

  it("lets only the approved environments of the one repository deploy", async () => {
    const { digest } = await preview();
    const { resources } = fromPreview(digest);
    const provider = resources.find(({ type }) => type.endsWith(":WorkloadIdentityPoolProvider"));
    expect(provider?.inputs["attributeCondition"]).toBe("assertion.repository == 'acme/bank'");
    const roles = resources.filter(
      ({ type, name }) => type.includes("projects/iAMMember") && name.startsWith("preview"),
    );
    expect(roles.map(({ inputs }) => inputs["role"])).toEqual(PREVIEW_ROLES);
    expect(PREVIEW_ROLES.filter((role) => !read("docs/operate.md").includes(role))).toEqual([]);
  });

  it("grants a deployment what docs/going-live.md says it takes, and nothing else", () => {
    const page = read("docs/going-live.md");
    const rows = page.split("\n").filter((line) => line.startsWith("| `roles/"));
    const named = rows.flatMap((row) => row.match(/roles\/[\w.]+/g) ?? []);
    expect([...new Set(named)].sort()).toEqual(DEPLOY_ROLES);
  });

  it("grants what the components' modules need, and nothing for others", () => {
    const folder = path.join(PROJECT, "components");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const made = files
      .filter((file) => file.endsWith(".ts"))
      .flatMap(
        (file) => readFileSync(path.join(folder, file), "utf8").match(/\bgcp\.\w+\.[A-Z]/g) ?? [],
      );
    const modules = new Set(made.map((one) => one.split(".")[1] ?? ""));
    expect([...modules].sort()).toEqual(Object.keys(ROLES_BY_MODULE).sort());
  });

  it("comes up, has nothing left to do, and refuses to be destroyed", async () => {
    expect(errorsOf(await deployer.up(run))).toEqual([]);
    expect(errorsOf(await deployer.refresh(run))).toEqual([]);
    expect(changesOf(await deployer.preview(run))).toEqual([]);
    const before = await deployer.state(run);
    const destroyed = await deployer.destroy(run);
    expect(destroyed.failed).toBe(true);
    expect(errorsOf(destroyed).join("\n")).toContain("protected");
    expect(await deployer.state(run)).toEqual(before);
  });

  it("deploys nothing of a pipeline where there is no repository", async () => {
    const without = { ...run, config: { ...config, "standby-bootstrap:repository": "" } };
    const { digest } = await deployer.preview(without);
    const made = fromPreview(digest).resources;
    expect(
      made.filter(({ type }) => type.includes("iam") || type.includes("serviceaccount")),
    ).toEqual([]);
  });
});
