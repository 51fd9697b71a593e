import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PROJECT } from "../docs/markdown";
import { git } from "./clean-clone";
import type { Standing } from "./standing";
import { type Ended, type Given, jobOf, runJob, WORKFLOWS } from "./workflow";

/** Who may see it, and whom it must never leave. Put together, so that no file of the project holds it. */
export const TOKEN = ["ghs", "canary0123456789"].join("_");

const LOAD = path.join(PROJECT, "engine/embedded/preload/typescript.js");
const CLOCK = path.join(PROJECT, "test/ci/let-pass.ts");

/**
 * A system whose workflows run: on their commits, with the sandbox's time for what waits, and with
 * stand-ins for `gh` and for the objects that `gcloud` would fetch.
 */
export class Pipeline {
  readonly standing: Standing;
  /** Everything that was printed. */
  said = "";
  #runs = 0;

  constructor(standing: Standing) {
    this.standing = standing;
    const clock = `node --require "${LOAD}" "${CLOCK}" "$HERE/sandbox/cloud.jsonl"`;
    standing.command("sleep", `exec ${clock} "$1"`);
    standing.command("date", `[ "$*" != +%s ] || exec ${clock}\nexec /usr/bin/date "$@"`);
    standing.command("gcloud", `echo "ERROR: matched no objects" >&2; exit 1`);
    standing.command(
      "gh",
      `echo "gh $*" >> "$HERE/gh"; case "$1 $2" in "issue list") ;; *) echo https://github.example/1 ;; esac`,
    );
  }

  /** How `gh` was called. */
  asked(): readonly string[] {
    const file = path.join(this.standing.folder, "gh");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  /** Runs a workflow's jobs as GitHub does, each after the one that it needs; how their steps ended. */
  async run(file: string, given: Given = {}): Promise<Readonly<Record<string, readonly Ended[]>>> {
    const workflow = WORKFLOWS.find(([name]) => name === file)?.[1];
    if (!workflow) throw new Error(`there is no workflow ${file}`);
    this.#runs += 1;
    const all = { ...this.#given(), ...given };
    const done: Record<string, readonly Ended[]> = {};
    for (const [name, { needs, if: asked }] of Object.entries(workflow.jobs)) {
      const failed = needs !== undefined && (done[needs] ?? []).some(({ code }) => code !== 0);
      if (asked === undefined && (failed || (needs !== undefined && !done[needs]))) continue;
      this.fresh();
      done[name] = await runJob(jobOf(file, name), all, (command, env) =>
        this.#shell(command, env),
      );
      this.#upload();
    }
    return done;
  }

  /** Everything on `main` is what is deployed. */
  merge(branch: string): void {
    const { clone } = this.standing;
    git(clone, "switch", "--quiet", "main");
    git(clone, "merge", "--quiet", "--ff-only", branch);
    git(clone, "push", "--quiet", "origin", "main");
  }

  /** A machine of a workflow has what is on `main`, and nothing else. */
  fresh(): void {
    git(this.standing.clone, "checkout", "--quiet", "--force", "main");
  }

  /** What a recovery leaves, as its job's artifact. */
  #upload(): void {
    const { folder, clone } = this.standing;
    const left = path.join(clone, ".standby");
    if (!existsSync(left)) return;
    cpSync(left, path.join(folder, "temp/recovery"), { recursive: true });
    rmSync(left, { recursive: true });
  }

  async #shell(command: string, env: Readonly<Record<string, string>>) {
    const ran = await this.standing.run("bash", ["-e", "-c", command], {
      HEALTHY_PAUSE: "240",
      ...env,
    });
    this.said += `$ ${command}\n${ran.out}`;
    writeFileSync(path.join(this.standing.folder, "said"), this.said);
    return ran;
  }

  #given(): Given {
    const backend = this.standing.env["PULUMI_BACKEND_URL"] ?? "";
    return {
      "vars.STATE_BACKEND": backend,
      "vars.LEASE_BUCKET": "lease",
      "vars.EXPORT_BUCKET": "",
      "github.token": TOKEN,
      "github.repository": "acme/bank",
      "github.run_id": String(this.#runs),
      "runner.temp": path.join(this.standing.folder, "temp"),
    };
  }
}
