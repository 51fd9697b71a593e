import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
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
  let holder = "";

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
    const status2 = JSON.parse(second.run("status", "--json").stdout) as {
      lease: { holder: string; plan: string };
    };
    expect(status2.lease).toMatchObject({ plan: "drain us-east1" });
    expect(status2.lease.holder).not.toBe(holder);
  });
});
