import { type Alone, type Costs, costsOf, type Previewed } from "../assessment/cost/costs";
import type { StandbyMode } from "../system/schema/system";
import type { Topology } from "../topology/model";
import { beliefsOf, thePrices } from "./beliefs";
import { projectFolder } from "./describe";
import { previewStacks } from "./previewed";
import type { StackFlags } from "./stack-flags";

export const MODES: readonly StandbyMode[] = ["cold", "warm", "hot"];

/** Previews a system in some modes and in its home region alone, and prices all of it. */
export async function costsIn(
  flags: StackFlags,
  topology: Topology,
  modes: readonly StandbyMode[],
): Promise<Costs> {
  const previewed: Previewed[] = [];
  // One after the other: each runs a program for every stack.
  for (const mode of modes) previewed.push(await inMode(flags, topology, mode));
  const { topology: _, ...numbers } = beliefsOf(topology);
  const alone = await aloneOf(flags, topology);
  return costsOf(alone, previewed, thePrices(), numbers);
}

/** All of its stacks, with every region standing. */
async function inMode(flags: StackFlags, of: Topology, mode: StandbyMode): Promise<Previewed> {
  const previews = await previewsOf(of, {
    ...flags,
    standby: mode,
    state: statesOf(of, "standing"),
  });
  const [first] = previews;
  return {
    mode,
    topology: first?.topology ?? of,
    inventories: previews.map(({ inventory }) => inventory),
  };
}

/** The home region's stack, before another region stands. */
async function aloneOf(flags: StackFlags, of: Topology): Promise<Alone> {
  const previews = await previewsOf(of, {
    ...flags,
    ...{ standby: "cold", primary: of.home, state: statesOf(of, "planned") },
  });
  const home = previews.find(({ region }) => region.name === of.home);
  if (!home) throw new Error(`no stack of ${of.home}`);
  return home;
}

/** Stack files may have several systems. */
async function previewsOf({ system }: Topology, flags: StackFlags) {
  const { previews } = await previewStacks(projectFolder(process.cwd()), flags);
  return previews.filter(({ topology }) => topology.system.name === system.name);
}

function statesOf({ regions, home }: Topology, state: string): Record<string, string> {
  const others = Object.keys(regions).filter((name) => name !== home);
  return Object.fromEntries([[home, "standing"], ...others.map((name) => [name, state])]);
}
