import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { KeptProgram } from "../../engine/embedded/kept-program";
import { editDescription, type Edits } from "../../system/edit";
import type { Topology } from "../../topology/model";
import { readTopology } from "../../topology/read";
import type { Instant } from "../model";
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
  readonly #options: StageOptions;
  readonly #file: string;
  readonly #program: KeptProgram;
  /** The description as it was last read: whoever recovers looks every few seconds. */
  #read: { readonly text: string; readonly topology: Topology } | undefined;
  /** Whether a run of a stack takes its time: while the system is stood up nobody waits. */
  passes: (what: string) => Promise<void> = () => Promise.resolve();

  private constructor(options: StageOptions, from?: Stage) {
    const { dir, folder, text, standby, seed = 1 } = options;
    this.#options = options;
    this.#file = path.join(folder, "system.yaml");
    const edits = standby === undefined ? {} : { standby };
    mkdirSync(folder, { recursive: true });
    writeFileSync(this.#file, from?.text ?? editDescription(text, edits));
    this.#program = from ? from.#program : new KeptProgram();
    this.sandbox = from?.sandbox.fork(seed) ?? openSandbox({ seed });
    this.clock = new DrillClock(this.sandbox);
    const where = { dir, project: DRILL_PROJECT, system: path.relative(dir, this.#file) };
    const passes = (what: string) => this.passes(what);
    const until = (instant: Instant) => this.clock.sleep(Math.max(0, instant - this.clock.instant));
    const { home } = this.topology();
    this.stacks = new DrillStacks(
      { ...where, home, sandbox: this.sandbox, runProcess: this.#program.run, passes, until },
      from?.stacks.states,
    );
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
    writeFileSync(stage.#file, standingText(stage.text));
    await stage.#up(home);
    // Certificates take up to an hour, and groups grow.
    await stage.clock.sleep(90 * 60_000);
    return stage;
  }

  /** Another stage that is as this one is now: what happens there doesn't happen here. */
  fork(folder: string, seed?: number): Stage {
    const more = { folder, ...(seed === undefined ? {} : { seed }) };
    return new Stage({ ...this.#options, ...more }, this);
  }

  /** What the description means now. */
  topology(): Topology {
    const { text } = this;
    if (this.#read?.text !== text) this.#read = { text, topology: topologyFrom(text) };
    return this.#read.topology;
  }

  /** The description as it is now. */
  get text(): string {
    return readFileSync(this.#file, "utf8");
  }

  describe(edits: Edits): void {
    writeFileSync(this.#file, editDescription(this.text, edits));
  }

  async #up(region: string): Promise<void> {
    await this.stacks.make(region);
    this.sandbox.transact((cloud) => cloud.settle());
  }
}

/** A description as it is once every region stands, in a mode. */
export function standingText(text: string, standby?: StageOptions["standby"]): string {
  const edited = editDescription(text, standby === undefined ? {} : { standby });
  const planned = Object.values(topologyFrom(edited).regions).filter(
    ({ state }) => state === "planned",
  );
  return editDescription(
    edited,
    Object.fromEntries(planned.map(({ name }) => [`regions.${name}.state`, "standing"])),
  );
}

/** What a description means, in a drill's project. */
export function topologyFrom(text: string): Topology {
  const { topology, problems } = readTopology({ path: "system.yaml", text }, DRILL_PROJECT);
  if (problems) throw new Error(problems.map((one) => `${one.path} ${one.message}`).join("; "));
  return topology;
}
