import { accessSync, constants, readFileSync } from "node:fs";
import path from "node:path";
import { PROJECT } from "../docs/markdown";
import { EXECUTED } from "./executed";
import { allRuns, WORKFLOWS } from "./workflow";

const jobs = WORKFLOWS.flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => [`${file} ${name}`, job, workflow] as const),
);
/** Actions whose digest nobody could confirm offline; docs/operate.md names them. */
const BY_VERSION = [/^pulumi\/actions@v\d+\.\d+\.\d+$/];

describe("workflows", () => {
  it("are the ones that docs/operate.md names", () => {
    const text = readFileSync(path.join(PROJECT, "docs/operate.md"), "utf8");
    for (const [file] of WORKFLOWS) expect(text).toContain(`\`${file.replace(".yml", "")}\``);
  });

  it.each(WORKFLOWS)("%s reads at most, unless a job asks for more", (_, { permissions }) => {
    expect(permissions).toEqual({ contents: "read" });
  });

  it.each(jobs)("%s ends in time", (_, job) => {
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(240);
  });

  it.each(jobs)("%s runs nothing but short commands and scripts that are here", (_, { steps }) => {
    const runs = steps.flatMap(({ run }) => run ?? []);
    const scripts = runs.flatMap((run) => /^(\.ci\/[\w-]+)( |$)/.exec(run)?.[1] ?? []);
    for (const script of scripts) accessSync(path.join(PROJECT, script), constants.X_OK);
    const others = runs.filter((run) => !/^\.ci\/[\w-]+( |$)/.test(run));
    expect(others.filter((run) => !/^npm ci --ignore-scripts$|^echo "/.test(run))).toEqual([]);
    // What a person or a fork has typed comes by the environment alone.
    expect(runs.filter((run) => run.includes("${{"))).toEqual([]);
  });

  it.each(jobs)("%s uses actions of one version each", (_, { steps }) => {
    const strange = steps
      .flatMap(({ uses }) => uses ?? [])
      .filter((uses) => !uses.startsWith("./") && !/@[0-9a-f]{40}$/.test(uses))
      .filter((uses) => !BY_VERSION.some((known) => known.test(uses)));
    expect(strange).toEqual([]);
  });

  it.each(
    jobs.filter(([, { steps }]) =>
      steps.some(({ run }) => /\.ci\/(deploy|recover)/.test(run ?? "")),
    ),
  )("%s is approved by somebody, and no other run cuts it off", (_, job, workflow) => {
    expect(["prod", "dr", "recovery"]).toContain(job.environment);
    const { concurrency = workflow.concurrency } = job;
    expect(concurrency).toMatchObject({ "cancel-in-progress": false });
  });

  it("deploys one stack in one group, and recovers in another", () => {
    const groups = jobs.flatMap(([name, { concurrency, steps }, workflow]) => {
      const run = steps
        .map((step) => step.run ?? "")
        .find((one) => /\.ci\/(deploy|recover)/.test(one));
      return run ? [[name, (concurrency ?? workflow.concurrency)?.group]] : [];
    });
    expect(Object.fromEntries(groups)).toEqual({
      "deploy.yml prod": "stack-prod",
      "deploy.yml dr": "stack-dr",
      "stand-up-dr.yml dr": "stack-dr",
      "failover.yml failover": "recovery",
      "switchover.yml switchover": "recovery",
    });
  });

  it("gives a token for Google Cloud to no job that a fork reaches", () => {
    const [, pull] = WORKFLOWS.find(([file]) => file === "pull-request.yml")!;
    const open = Object.entries(pull.jobs).filter(([, job]) => !("if" in job));
    expect(open.map(([name]) => name)).toEqual(["check", "describe"]);
    for (const [, { permissions }] of open) expect(permissions).toBeUndefined();
  });

  it("comments with the code of the default branch alone", () => {
    const [, { jobs: all }] = WORKFLOWS.find(([file]) => file === "comment.yml")!;
    const checkouts = all["comment"]!.steps.filter(({ uses }) =>
      uses?.startsWith("actions/checkout"),
    );
    expect(checkouts.map((step) => step.with?.["ref"])).toEqual([
      "${{ github.event.repository.default_branch }}",
    ]);
  });

  it("are run by tests, step for step", () => {
    expect(Object.keys(EXECUTED).sort()).toEqual([...new Set(allRuns())].sort());
  });

  it.each(Object.entries(EXECUTED))("%s is in the test that is named", (run, tests) => {
    const script = /\.ci\/([\w-]+)/.exec(run)?.[1] ?? "npm";
    const file = run.slice(0, run.indexOf(" "));
    for (const test of tests) {
      const text = readFileSync(path.join(__dirname, `${test}.test.ts`), "utf8");
      const named = [`.ci/${script}`, `script("${script}"`, `"${file}"`, script];
      expect([test, named.some((name) => text.includes(name))]).toEqual([test, true]);
    }
  });
});
