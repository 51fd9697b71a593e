import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { GLOBAL } from "../../../cli/stand-up";
import { changesOf, errorsOf, type Deployed, type Deployer } from "../../../engine/deployer";
import { readStacks } from "../../../engine/project";
import { findPulumi, runCli } from "../../../engine/pulumi/cli";
import { PulumiDeployer } from "../../../engine/pulumi/deployer";
import { KEYS, runsOfSystem, type StackRun } from "../../../engine/stacks";
import { SandboxDeployer } from "../../../sandbox/deployer";
import { sandboxEnvironment } from "../../../sandbox/environment";
import { SandboxFolder } from "../../../sandbox/folder";
import { openSandbox } from "../../../sandbox/sandbox";
import { editDescription, type Edits } from "../../../system/edit";
import { realPulumi } from "../../engine/real-cli";
import { MODES, PROJECT } from "../../stacks/runs";

jest.setTimeout(900_000);

const HOME = "us-central1";
const OTHER = "us-east1";
const BANK = "systems/online-bank.yaml";

/** Who takes the writes, and which region is there. */
const ROLES: Readonly<Record<string, Edits>> = {
  "home writes": {},
  "home writes, the other region lost": { [`regions.${OTHER}.state`]: "lost" },
  "the other region writes": { primary: OTHER },
  "the other region writes, home lost": { primary: OTHER, [`regions.${HOME}.state`]: "lost" },
};

const CASES = MODES.flatMap((standby) =>
  Object.keys(ROLES).map((role) => [standby, role] as const),
);
const NIGHTLY = process.env["STANDBY_NIGHTLY"] !== undefined;
const nightly = NIGHTLY ? it : it.skip;

const NOTHING = { failed: false, changes: [], errors: [] };

/** What every change runs; the whole matrix runs each night. */
const SAMPLE = CASES.filter(
  ([standby, role]) => standby === "warm" && role.endsWith("region lost"),
);

/** The bank deployed by the embedded engine, and its states handed over to the CLI. */
class Both {
  readonly folder = new SandboxFolder(mkdtempSync(path.join(tmpdir(), "standby-both-")));
  readonly sandbox = openSandbox({ file: this.folder.store });
  readonly #env = sandboxEnvironment(this.folder, process.env);
  readonly stacks = this.folder.prepare(
    PROJECT,
    runsOfSystem(readStacks(PROJECT), BANK, HOME, [HOME, OTHER]),
  );
  readonly ours = new SandboxDeployer({
    dir: PROJECT,
    states: this.folder.states,
    sandbox: this.sandbox,
  });
  readonly real = new PulumiDeployer({ dir: this.folder.folder, env: this.#env });

  get home(): StackRun {
    const [home] = this.stacks;
    if (!home) throw new Error("the bank has two stacks");
    return home;
  }

  edit(edits: Edits): void {
    const file = path.resolve(PROJECT, this.home.system);
    writeFileSync(file, editDescription(readFileSync(file, "utf8"), edits));
  }

  async deploy(): Promise<void> {
    const joined = { [`regions.${OTHER}.state`]: "standing" };
    for (const run of [...this.stacks, this.home]) {
      expect(errorsOf(await this.ours.up(run, { planned: true }))).toEqual([]);
      if (run !== this.home) this.edit(joined);
    }
  }

  /** The states are in the CLI's own form, so it takes them as they are. */
  async handOver(): Promise<void> {
    const pulumi = findPulumi(this.#env["PATH"] ?? "") ?? "";
    const at = { dir: this.folder.folder, env: this.#env };
    for (const { stack } of this.stacks) {
      const state = path.join(this.folder.states, `${stack}.json`);
      for (const words of [
        ["stack", "init", stack, "--no-select"],
        ["stack", "import", "--stack", stack, "--file", state],
      ]) {
        const ended = await runCli(pulumi, [...words, "--non-interactive"], at);
        if (ended.code !== 0) throw new Error(ended.stderr);
      }
    }
  }

  remove(): void {
    this.sandbox.close();
    rmSync(this.folder.folder, { recursive: true, force: true });
  }
}

const describeWithCli = realPulumi() === undefined ? describe.skip : describe;

// Needs the real CLI: skipped without `pulumi` on the PATH.
describeWithCli("both engines on one state, deployed in hot", () => {
  let both: Both;
  afterAll(() => both?.remove());

  beforeAll(async () => {
    both = new Both();
    await both.deploy();
    await both.handOver();
  });

  nightly("agree that there is nothing to do", async () => {
    for (const run of both.stacks) {
      expect([run.stack, planned(await both.real.preview(run))]).toEqual([run.stack, NOTHING]);
      expect([run.stack, planned(await both.ours.preview(run))]).toEqual([run.stack, NOTHING]);
    }
  });

  it.each(NIGHTLY ? CASES : SAMPLE)("plan the same for %s, %s", async (standby, role) => {
    const edits = { standby, ...ROLES[role] };
    for (const run of both.stacks) {
      const [one, other] = [
        await plannedBy(both.ours, run, edits),
        await plannedBy(both.real, run, edits),
      ];
      expect({ stack: run.stack, ...one }).toEqual({ stack: run.stack, ...other });
    }
  });

  // The last one: from here on the home region is dark.
  nightly("change what is global by the CLI while every call into home hangs", async () => {
    both.sandbox.transact(({ faults }) =>
      faults.inject("dark", { kind: "region-loss", region: HOME, calls: "hang" }),
    );
    both.edit({ primary: OTHER, [`regions.${HOME}.state`]: "lost" });
    const done = await both.real.up(both.home, { under: GLOBAL });
    expect(errorsOf(done)).toEqual([]);
    const urns = changesOf(done).map(({ urn }) => urn);
    expect(urns.join("\n")).toMatch(/BackendService::web\b/);
    expect(urns.filter((urn) => !urn.includes(`${GLOBAL}$`))).toEqual([]);
    expect(changesOf(await both.real.preview(both.home, { under: GLOBAL }))).toEqual([]);
  });
});

async function plannedBy(deployer: Deployer, run: StackRun, edits: Edits) {
  const config = { ...run.config, [KEYS.whatIf]: JSON.stringify(edits) };
  return planned(await deployer.preview({ ...run, config }));
}

/** What is done to each resource and why; components have no properties of their own that both tell. */
function planned(deployed: Deployed) {
  const changes = changesOf(deployed)
    .filter(({ urn }) => /[:$](gcp|kubernetes|random):[^$]*$/.test(urn.split("::")[2] ?? ""))
    .map(({ op, urn, diffReasons = [], replaceReasons = [] }) =>
      [op, urn, [...diffReasons].sort().join(), [...replaceReasons].sort().join()].join(" "),
    )
    .sort();
  // The CLI says last that it has failed.
  const errors = errorsOf(deployed)
    .map((line) => line.replace(/error: (Preview failed: )?/, ""))
    .filter((line) => line !== "preview failed");
  return { failed: deployed.failed, changes, errors: errors.sort() };
}
