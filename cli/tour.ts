import path from "node:path";
import type { EngineName } from "../engine/deployer";
import { SandboxFolder } from "../sandbox/folder";
import { chooseRuns, placedStacks } from "./choose-stacks";
import { Ending, EXIT } from "./outcome";
import type { StackFlags } from "./stack-flags";
import { up } from "./up";

interface TourFlags extends Pick<StackFlags, "system" | "overlay"> {
  readonly engine: EngineName;
}

/**
 * Stands every region up from nothing, in a sandbox of its own, and shows that the deployment then
 * is what was described: a second run has nothing to do.
 */
export async function tour(dir: string, flags: TourFlags): Promise<void> {
  const folder = new SandboxFolder(path.join(dir, ".standby", `tour-${flags.engine}`));
  folder.reset();
  process.env["STANDBY_SANDBOX"] = folder.store; // as if run by "standby sandbox --"
  const [home] = placedStacks(dir, chooseRuns(dir, flags));
  if (!home) throw new Ending(EXIT.badInput, "there is no stack file; write Pulumi.prod.yaml");
  const { topology } = home;
  const asked = { ...flags, yes: true };
  for (const region of Object.keys(topology.regions)) {
    if (region === topology.home) continue;
    say(`stand ${region} up`, `standby up ${region} --sandbox --yes`);
    await up(dir, region, asked);
  }
  say("look again: is anything left to do?", "standby up --sandbox --yes");
  await up(dir, undefined, asked);
  process.stdout.write(`\nIt is all there, in ${path.relative(process.cwd(), folder.folder)}.\n`);
}

function say(what: string, command: string): void {
  process.stdout.write(`\n# ${what}\n$ ${command}\n`);
}
