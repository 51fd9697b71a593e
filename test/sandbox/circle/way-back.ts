import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Diagnostic } from "../../../engine/embedded/diagnostics";
import { settlePending } from "../../../engine/embedded/deploy/pending";
import { StateFile } from "../../../engine/embedded/deploy/state-file";
import { PASSPHRASE } from "../../../sandbox/deployer";
import { sandboxEnvironment } from "../../../sandbox/environment";
import { SandboxFolder } from "../../../sandbox/folder";
import { PROVIDERS } from "../../../sandbox/provider/all";
import { openSandbox } from "../../../sandbox/sandbox";
import { commands, read } from "../../docs/markdown";
import { PROJECT } from "../../stacks/runs";

const STACKS = ["prod", "dr"];
const PAGE = read("docs/operate.md");

/** What a killed run of the CLI has left: locks, and creations that took effect or didn't. */
export interface Met {
  locks: number;
  /** States that were cut short while they were written. */
  short: number;
  made: number;
  not: number;
}

/** What an operator does, as the page has it: a state that is whole, the lock, then what was cut off. */
export async function wayBack(folder: string, met: Met): Promise<void> {
  const scripts = path.join(folder, ".ci");
  if (!existsSync(scripts)) symlinkSync(path.join(PROJECT, ".ci"), scripts);
  const [whole = ""] = commands(PAGE, "The state is damaged");
  const [unlock = ""] = commands(PAGE, "A stale lock");
  const [list = "", made = ""] = commands(PAGE, "Operations that were cut off");
  for (const stack of STACKS.filter((one) => existsSync(stateOf(folder, one)))) {
    const shell = (text: string, more: NodeJS.ProcessEnv = {}) =>
      ran(folder, text, { STACK: stack, ...more });
    if (!isWhole(stateOf(folder, stack))) {
      met.short += 1;
      await shell(whole, { STATE: stateOf(folder, stack) });
    }
    if (isLocked(folder, stack)) {
      met.locks += 1;
      await shell(unlock);
    }
    const open = (await shell(list)).split("\n").filter((line) => line !== "");
    if (open.length === 0) continue;
    const ids = await madeIn(folder, stack, await shell('pulumi stack export --stack "$STACK"'));
    const urns = open.map((line) => line.slice(line.indexOf(" ") + 1));
    const named = urns.flatMap((urn) => {
      const id = ids.get(urn);
      return id === undefined ? [] : [`'${urn}' '${id}'`];
    });
    met.made += named.length;
    met.not += urns.length - named.length;
    await shell(made.replace('"$URN" "$ID"', named.join(" ")));
  }
}

function ran(dir: string, text: string, more: NodeJS.ProcessEnv): Promise<string> {
  const env = { ...sandboxEnvironment(new SandboxFolder(dir), process.env), ...more };
  return new Promise((resolve, reject) => {
    execFile("bash", ["-euo", "pipefail", "-c", text], { cwd: dir, env }, (error, out, err) =>
      error ? reject(new Error(`${text}\n${out}${err}`)) : resolve(out),
    );
  });
}

function stateOf(folder: string, stack: string): string {
  return path.join(folder, "pulumi/.pulumi/stacks/standby", `${stack}.json`);
}

function isWhole(file: string): boolean {
  try {
    return JSON.parse(readFileSync(file, "utf8")) !== null;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function isLocked(folder: string, stack: string): boolean {
  const locks = path.join(folder, "pulumi/.pulumi/locks/organization/standby", stack);
  return existsSync(locks) && readdirSync(locks).length > 0;
}

/** Who looks into the cloud: which of the creations that were cut off took effect, and under which id. */
async function madeIn(
  folder: string,
  stack: string,
  exported: string,
): Promise<ReadonlyMap<string, string>> {
  const file = path.join(folder, `exported-${stack}.json`);
  writeFileSync(file, exported);
  const state = await StateFile.read(file, PASSPHRASE);
  const sandbox = openSandbox({ file: path.join(folder, "cloud.jsonl") });
  const said: Diagnostic[] = [];
  const providers = (name: string) => PROVIDERS[name]?.(sandbox.transact);
  await settlePending(state, providers, undefined, (one) => void said.push(one));
  sandbox.close();
  const ids = said.map(({ urn = "", message }) => [
    urn,
    /it is there as "(.*)"/.exec(message)?.[1],
  ]);
  return new Map(ids.flatMap(([urn = "", id]) => (id === undefined ? [] : [[urn, id] as const])));
}
