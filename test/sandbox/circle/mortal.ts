import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { deploy } from "../../../engine/embedded/deploy/run";
import { StateFile } from "../../../engine/embedded/deploy/state-file";
import { PASSPHRASE } from "../../../sandbox/deployer";
import { PROVIDERS } from "../../../sandbox/provider/all";
import { openSandbox } from "../../../sandbox/sandbox";
import { withEnd } from "./cut-off";
import { Recording, type Recorded } from "./recording";

// A process of its own: mortal.ts FOLDER RECORDINGS [NTH AFTER]. It stands the other region up in the
// folder's sandbox, with the files that the embedded engine has, and kills itself at its n-th call.

const [folder = "", file = "", nth, after] = process.argv.slice(2);
const sandbox = openSandbox({ file: path.join(folder, "cloud.jsonl") });
let calls = 0;

async function mortal<Result>(work: () => Promise<Result>): Promise<Result> {
  calls += 1;
  const isIt = String(calls) === nth;
  if (isIt && after === "true") await work();
  if (isIt) process.kill(process.pid, "SIGKILL");
  return work();
}

async function up(stack: string, recorded: Recorded): Promise<void> {
  const keeper = await StateFile.open(path.join(folder, "states", `${stack}.json`), PASSPHRASE);
  const providers = (name: string) => withEnd(PROVIDERS[name]?.(sandbox.transact), mortal);
  const done = await deploy(new Recording(recorded).play, keeper, { providers, planned: true });
  keeper.close();
  sandbox.transact((cloud) => cloud.settle());
  if (done.failed) throw new Error(done.diagnostics.map(({ message }) => message).join("\n"));
}

async function main(): Promise<void> {
  const [home, other, joined] = JSON.parse(readFileSync(file, "utf8")) as Recorded[];
  const standing = path.join(folder, "standing"); // what the edited description says
  mkdirSync(path.join(folder, "states"), { recursive: true });
  if (!existsSync(standing)) await up("prod", home!);
  await up("dr", other!);
  writeFileSync(standing, "");
  await up("prod", joined!);
  sandbox.close();
  process.stdout.write(String(calls));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
