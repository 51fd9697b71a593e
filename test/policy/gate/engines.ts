import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import type { Deployer } from "../../../engine/deployer";
import { PulumiDeployer } from "../../../engine/pulumi/deployer";
import type { StackRun } from "../../../engine/stacks";
import { SandboxDeployer } from "../../../sandbox/deployer";
import { openSandbox } from "../../../sandbox/sandbox";
import { copyOf, environment, setConfig } from "../../engine/real-cli";

const PROJECT = path.join(__dirname, "../../..");
const PROGRAM = path.join(__dirname, "program");
const PROVIDERS = path.join(PROJECT, "sandbox/bin");

/** Runs something with a deployer whose cloud and states are in a folder. */
export type Engine = <Result>(
  folder: string,
  run: StackRun,
  work: (deployer: Deployer) => Promise<Result>,
) => Promise<Result>;

export const embedded: Engine = async (folder, _, work) => {
  const sandbox = openSandbox({ file: cloudIn(folder) });
  const states = path.join(folder, "states");
  try {
    return await work(new SandboxDeployer({ dir: PROGRAM, states, sandbox }));
  } finally {
    sandbox.close();
  }
};

/** The real CLI, on a copy of the project: it writes into stack files. */
export const realCli: Engine = (folder, run, work) => {
  const copy = path.join(folder, "project");
  const dir = path.join(copy, path.relative(PROJECT, PROGRAM));
  if (!existsSync(copy)) {
    copyOf(PROJECT, folder);
    mkdirSync(path.dirname(dir), { recursive: true });
    cpSync(PROGRAM, dir, { recursive: true });
  }
  // The CLI takes values from the stack file, where it keeps its salt as well.
  const { "standby:otherwise": otherwise = "[]", ...config } = run.config;
  const file = path.join(dir, `Pulumi.${run.stack}.yaml`);
  if (!existsSync(file)) writeFileSync(file, stringify({}));
  setConfig(file, { ...config, "standby:otherwise": JSON.parse(otherwise) });
  const env = { ...environment(folder, dir, PROVIDERS), STANDBY_SANDBOX: cloudIn(folder) };
  return work(new PulumiDeployer({ dir, env, makesStacks: true }));
};

export function cloudIn(folder: string): string {
  return path.join(folder, "cloud.jsonl");
}
