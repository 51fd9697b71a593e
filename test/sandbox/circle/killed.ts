import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StateFile } from "../../../engine/embedded/deploy/state-file";
import { PASSPHRASE } from "../../../sandbox/deployer";
import { openSandbox } from "../../../sandbox/sandbox";
import { newDescription } from "../../../system/new-description";
import { PROJECT } from "../../stacks/runs";
import { killTree } from "./kill-tree";

const OTHER = "us-east1";

/** Where a run that is played back dies: at its n-th call that changes anything, before or after its effect. */
export interface Death {
  readonly nth: number;
  readonly after: boolean;
}

/** Small and whole: one public service with a database, both load balancers, alerts, two regions. */
const SMALL = newDescription({
  name: "small-shop",
  domain: "shop.example.com",
  home: { region: "us-central1", zones: ["a", "b", "c"] },
  other: { region: OTHER, zones: ["b", "c", "d"] },
  standby: "warm",
  peak: 100,
  image: `us-docker.pkg.dev/example-bank-prod/apps/web@sha256:${"7d".repeat(32)}`,
  email: "operations@example.com",
  database: true,
});

/** When a run is killed: so many milliseconds after its beginning, or when the cloud's file is so long. */
export type Moment = { readonly afterMs: number } | { readonly atBytes: number };

/** A sandbox of its own, in which `standby up` is a process that can be killed. */
export class Rehearsal {
  readonly folder: string;
  readonly #path: string;

  /** `search` is the PATH: where the CLI is found, or is not. */
  constructor(search: string) {
    const parent = path.join(PROJECT, ".standby");
    mkdirSync(parent, { recursive: true });
    this.folder = mkdtempSync(path.join(parent, "test-killed-"));
    this.#path = search;
    writeFileSync(this.described, SMALL);
  }

  /** The description. */
  get described(): string {
    return path.join(this.folder, "small-shop.yaml");
  }

  get store(): string {
    return path.join(this.folder, "cloud.jsonl");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs `standby up` of the other region, or kills it with all that it began; its exit code, or null. */
  async up(moment?: Moment, more: readonly string[] = []): Promise<number | null> {
    const words = ["up", OTHER, "--sandbox", "--yes", "--system", this.described, ...more];
    const child = spawn(process.execPath, [path.join(PROJECT, "bin/standby.js"), ...words], {
      cwd: PROJECT,
      env: { ...process.env, STANDBY_SANDBOX: this.store, PATH: this.#path, NO_COLOR: "1" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (data) => (said += String(data)));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const forgo = moment ? this.#at(moment, () => killTree(child.pid ?? 0)) : () => undefined;
    const code = await ended;
    forgo();
    if (code !== 0 && code !== null) throw new Error(said);
    return code;
  }

  /**
   * Stands the other region up as `standby up` does, from recordings of its three deployments, in a
   * process that may die on its way; how many calls it made, or null.
   */
  play(recordings: string, death?: Death): number | null {
    const words = [
      this.folder,
      recordings,
      ...(death ? [String(death.nth), String(death.after)] : []),
    ];
    const script = path.join(__dirname, "mortal.ts");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--require", "tsx/cjs", script, ...words],
      { cwd: PROJECT, encoding: "utf8" },
    );
    if (status !== 0 && status !== null) throw new Error(stderr);
    return status === null ? null : Number(stdout);
  }

  /** Does it once, at that moment; what is returned forgoes it. */
  #at(moment: Moment, work: () => void): () => void {
    if ("afterMs" in moment) {
      const timer = setTimeout(work, moment.afterMs);
      return () => clearTimeout(timer);
    }
    const watch = setInterval(() => {
      if (this.bytes < moment.atBytes) return;
      clearInterval(watch);
      work();
    }, 5);
    return () => clearInterval(watch);
  }

  /** How long the cloud's file is. */
  get bytes(): number {
    return existsSync(this.store) ? statSync(this.store).size : 0;
  }

  /** What the cloud holds, by id. */
  cloud(): Readonly<Record<string, unknown>> {
    const sandbox = openSandbox({ file: this.store });
    try {
      return sandbox.transact((cloud) => {
        const all = [...cloud.all()];
        return Object.fromEntries(all.map(({ id, properties }) => [id, properties]));
      });
    } finally {
      sandbox.close();
    }
  }

  /** What the embedded engine's states say, by URN, without times. */
  async states(): Promise<Readonly<Record<string, unknown>>> {
    const of = async (stack: string) => {
      const file = path.join(this.folder, "states", `${stack}.json`);
      const { resources, pending } = await StateFile.read(file, PASSPHRASE);
      expect(pending).toEqual([]);
      return resources.map((resource) => {
        const { created: _created, modified: _modified, ...rest } = resource;
        return [rest.urn, rest];
      });
    };
    return Object.fromEntries([...(await of("prod")), ...(await of("dr"))]);
  }
}

/** A share from 0 to 1 for a seed. */
export function shareOf(seed: number): number {
  return createHash("sha256").update(`killed ${seed}`).digest().readUInt32BE() / 2 ** 32;
}
