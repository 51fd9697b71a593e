import path from "node:path";
import type { EngineName } from "../engine/deployer";
import { SandboxFolder } from "../sandbox/folder";
import { chooseRuns, placedStacks } from "./choose-stacks";
import { Ending, EXIT } from "./outcome";
import type { StackFlags } from "./stack-flags";
import { status } from "./status";
import { openTarget } from "./target";
import { up } from "./up";

interface TourFlags extends Pick<StackFlags, "system" | "overlay"> {
  readonly engine: EngineName;
}

/**
 * Stands every region up from nothing, in a sandbox of its own, shows what stands where, and then
 * that the deployment is what was described: a second run has nothing to do.
 */
export async function tour(dir: string, flags: TourFlags): Promise<void> {
  const folder = new SandboxFolder(path.join(dir, ".standby", `tour-${flags.engine}`));
  folder.reset();
  process.env["STANDBY_SANDBOX"] = folder.store; // as if run by "standby sandbox --"
  const [home] = placedStacks(dir, chooseRuns(dir, flags));
  if (!home) throw new Ending(EXIT.badInput, "there is no stack file; write Pulumi.prod.yaml");
  const { topology } = home;
  const { system, regions } = topology;
  const others = Object.keys(regions).filter((region) => region !== topology.home);
  say(`A system that survives the loss of a region: ${system.name}, in ${system.standby} standby.
It is deployed from nothing into the sandbox, a stand-in for Google Cloud on this machine: the
program is the unmodified one, and no account is needed or reached.`);
  const asked = { ...flags, yes: true };
  for (const region of others) {
    show(`1. Stand ${region} up beside ${topology.home}`, `standby up ${region} --sandbox --yes`);
    await up(dir, region, asked);
  }
  show("2. What stands where, and could the standby take over?", "standby status --sandbox");
  const target = openTarget(dir, flags);
  await status(dir, target, flags).finally(() => target.sandbox?.close());
  show("3. Deploy again: is anything left to do?", "standby up --sandbox --yes");
  await up(dir, undefined, asked);
  const store = path.relative(process.cwd(), folder.store);
  say(`That is the whole circle. What the sandbox leaves out: docs/sandbox.md. To go on in this one:
  STANDBY_SANDBOX=${store} node bin/standby.js status
To see a region lost under load, and the recovery measured:
  node bin/standby.js drill region-loss`);
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

function show(what: string, command: string): void {
  say(`# ${what}\n$ ${command}`);
}
