import { spawnSync } from "node:child_process";
import path from "node:path";
import { PROJECT } from "../stacks/runs";

const STANDBY = path.join(PROJECT, "bin/standby.js");
const NODE = path.dirname(process.execPath);

/** The command with no Pulumi CLI and no terminal, as something to spawn. */
export function spawnable(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { STANDBY_SANDBOX: _, ...own } = process.env;
  const options = {
    cwd: PROJECT,
    env: { ...own, PATH: `${NODE}:/nowhere`, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"],
  };
  return [process.execPath, [STANDBY, ...args], options] as const;
}

/** Runs the command with no Pulumi CLI and no terminal. */
export function standby(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const [file, all, options] = spawnable(args, env);
  const { status, stdout, stderr } = spawnSync(file, all, { ...options, encoding: "utf8" });
  return { status, stdout, stderr };
}
