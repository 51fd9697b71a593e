import { execFile } from "node:child_process";
import { existsSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
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
import { realPulumi } from "../../engine/real-cli";
import { PROJECT } from "../../stacks/runs";
import { Rehearsal, shareOf } from "./killed";

jest.setTimeout(900_000);

const BY_CLI = ["--engine", "pulumi"];
const STACKS = ["prod", "dr"];
const PAGE = read("docs/operate.md");
const describeWithCli = realPulumi() === undefined ? describe.skip : describe;

// Needs the real CLI: skipped without `pulumi` on the PATH.
describeWithCli("standby up by the CLI, killed at a random moment", () => {
  const search = process.env["PATH"] ?? "";
  const clean = new Rehearsal(search);
  const met = { locks: 0, made: 0, not: 0 };
  afterAll(() => {
    clean.remove();
    process.stdout.write(`killed on the CLI: ${JSON.stringify(met)}\n`);
  });
  beforeAll(async () => expect(await clean.up(undefined, BY_CLI)).toBe(0));

  it.each([1, 2, 3])("goes on by the ways of docs/operate.md: seed %d", async (seed) => {
    const rehearsal = new Rehearsal(search);
    try {
      const atBytes = clean.bytes * (0.1 + 0.8 * shareOf(seed));
      expect(await rehearsal.up({ atBytes }, BY_CLI)).toBe(null);
      await wayBack(rehearsal, met);
      expect(await rehearsal.up(undefined, BY_CLI)).toBe(0);
      expect(unnamed(rehearsal.cloud())).toEqual(unnamed(clean.cloud()));
    } finally {
      rehearsal.remove();
    }
  });

  it("met a stale lock each time, and operations that were cut off", () => {
    expect(met.locks).toBe(3);
    expect(met.made + met.not).toBeGreaterThan(0);
  });
});

/** What an operator does, as the page has it: the lock first, then what was cut off. */
async function wayBack(
  { folder }: Rehearsal,
  met: { locks: number; made: number; not: number },
): Promise<void> {
  symlinkSync(path.join(PROJECT, ".ci"), path.join(folder, ".ci"));
  const [unlock = ""] = commands(PAGE, "A stale lock");
  const [list = "", found = "", none = ""] = commands(PAGE, "Operations that were cut off");
  for (const stack of STACKS.filter((one) => existsSync(stateOf(folder, one)))) {
    const shell = (text: string, more: NodeJS.ProcessEnv = {}) =>
      ran(folder, text, { STACK: stack, ...more });
    if (isLocked(folder, stack)) {
      met.locks += 1;
      await shell(unlock);
    }
    const open = (await shell(list)).split("\n").filter((line) => line !== "");
    const made = await madeIn(folder, stack, await shell('pulumi stack export --stack "$STACK"'));
    for (const line of open) {
      const urn = line.slice(line.indexOf(" ") + 1);
      const id = made.get(urn);
      if (id === undefined) met.not += 1;
      else met.made += 1;
      if (id !== undefined) await shell(found, { URN: urn, ID: id });
    }
    if (open.length > 0) await shell(none);
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

/** The CLI draws what it adds to a name anew each time, and addresses and keys follow from names. */
function unnamed(cloud: Readonly<Record<string, unknown>>): unknown {
  const text = JSON.stringify(cloud, null, 1)
    .replaceAll(/-[0-9a-f]{7}\b/g, "-0000000")
    .replaceAll(/\b\d+\.\d+\.\d+\.\d+\b/g, "0.0.0.0");
  return Object.entries(JSON.parse(text) as Record<string, unknown>).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
}
