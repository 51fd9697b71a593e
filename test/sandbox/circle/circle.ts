import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { changesOf, type Deployed } from "../../../engine/deployer";
import type { StackRun } from "../../../engine/stacks";
import { SandboxDeployer } from "../../../sandbox/deployer";
import { openSandbox } from "../../../sandbox/sandbox";
import { editDescription, type Edits } from "../../../system/edit";
import { loadSystem } from "../../../system/load";
import { PROJECT as DIRECTORY } from "../../stacks/runs";

export const PROJECT = "sandbox-circle";

/** A described system, its own copy of the description, and a sandbox of its own to deploy into. */
export class Circle {
  readonly folder = mkdtempSync(path.join(tmpdir(), "standby-circle-"));
  readonly description = path.join(this.folder, "system.yaml");
  readonly sandbox = openSandbox({ file: path.join(this.folder, "cloud.jsonl") });
  readonly deployer = new SandboxDeployer({
    dir: DIRECTORY,
    states: path.join(this.folder, "states"),
    sandbox: this.sandbox,
  });
  readonly home: StackRun;
  readonly other: StackRun;

  constructor(system: string, edits: Edits) {
    const text = readFileSync(path.join(DIRECTORY, "systems", system), "utf8");
    writeFileSync(this.description, editDescription(text, edits));
    const loaded = loadSystem({ path: system, text });
    if (!("system" in loaded)) throw new Error(`${system} has problems`);
    const { home, regions } = loaded.system;
    const other = Object.keys(regions).find((region) => region !== home) ?? "";
    this.home = this.#run("prod", home);
    this.other = this.#run("dr", other);
  }

  edit(edits: Edits): void {
    writeFileSync(this.description, editDescription(readFileSync(this.description, "utf8"), edits));
  }

  remove(): void {
    this.sandbox.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #run(stack: string, region: string): StackRun {
    const system = this.description;
    const config = {
      "gcp:project": PROJECT,
      "gcp:region": region,
      "standby:system": system,
    };
    return { stack, region, project: PROJECT, system, config, secretKeys: [] };
  }
}

/** What would change, and by which properties. */
export function changed(deployed: Deployed): readonly unknown[] {
  return changesOf(deployed).map(({ op, urn, diffReasons }) => [op, urn, diffReasons]);
}
