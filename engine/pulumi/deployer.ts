import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import type { PreviewDigest, PreviewState } from "../../inventory/preview-json";
import { isRecord } from "../config";
import {
  EngineError,
  errorsOf,
  type Deployed,
  type Deployer,
  type DeployOptions,
} from "../deployer";
import { targetsUnder } from "../../inventory/targets";
import { under } from "../embedded/deploy/targets";
import { shown, type Properties } from "../embedded/wire";
import { KEYS, type StackRun } from "../stacks";
import { named } from "../state-names";
import { findPulumi, runCli, type Ended } from "./cli";
import { digestOfEvents, isWhole } from "./events";
import { withoutResources } from "./without-resources";

/** Where the CLI works, and with what. */
export interface CliDeployment {
  /** The folder of the `Pulumi.yaml` and of the stack files. */
  readonly dir: string;
  /** The whole environment: what the CLI finds its backend, plugins and credentials by. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /**
   * Whether a stack that isn't there is made. Where secrets are encrypted with a key of one's own,
   * only a person can say which. @default false
   */
  readonly makesStacks?: boolean;
}

const QUIET = ["--non-interactive", "--color", "never"];
const NOT_LOGGED_IN =
  "the Pulumi CLI is not logged in to where the states are, so nothing was done; run " +
  '"pulumi login gs://STATE-BUCKET", or set PULUMI_BACKEND_URL (docs/operate.md)';
const AT_ONCE = ["--yes", "--skip-preview"];

/** Deploys with the Pulumi CLI, which keeps the states and reads the stack files by itself. */
export class PulumiDeployer implements Deployer {
  readonly engine = "pulumi";
  readonly #deployment: CliDeployment;
  readonly #pulumi: string;

  /** @throws EngineError if there is no CLI. */
  constructor(deployment: CliDeployment) {
    const pulumi = findPulumi(deployment.env["PATH"] ?? "");
    if (pulumi === undefined) {
      throw new EngineError(
        `"pulumi" is not on the PATH; install it from https://www.pulumi.com/docs/install`,
      );
    }
    this.#deployment = deployment;
    this.#pulumi = pulumi;
  }

  preview(run: StackRun, options: DeployOptions = {}): Promise<Deployed> {
    return withSettings(this.#deployment.dir, run, async (settings) =>
      previewed(await this.#run(run, ["preview", "--json", ...settings], options)),
    );
  }

  async up(run: StackRun, options: DeployOptions = {}): Promise<Deployed> {
    const ended = await withSettings(this.#deployment.dir, run, (settings) =>
      this.#run(run, ["up", "--json", ...AT_ONCE, ...settings], options),
    );
    return ended.code === 0 && !isWhole(ended.stdout) ? cutShort(done(ended)) : done(ended);
  }

  async refresh(run: StackRun, options: DeployOptions = {}): Promise<Deployed> {
    return done(await this.#run(run, ["refresh", "--json", ...AT_ONCE], options));
  }

  async previewDestroy(run: StackRun, options: DeployOptions = {}): Promise<Deployed> {
    return previewed(await this.#run(run, ["destroy", "--preview-only", "--json"], options));
  }

  /** The CLI itself deletes all that it comes to before it comes to what is protected. */
  async destroy(run: StackRun, options: DeployOptions = {}): Promise<Deployed> {
    if (options.planned !== true) {
      const planned = await this.previewDestroy(run, options);
      if (planned.failed) return { ...planned, digest: { ...planned.digest, steps: [] } };
    }
    return done(await this.#run(run, ["destroy", "--json", ...AT_ONCE], options));
  }

  async state(run: StackRun): Promise<readonly PreviewState[]> {
    const ended = await this.#cli(["stack", "export", "--stack", run.stack]);
    if (isNoStack(ended)) return [];
    const { deployment } = documentOf(required(ended, "stack export"));
    const resources = isRecord(deployment) ? deployment["resources"] : [];
    return (Array.isArray(resources) ? resources : []).map(plain);
  }

  async unprotect(run: StackRun, urns: readonly string[]): Promise<void> {
    if (urns.length === 0) return;
    const asked = ["state", "unprotect", ...urns, "--yes", "--stack", run.stack];
    required(await this.#cli(asked), "state unprotect");
  }

  /** The CLI forgets nothing that others depend on, so the state is taken out, edited and put back. */
  async forget(run: StackRun, urns: readonly string[]): Promise<void> {
    if (urns.length === 0) return;
    await this.#edit(run, (whole) => withoutResources(whole, urns));
  }

  async #edit(
    run: StackRun,
    change: (whole: Readonly<Record<string, unknown>>) => unknown,
  ): Promise<void> {
    const ended = await this.#cli(["stack", "export", "--stack", run.stack]);
    const whole = documentOf(required(ended, "stack export"));
    const folder = mkdtempSync(path.join(tmpdir(), "standby-state-"));
    const file = path.join(folder, "state.json"); // secrets in it stay encrypted
    try {
      writeFileSync(file, JSON.stringify(change(whole)), { mode: 0o600 });
      required(
        await this.#cli(["stack", "import", "--stack", run.stack, "--file", file]),
        "stack import",
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async rename(run: StackRun, from: string, to: string): Promise<void> {
    await this.#edit(run, (whole) => named(whole, from, to));
  }

  async #run(
    run: StackRun,
    asked: readonly string[],
    { under, except, signal }: DeployOptions,
  ): Promise<Ended> {
    signal?.throwIfAborted();
    const target = await this.#targets(run, under, except);
    const words = [...asked, ...target, "--stack", run.stack];
    const ended = await this.#cli(words, signal);
    signal?.throwIfAborted();
    if (!isNoStack(ended)) return ended;
    if (this.#deployment.makesStacks !== true) {
      throw new EngineError(
        `there is no stack "${run.stack}"; make it with "pulumi stack init ${run.stack}"`,
      );
    }
    required(await this.#cli(["stack", "init", run.stack, "--no-select"]), "stack init");
    return this.#cli(words, signal);
  }

  /** The CLI takes either what is chosen or what is left out; of both the URNs that the state has are named. */
  async #targets(
    run: StackRun,
    type?: string,
    except: readonly string[] = [],
  ): Promise<readonly string[]> {
    const all = (flag: string, part: string) =>
      targetsUnder(part).flatMap((pattern) => [flag, pattern]);
    if (type === undefined) return except.flatMap((one) => all("--exclude", one));
    if (except.length === 0) return all("--target", type);
    const chosen = (await this.state(run)).map(({ urn }) => urn).filter(under(type, except));
    return chosen.flatMap((urn) => ["--target", urn]);
  }

  /** @throws EngineError if the CLI doesn't know where the states are: nothing can be done then. */
  async #cli(words: readonly string[], signal?: AbortSignal): Promise<Ended> {
    const { dir, env } = this.#deployment;
    const where = { dir, env, ...(signal ? { signal } : {}) };
    const ended = await runCli(this.#pulumi, [...words, ...QUIET], where);
    if (ended.code !== 0 && `${ended.stdout}${ended.stderr}`.includes("PULUMI_ACCESS_TOKEN")) {
      throw new EngineError(NOT_LOGGED_IN);
    }
    return ended;
  }
}

/** Settings of one run alone: what a preview supposes, and what loses its protection. */
const OF_ONE_RUN = [KEYS.whatIf, KEYS.unprotect] as const;

/** Gives the program settings that the stack file doesn't have: the CLI takes them from such a file alone. */
async function withSettings<Result>(
  dir: string,
  { stack, config }: StackRun,
  work: (flags: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const given = OF_ONE_RUN.flatMap((key) => {
    const value = config[key];
    return value === undefined || value === "{}" ? [] : [[key, value] as const];
  });
  if (given.length === 0) return work([]);
  const scratch = mkdtempSync(path.join(tmpdir(), "standby-"));
  try {
    const file = path.join(scratch, `Pulumi.${stack}.yaml`);
    const content: unknown = parse(readFileSync(path.join(dir, `Pulumi.${stack}.yaml`), "utf8"));
    const own = isRecord(content) ? content : {};
    const before = isRecord(own["config"]) ? own["config"] : {};
    const more = given.map(([key, value]) => [
      key,
      key === KEYS.whatIf ? (JSON.parse(value) as unknown) : value,
    ]);
    const config = { ...before, ...(Object.fromEntries(more) as object) };
    writeFileSync(file, stringify({ ...own, config }));
    return await work(["--config-file", file]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function previewed(ended: Ended): Deployed {
  const document = documentOf(ended);
  const steps = document["steps"];
  // The CLI's own schema: sdk/go/common/display, PreviewDigest.
  const digest = document as unknown as PreviewDigest;
  return explained({ ...digest, steps: Array.isArray(steps) ? digest.steps : [] }, ended);
}

function done(ended: Ended): Deployed {
  return explained(digestOfEvents(ended.stdout), ended);
}

/** Whatever the CLI says of it: what the program had not registered yet is not there, or deleted. */
function cutShort({ digest }: Deployed): Deployed {
  const message = "the program was ended before it had registered everything; run it again";
  const diagnostics = [...(digest.diagnostics ?? []), { severity: "error", message }];
  return { digest: { ...digest, diagnostics }, failed: true };
}

/** A failure has at least one error. */
function explained(digest: PreviewDigest, { code, stderr }: Ended): Deployed {
  const deployed = { digest, failed: code !== 0 };
  if (code === 0 || errorsOf(deployed).length > 0) return deployed;
  const message = stderr.trim() || `pulumi ended with code ${code}`;
  const diagnostics = [...(digest.diagnostics ?? []), { severity: "error", message }];
  return { digest: { ...digest, diagnostics }, failed: true };
}

function documentOf({ stdout }: Ended): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(stdout);
    return isRecord(document) ? document : {};
  } catch {
    return {};
  }
}

function isNoStack({ code, stderr }: Ended): boolean {
  return code !== 0 && /no stack named/.test(stderr);
}

/** @throws EngineError with what the CLI said, if it failed. */
function required(ended: Ended, what: string): Ended {
  if (ended.code === 0) return ended;
  throw new EngineError(`pulumi ${what}: ${ended.stderr.trim() || `ended with ${ended.code}`}`);
}

function plain(resource: unknown): PreviewState {
  const state = isRecord(resource) ? resource : {};
  const hidden = (key: string) =>
    isRecord(state[key]) ? { [key]: shown(state[key] as Properties) } : {}; // JSON is wire form
  // The engine's own schema: sdk/go/common/apitype, ResourceV3.
  return { ...state, ...hidden("inputs"), ...hidden("outputs") } as unknown as PreviewState;
}
