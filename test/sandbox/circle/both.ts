import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
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
import { MODES, PROJECT } from "../../stacks/runs";

export const HOME = "us-central1";
export const OTHER = "us-east1";
const BANK = "systems/online-bank.yaml";

/** Who takes the writes, and which region is there. */
export const ROLES: Readonly<Record<string, Edits>> = {
  "home writes": {},
  "home writes, the other region lost": { [`regions.${OTHER}.state`]: "lost" },
  "the other region writes": { primary: OTHER },
  "the other region writes, home lost": { primary: OTHER, [`regions.${HOME}.state`]: "lost" },
};

export const CASES = MODES.flatMap((standby) =>
  Object.keys(ROLES).map((role) => [standby, role] as const),
);
/** The bank deployed by the embedded engine, and its states handed over to the CLI. */
export class Both {
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

export async function plannedBy(deployer: Deployer, run: StackRun, edits: Edits) {
  const config = { ...run.config, [KEYS.whatIf]: JSON.stringify(edits) };
  return planned(await deployer.preview({ ...run, config }));
}

/** What is done to each resource and why; components have no properties of their own that both tell. */
export function planned(deployed: Deployed) {
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
