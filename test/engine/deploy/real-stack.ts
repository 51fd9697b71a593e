import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCli } from "../../../engine/pulumi/cli";
import { realPulumi } from "../real-cli";

const PROVIDERS = path.join(__dirname, "../fixtures/cloud");
const MODULES = path.join(__dirname, "../../../node_modules");

/** A stack of the real CLI, in a folder of its own, with the test's cloud behind it. */
export class RealStack {
  readonly #scratch = mkdtempSync(path.join(tmpdir(), "standby-deploy-"));
  readonly #dir = path.join(this.#scratch, "project");

  static async of(dir: string): Promise<RealStack> {
    const stack = new RealStack();
    cpSync(dir, stack.#dir, { recursive: true });
    symlinkSync(MODULES, path.join(stack.#dir, "node_modules"));
    await stack.run("stack", "init", "prod");
    return stack;
  }

  /** Runs a command and returns what it printed; `undefined` where it failed. */
  async run(...args: string[]): Promise<string | undefined> {
    const flags = args[1] === "init" ? [] : ["--stack", "prod"];
    const ended = await runCli(realPulumi() ?? "", [...args, ...flags, "--non-interactive"], {
      dir: this.#dir,
      env: this.#environment(),
      timeoutMs: 120_000,
    });
    return ended.code === 0 || args[0] === "preview" ? ended.stdout : undefined;
  }

  async set(key: string, value: string): Promise<void> {
    await this.run("config", "set", key, value);
  }

  async preview(): Promise<unknown> {
    return JSON.parse((await this.run("preview", "--json", "--show-replacement-steps")) ?? "");
  }

  /** The state, as exported. */
  async state(): Promise<unknown> {
    return JSON.parse((await this.run("stack", "export", "--show-secrets")) ?? "");
  }

  /** What the cloud holds, by name. */
  things(): string[] {
    const files = readdirSync(path.join(this.#scratch, "cloud"));
    return files.map((file) => file.replace(".json", "")).sort();
  }

  remove(): void {
    rmSync(this.#scratch, { recursive: true, force: true });
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PATH: [PROVIDERS, process.env["PATH"]].join(path.delimiter),
      PULUMI_HOME: path.join(this.#scratch, "home"),
      PULUMI_BACKEND_URL: `file://${this.#scratch}`,
      PULUMI_CONFIG_PASSPHRASE: "for a test",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      STANDBY_TEST_PROJECT: this.#dir,
      STANDBY_TEST_CLOUD: path.join(this.#scratch, "cloud"),
    };
  }
}
