import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { editDescription } from "../../system/edit";
import { realPulumi } from "../engine/real-cli";
import { commit, git } from "./clean-clone";
import { Pipeline, TOKEN } from "./pipeline";
import { Standing } from "./standing";
import type { Ended } from "./workflow";

const withCli = realPulumi() === undefined ? it.skip : it;

// The real CLI deploys both stacks again and again: for the night.
jest.setTimeout(1_500_000);

const BAD = `us-docker.pkg.dev/example-bank-prod/apps/web@sha256:${"bad0".repeat(16)}`;

/** One deployed system, and its `main`: each test goes on where the one before it ended. */
describe("the workflows, step by step (skipped without pulumi on the PATH)", () => {
  let standing: Standing;
  let pipeline: Pipeline;
  let good = "";
  const bank = () => path.join(standing.clone, "systems/online-bank.yaml");
  const described = () => parse(readFileSync(bank(), "utf8"));
  const change = (edits: Readonly<Record<string, string>>, message: string) => {
    writeFileSync(bank(), editDescription(readFileSync(bank(), "utf8"), edits));
    commit(standing.clone, message);
    return git(standing.clone, "push", "--quiet", "origin", "main");
  };
  const codes = (done: Readonly<Record<string, readonly Ended[]>>) =>
    Object.entries(done).flatMap(([job, steps]) =>
      steps.map(({ run, code }) => `${job}: ${run} ${code}`),
    );
  const state = (stack: string) =>
    readFileSync(path.join(standing.states, `.pulumi/stacks/standby/${stack}.json`), "utf8");
  const DEPLOYED = [
    ...["prod: .ci/migrate 0", "prod: .ci/deploy prod 0", "prod: .ci/healthy 20 prod 0"],
    ...["dr: .ci/deploy dr 0", "dr: .ci/healthy 20 dr 0"],
  ];

  beforeAll(async () => {
    if (realPulumi() === undefined) return;
    standing = await Standing.open();
    pipeline = new Pipeline(standing);
  });
  afterAll(() => standing?.remove());

  withCli("deploy prod, see it healthy, and then dr", async () => {
    expect(codes(await pipeline.run("deploy.yml"))).toEqual(DEPLOYED);
    change({ "regions.us-east1.state": "standing" }, "Count on us-east1");
    expect(codes(await pipeline.run("deploy.yml"))).toEqual(DEPLOYED);
    good = described().services.web.runs.image;
  });

  withCli("leave dr alone where prod gets sick", async () => {
    standing.inSandbox((sandbox) =>
      sandbox.transact(({ faults }) => faults.inject("bad", { kind: "bad-release", image: BAD })),
    );
    change({ "services.web.runs.image": BAD }, "Release a bad version");
    const before = state("dr");
    expect(codes(await pipeline.run("deploy.yml"))).toEqual([
      ...DEPLOYED.slice(0, 2),
      "prod: .ci/healthy 20 prod 1",
    ]);
    expect(pipeline.said).toContain("web in us-central1 doesn't run its version yet");
    expect(state("dr")).toBe(before);
    expect(state("prod")).toContain(BAD);
  });

  withCli("take the bad release back, by a pull request, and deploy that", async () => {
    const done = await pipeline.run("rollback.yml", { "inputs.revision": "HEAD~1" });
    expect(Object.values(done).flatMap((steps) => steps.map(({ code }) => code))).toEqual([0, 0]);
    const branch = git(standing.clone, "branch", "--show-current");
    expect(branch).toMatch(/^rollback-\d+$/);
    expect(pipeline.asked().at(-1)).toContain(`gh pr create --head ${branch}`);
    pipeline.merge(branch);
    expect(described().services.web.runs.image).toBe(good);
    expect(codes(await pipeline.run("deploy.yml"))).toEqual(DEPLOYED);
    for (const stack of ["prod", "dr"]) expect(state(stack)).not.toContain(BAD);
  });

  withCli("open an issue on drift, and none without", async () => {
    const drifted = async () => codes(await pipeline.run("drift.yml"));
    const DRIFT = "drift: .ci/drift prod dr > drift.txt";
    expect(await drifted()).toEqual([`${DRIFT} 0`]);
    const text = "compute.BackendService:sandbox-example-bank-prod/global/online-bank-web";
    standing.inSandbox((sandbox) =>
      sandbox.transact((cloud) => {
        const { properties } = cloud.find(text)!;
        cloud.setProperties(text, { ...properties, timeoutSec: 7 });
      }),
    );
    const title = "What stands differs from what is described";
    expect(await drifted()).toEqual([`${DRIFT} 1`, `drift: .ci/issue "${title}" drift.txt 0`]);
    expect(pipeline.asked().at(-1)).toContain(`gh issue create --title ${title}`);
    expect(codes(await pipeline.run("deploy.yml"))).toEqual(DEPLOYED);
  });

  withCli(
    "move the writes, cut off once on one machine, and propose what that changes",
    async () => {
      const inputs = { "inputs.region": "us-east1", "inputs.system": "online-bank" };
      const slip = await pipeline.run("switchover.yml", {
        ...inputs,
        "inputs.typed": "online-benk",
      });
      expect(slip["switchover"]?.map(({ code }) => code)).toEqual([2]);
      const done = await pipeline.run("switchover.yml", {
        ...inputs,
        "inputs.typed": "online-bank",
      });
      expect(Object.values(done).flatMap((steps) => steps.map(({ code }) => code))).toEqual([0, 0]);
      const branch = git(standing.clone, "branch", "--show-current");
      expect(pipeline.asked().at(-1)).toContain(`gh pr create --head ${branch}`);
      pipeline.merge(branch);
      expect(described().primary).toBe("us-east1");
      expect(codes(await pipeline.run("drift.yml"))).toEqual([
        "drift: .ci/drift prod dr > drift.txt 0",
      ]);
    },
  );

  withCli("say nothing that is secret, and keep nothing secret in clear", async () => {
    // The sandbox's passphrase is no secret: it is a word of the project.
    const secrets = [TOKEN];
    for (const stack of ["prod", "dr"]) secrets.push(...(await standing.secrets(stack)));
    expect(secrets.length).toBeGreaterThan(2);
    const leaks = filesIn(standing.folder).flatMap((file) => {
      const text = readFileSync(file, "latin1");
      return secrets.flatMap((secret) => (text.includes(secret) ? [file] : []));
    });
    expect(leaks).toEqual([]);
  });
});

/** Everything that was written, but for the cloud itself, which holds what it was given to hold. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (name === "node_modules" || name.startsWith("cloud.jsonl") || !existsSync(file)) return [];
    return statSync(file).isDirectory() ? filesIn(file) : [file];
  });
}
