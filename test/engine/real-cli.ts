import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import { findPulumi, previewJson, runCli } from "../../engine/pulumi/cli";

const PROVIDERS = path.join(__dirname, "fixtures/provider");
const LEFT_OUT = new Set(["node_modules", ".git", ".standby", "coverage", "test"]);

/** The Pulumi CLI that tests compare with; without one they are skipped, and say so. */
export function realPulumi(): string | undefined {
  return findPulumi(process.env["PATH"] ?? "");
}

/**
 * What the real Pulumi CLI prints for a stack of the project in `dir` that doesn't exist yet, with
 * providers that pass every input through. Works on a copy: the CLI writes into stack files.
 *
 * What this can't show: names that Google's provider makes up, and values that it fills in.
 */
export async function realPreview(
  dir: string,
  stack: string,
  config?: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const pulumi = realPulumi();
  if (pulumi === undefined) throw new Error(`"pulumi" is not on the PATH`);
  const scratch = mkdtempSync(path.join(tmpdir(), "standby-real-"));
  try {
    const copy = copyOf(dir, scratch);
    if (config) setConfig(path.join(copy, `Pulumi.${stack}.yaml`), config);
    const env = environment(scratch, copy);
    const init = ["stack", "init", stack, "--non-interactive"];
    const made = await runCli(pulumi, init, { dir: copy, env, timeoutMs: 60_000 });
    if (made.code !== 0) throw new Error(made.stderr);
    const outcome = await previewJson({ dir: copy, stack, env, timeoutMs: 120_000 });
    if ("document" in outcome) return outcome.document;
    throw new Error(outcome.problems.map(({ message }) => message).join("\n"));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A copy of the project, since the CLI writes into stack files. */
export function copyOf(dir: string, scratch: string): string {
  const copy = path.join(scratch, "project");
  const top = path.resolve(dir);
  const filter = (file: string) => !LEFT_OUT.has(path.relative(top, file));
  cpSync(top, copy, { recursive: true, filter });
  symlinkSync(above(top, "node_modules"), path.join(copy, "node_modules"));
  cpSync(above(top, "package.json"), path.join(copy, "package.json"));
  return copy;
}

/** The nearest file or folder of that name in `dir` or above it. */
function above(dir: string, name: string): string {
  const here = path.join(dir, name);
  if (existsSync(here)) return here;
  if (dir === path.dirname(dir)) throw new Error(`there is no ${name}`);
  return above(path.dirname(dir), name);
}

/** Adds to what a stack file says. */
export function setConfig(file: string, config: Readonly<Record<string, unknown>>): void {
  const content = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
  writeFileSync(file, stringify({ ...content, config: { ...content?.config, ...config } }));
}

/** Everything of the CLI's in `scratch`; its providers come from `providers`. */
export function environment(
  scratch: string,
  copy: string,
  providers: string = PROVIDERS,
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: [providers, process.env["PATH"]].join(path.delimiter),
    PULUMI_HOME: path.join(scratch, "home"),
    PULUMI_BACKEND_URL: `file://${scratch}`,
    PULUMI_CONFIG_PASSPHRASE: "for a test",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    STANDBY_TEST_PROJECT: copy,
  };
}
