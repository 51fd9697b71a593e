import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { errorsOf, type Deployed, type Deployer } from "../../../engine/deployer";
import type { StackRun } from "../../../engine/stacks";
import type { PreviewDigest } from "../../../inventory/preview-json";
import { openSandbox } from "../../../sandbox/sandbox";
import { editDescription } from "../../../system/edit";
import { loadSystem } from "../../../system/load";
import type { Case, Stack } from "./cases";
import { cloudIn, embedded, realCli, type Engine } from "./engines";

const SYSTEMS = path.join(__dirname, "../../../systems");
const PROJECT = "sandbox-gate";

/** A system that stands in both regions, deployed into a sandbox, and pull requests previewed on it. */
export class GateStage {
  /** What the files of its previews are led by. */
  readonly label: string;
  readonly #engine: Engine;
  readonly #folder: string;
  readonly #system: string;
  readonly #text: string;
  readonly #places: Readonly<Record<Stack, string>>;

  private constructor(label: string, engine: Engine, folder: string, system: string, text: string) {
    this.label = label;
    this.#engine = engine;
    this.#folder = folder;
    this.#system = system;
    this.#text = text;
    const loaded = loadSystem({ path: system, text });
    if (!("system" in loaded)) throw new Error(`${system} has problems`);
    const { home, regions } = loaded.system;
    const dr = Object.keys(regions).find((region) => region !== home) ?? "";
    this.#places = { prod: home, dr };
  }

  /** Stands a shipped system up in both regions, as docs/going-live.md does. */
  static async open(system: string, { cli = false, label = system } = {}): Promise<GateStage> {
    const folder = mkdtempSync(path.join(tmpdir(), "standby-gate-"));
    const text = readFileSync(path.join(SYSTEMS, `${system}.yaml`), "utf8");
    const planned = new GateStage(label, cli ? realCli : embedded, folder, system, text);
    const other = planned.#places.dr;
    await planned.#deploy(text, ["prod", "dr"]);
    const standing = editDescription(text, { [`regions.${other}.state`]: "standing" });
    const stage = new GateStage(label, planned.#engine, folder, system, standing);
    await stage.#deploy(standing, ["prod", "dr"]);
    return stage;
  }

  /** The previews of one pull request, by stack. What it does to states and cloud, it does to a copy. */
  async previews(asked: Case): Promise<ReadonlyMap<Stack, PreviewDigest>> {
    const copy = `${this.#folder}-${asked.name}`;
    cpSync(this.#folder, copy, { recursive: true });
    try {
      return await new GateStage(
        this.label,
        this.#engine,
        copy,
        this.#system,
        this.#text,
      ).#previewed(asked);
    } finally {
      rmSync(copy, { recursive: true });
    }
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  async #previewed(asked: Case): Promise<ReadonlyMap<Stack, PreviewDigest>> {
    if (asked.switchedOver) await this.#switchOver();
    const digests = new Map<Stack, PreviewDigest>();
    this.#describe(changed(this.#text, asked));
    for (const stack of asked.stacks) {
      const run = this.#run(stack, asked.otherwise);
      const { digest } = await this.#engine(this.#folder, run, async (deployer) => {
        await unprotect(deployer, run, asked.unprotected ?? []);
        return deployer.preview(run);
      });
      digests.set(stack, digest);
    }
    return digests;
  }

  async #deploy(text: string, stacks: readonly Stack[]): Promise<void> {
    this.#describe(text);
    for (const stack of stacks) {
      const run = this.#run(stack);
      sound(await this.#engine(this.#folder, run, (deployer) => deployer.up(run)));
      sound(await this.#engine(this.#folder, run, (deployer) => deployer.refresh(run)));
    }
  }

  /** What `standby switchover` has the database's API do. */
  async #switchOver(): Promise<void> {
    const sandbox = openSandbox({ file: cloudIn(this.#folder) });
    sandbox.transact((cloud) => {
      cloud.settle(); // what the deployments have begun is over
      const replica = [...cloud.all("sql.DatabaseInstance")].find(
        ({ location }) => location === this.#places.dr,
      );
      if (!replica) throw new Error("there is no replica to switch over to");
      cloud.act(replica, "switchover");
      cloud.settle();
    });
    sandbox.close();
    for (const stack of ["prod", "dr"] as const) {
      const run = this.#run(stack);
      sound(await this.#engine(this.#folder, run, (deployer) => deployer.refresh(run)));
    }
  }

  #describe(text: string): void {
    writeFileSync(path.join(this.#folder, "system.yaml"), text);
  }

  #run(stack: Stack, otherwise: Case["otherwise"] = []): StackRun {
    const region = this.#places[stack];
    const system = path.join(this.#folder, "system.yaml");
    const config = {
      "gcp:project": PROJECT,
      "gcp:region": region,
      "standby:system": system,
      "standby:otherwise": JSON.stringify(otherwise),
    };
    return { stack, region, project: PROJECT, system, config, secretKeys: [] };
  }
}

async function unprotect(deployer: Deployer, run: StackRun, names: readonly string[]) {
  const state = await deployer.state(run);
  const urns = state.map(({ urn }) => urn).filter((urn) => names.includes(nameOf(urn)));
  await deployer.unprotect(run, urns);
}

function changed(text: string, { edits = {}, texts = {} }: Case): string {
  const edited = editDescription(text, edits);
  return Object.entries(texts).reduce((before, [old, fresh]) => {
    if (!before.includes(old)) throw new Error(`there is no "${old}" in the description`);
    return before.replaceAll(old, fresh);
  }, edited);
}

function sound(done: Deployed): void {
  if (done.failed) throw new Error(errorsOf(done).join("\n"));
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
