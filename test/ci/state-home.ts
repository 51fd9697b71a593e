import path from "node:path";
import type { StackRun } from "../../engine/stacks";
import { errorsOf } from "../../engine/deployer";
import { SandboxDeployer } from "../../sandbox/deployer";
import { restFace } from "../../sandbox/rest/face";
import { type RestServer, serve } from "../../sandbox/rest/server";
import { storageClientRoutes } from "../../sandbox/rest/storage-client";
import { openSandbox, type Sandbox } from "../../sandbox/sandbox";
import { SANDBOX_PROJECT, type Standing } from "./standing";

const STATES = "sandbox-state";
export const COPIES = `${STATES}-standby-exports`;
export const RECOVERY = `${SANDBOX_PROJECT}-online-bank-recovery`;
export const STATE_REGIONS = ["us-east4", "us-west1"] as const;

/**
 * What `standby bootstrap` makes, and Cloud Storage's API before it: the real CLI keeps its states in
 * the bucket, and `gcloud` copies to the others. It is in a cloud of its own, in memory: the CLI
 * writes the whole state after every step.
 */
export class StateHome {
  readonly #standing: Standing;
  readonly #sandbox: Sandbox;
  readonly #server: RestServer;

  private constructor(standing: Standing, sandbox: Sandbox, server: RestServer) {
    this.#standing = standing;
    this.#sandbox = sandbox;
    this.#server = server;
  }

  static async open(standing: Standing): Promise<StateHome> {
    const sandbox = openSandbox();
    const dir = path.join(standing.clone, "bootstrap");
    const states = path.join(standing.folder, "bootstrap-states");
    const run = await new SandboxDeployer({ dir, states, sandbox }).up(BOOTSTRAP);
    if (run.failed) throw new Error(errorsOf(run).join("\n"));
    const face = restFace({ hold: sandbox.transact, tables: [storageClientRoutes] });
    standing.command("gcloud", GCLOUD);
    return new StateHome(standing, sandbox, await serve(face));
  }

  get env(): NodeJS.ProcessEnv {
    return {
      PULUMI_BACKEND_URL: `gs://${STATES}-standby-state`,
      STORAGE_EMULATOR_HOST: new URL(this.#server.url).host,
      GOOGLE_OAUTH_ACCESS_TOKEN: "sandbox",
      EXPORT_BUCKET: COPIES,
      LEASE_BUCKET: RECOVERY,
    };
  }

  /** Time passes, until all that was written has been copied; then these regions are gone. */
  lose(...regions: readonly string[]): void {
    const happen = (sandbox: Sandbox) =>
      sandbox.transact((cloud) => {
        cloud.advanceTo(cloud.now + 2 * 3_600_000);
        for (const region of regions) {
          cloud.faults.inject(`lost-${region}`, { kind: "region-loss", region, calls: "fail" });
        }
      });
    happen(this.#sandbox);
    this.#standing.inSandbox(happen);
  }

  /** The bucket of the states is gone, with all that was in it. */
  drop(): void {
    this.lose(...STATE_REGIONS);
  }

  async close(): Promise<void> {
    await this.#server.close();
    this.#sandbox.close();
  }
}

const BOOTSTRAP: StackRun = {
  ...{ stack: "bootstrap", region: "", project: STATES, system: "", secretKeys: [] },
  config: {
    "gcp:project": STATES,
    "standby-bootstrap:target": SANDBOX_PROJECT,
    "standby-bootstrap:multiRegion": "us",
    "standby-bootstrap:dualRegion": STATE_REGIONS.join(","),
    "standby-bootstrap:recoveryBucket": RECOVERY,
    "standby-bootstrap:repository": "",
  },
};

/** `gcloud storage cp`, `cat`, `rm` and `ls`, by the API. */
const GCLOUD = `
set -euo pipefail
api="http://$STORAGE_EMULATOR_HOST"
enc() { jq -rn --arg x "$1" '$x|@uri'; }
split() { local rest=\${1#gs://}; bucket=\${rest%%/*}; name=\${rest#*/}; }
get() { curl -sf "$api/storage/v1/b/$bucket/o/$(enc "$name")?alt=media" || { echo "ERROR: $bucket/$name matched no objects" >&2; exit 1; }; }
case "$2 $3" in
  "cp gs://"*) split "$3"; get > "$4" ;;
  "cp "*) split "$4"; curl -sf -o /dev/null --data-binary "@$3" "$api/upload/storage/v1/b/$bucket/o?uploadType=media&name=$(enc "$name")" ;;
  "cat "*) split "$3"; get ;;
  "rm "*) split "$3"; curl -sf -X DELETE -o /dev/null "$api/storage/v1/b/$bucket/o/$(enc "$name")" ;;
  "ls "*) split "$3"; curl -sf "$api/storage/v1/b/$bucket/o?prefix=$(enc "$name")" | jq -r '.items[]? | "gs://\\(.bucket)/\\(.name)"' ;;
  *) echo "the stand-in has no: gcloud $*" >&2; exit 2 ;;
esac`;
