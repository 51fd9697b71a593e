import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { editDescription, type Edits } from "../../system/edit";
import type { Topology } from "../../topology/model";
import { readTopology } from "../../topology/read";
import { openSandbox, type Sandbox } from "../sandbox";
import { DrillStacks } from "./stacks";
import { DrillClock } from "./time";

export interface StageOptions {
  /** The project's folder. */
  readonly dir: string;
  /** Text of the description. */
  readonly text: string;
  /** A folder of the drill's own: its copy of the description is written there. */
  readonly folder: string;
  /** Mode to rehearse in; left out: the described one. */
  readonly standby?: "cold" | "warm" | "hot";
  /** What all chance follows from. @default 1 */
  readonly seed?: number;
}

export const DRILL_PROJECT = "sandbox-drill";

/** Bucket of the lease, the freeze mark and the journal: outside all stacks, in a multi-region. */
export const RECOVERY_BUCKET = `${DRILL_PROJECT}-recovery`;

/** A system stood up in a sandbox of its own, before anything happens to it. */
export class Stage {
  readonly sandbox: Sandbox;
  readonly clock: DrillClock;
  readonly stacks: DrillStacks;
  readonly #file: string;
  /** Whether a run of a stack takes its time: while the system is stood up nobody waits. */
  passes: (what: string) => Promise<void> = () => Promise.resolve();

  private constructor({ dir, folder, text, standby, seed = 1 }: StageOptions) {
    this.#file = path.join(folder, "system.yaml");
    writeFileSync(this.#file, editDescription(text, standby === undefined ? {} : { standby }));
    this.sandbox = openSandbox({ seed });
    this.clock = new DrillClock(this.sandbox);
    this.stacks = new DrillStacks({
      dir,
      project: DRILL_PROJECT,
      system: path.relative(dir, this.#file),
      home: this.topology().home,
      sandbox: this.sandbox,
      passes: (what) => this.passes(what),
    });
  }

  /** Deploys all stacks, as a first stand-up does: the others are standing once they are there. */
  static async open(options: StageOptions): Promise<Stage> {
    const stage = new Stage(options);
    const { home, regions } = stage.topology();
    const others = Object.values(regions).filter(({ name }) => name !== home);
    stage.sandbox.transact((cloud) => {
      const place = { project: DRILL_PROJECT, location: "US", name: RECOVERY_BUCKET };
      cloud.create({ kind: "storage.Bucket", ...place }, { name: RECOVERY_BUCKET, location: "US" });
    });
    for (const { name } of [{ name: home }, ...others]) await stage.#up(name);
    const planned = others.filter(({ state }) => state === "planned");
    stage.describe(
      Object.fromEntries(planned.map(({ name }) => [`regions.${name}.state`, "standing"])),
    );
    await stage.#up(home);
    // Certificates take up to an hour, and groups grow.
    await stage.clock.sleep(90 * 60_000);
    return stage;
  }

  /** What the description means now. */
  topology(): Topology {
    return topologyOf(this.#text());
  }

  describe(edits: Edits): void {
    writeFileSync(this.#file, editDescription(this.#text(), edits));
  }

  async #up(region: string): Promise<void> {
    await this.stacks.up(region);
    this.sandbox.transact((cloud) => cloud.settle());
  }

  #text(): string {
    return readFileSync(this.#file, "utf8");
  }
}

function topologyOf(text: string): Topology {
  const { topology, problems } = readTopology({ path: "system.yaml", text }, DRILL_PROJECT);
  if (problems) throw new Error(problems.map((one) => `${one.path} ${one.message}`).join("; "));
  return topology;
}
