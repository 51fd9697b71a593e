import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { currentOf, generationsOf, remove } from "../../sandbox/kinds/storage/objects";
import { openSandbox } from "../../sandbox/sandbox";
import { PROJECT } from "../stacks/runs";
import { standby } from "./run-standby";

jest.setTimeout(120_000);

const FOLDER = path.join(PROJECT, ".standby", `test-take-over-${process.pid}`);

/** A machine: its own checkout and journal, before the same cloud. */
const machine = (name: string) => {
  const folder = path.join(FOLDER, name);
  const description = path.join(folder, "systems/online-bank.yaml");
  const run = (...args: string[]) =>
    standby(args, { STANDBY_SANDBOX: path.join(folder, "cloud.jsonl") });
  return { folder, description, run, journal: path.join(folder, "recovery") };
};

// Nothing is deployed: a lease, a journal and a description are all that a machine hands on.
describe("a recovery whose machine is gone", () => {
  const first = machine("first");
  const second = machine("second");
  const third = machine("third");
  let holder = "";
  const lease = ({ run }: typeof first) =>
    (JSON.parse(run("status", "--json").stdout) as { lease: { holder: string; plan: string } })
      .lease;

  /** The third has the same cloud, and nothing of what the others noted: the bucket hasn't either. */
  function forget(): void {
    cpSync(second.folder, third.folder, { recursive: true });
    rmSync(third.journal, { recursive: true });
    const sandbox = openSandbox({ file: path.join(third.folder, "cloud.jsonl") });
    sandbox.transact((cloud) => {
      for (const bucket of cloud.all("storage.Bucket")) {
        for (const { name } of [...generationsOf(cloud, bucket.name)]) {
          if (name.startsWith("recoveries/") && currentOf(cloud, bucket, name)) {
            remove(cloud, bucket, name);
          }
        }
      }
    });
    sandbox.close();
  }

  beforeAll(() => {
    first.run("drain", "us-east1"); // takes the sandbox's own copy
    const text = readFileSync(first.description, "utf8");
    writeFileSync(first.description, text.replace("state: planned", "state: standing"));
    const { status, stderr } = first.run(
      ...["drain", "us-east1", "--yes", "--until", "freeze-deployments"],
    );
    expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
    cpSync(first.folder, second.folder, { recursive: true });
    rmSync(second.journal, { recursive: true });
  });
  afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

  it("is told to whoever comes next, with how to go on", () => {
    const { status, stderr } = second.run("drain", "us-east1", "--yes");
    expect([status, stderr]).toEqual([1, expect.stringContaining("has held the lease since")]);
    holder = /--take-over "([^"]+)"/.exec(stderr)?.[1] ?? "";
    expect(holder).toContain(", run ");
  });

  it("is not taken from somebody who doesn't hold it, nor as something else", () => {
    const other = second.run("drain", "us-east1", "--take-over", "eve@desk", "--yes");
    expect([other.status, other.stderr]).toEqual([1, expect.stringContaining("and not eve@desk")]);
    const verb = second.run("switchover", "us-east1", "--take-over", holder, "--yes");
    expect([verb.status, verb.stderr]).toEqual([
      1,
      expect.stringContaining("go on with that: standby drain"),
    ]);
  });

  it("is not gone on with from another description", () => {
    const text = readFileSync(second.description, "utf8");
    writeFileSync(second.description, `${text}# changed since\n`);
    const { status, stderr } = second.run("drain", "us-east1", "--take-over", holder, "--yes");
    expect([status, stderr]).toEqual([1, expect.stringContaining("take the same revision first")]);
    writeFileSync(second.description, text);
    expect(existsSync(second.journal)).toBe(false);
  });

  it("goes on elsewhere with what was noted, under another's name", () => {
    const words = ["--take-over", holder, "--yes", "--until", "freeze-deployments", "--json"];
    const { status, stdout, stderr } = second.run("drain", "us-east1", ...words);
    expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
    expect(stderr).toContain(`taken over from ${holder}: "drain us-east1"`);
    const { steps } = JSON.parse(stdout) as { steps: { step: string; begun?: number }[] };
    const again = steps.filter(({ begun }) => begun !== undefined).map(({ step }) => step);
    expect(again).toEqual([]);
    expect(lease(second)).toMatchObject({ plan: "drain us-east1" });
    expect(lease(second).holder).not.toBe(holder);
    holder = lease(second).holder;
  });

  it("is planned anew where no journal is beside the lease, once that is agreed to", () => {
    forget();
    const words = ["drain", "us-east1", "--take-over", holder];
    const silent = third.run(...words);
    expect([silent.status, silent.stderr]).toEqual([1, expect.stringContaining("nobody is here")]);
    expect(silent.stderr).toContain("kept no journal");
    const other = third.run("drain", "us-central1", "--take-over", holder, "--yes");
    expect([other.status, other.stderr]).toEqual([
      1,
      expect.stringContaining('began "drain us-east1", and not "drain us-central1"'),
    ]);
    expect(lease(third).holder).toBe(holder);
    const { status, stdout, stderr } = third.run(
      ...[...words, "--yes", "--until", "freeze-deployments", "--json"],
    );
    expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
    const { steps } = JSON.parse(stdout) as { steps: { step: string }[] };
    expect(steps.map(({ step }) => step)).toContain("decide");
    expect(lease(third)).toMatchObject({ plan: "drain us-east1" });
    expect(lease(third).holder).not.toBe(holder);
  });
});
