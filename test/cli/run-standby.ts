import { spawnSync } from "node:child_process";
import path from "node:path";
import { PROJECT } from "../stacks/runs";

const STANDBY = path.join(PROJECT, "bin/standby.js");
const NODE = path.dirname(process.execPath);

/** Runs the command with no Pulumi CLI and no terminal. */
export function standby(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { STANDBY_SANDBOX: _, ...own } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [STANDBY, ...args], {
    cwd: PROJECT,
    env: { ...own, PATH: `${NODE}:/nowhere`, NO_COLOR: "1", ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { status, stdout, stderr };
}
