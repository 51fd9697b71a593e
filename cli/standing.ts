import type { Changes } from "../assessment/fix/option";
import type { Inventory } from "../inventory/model";
import type { Survival } from "../policy/survival/survive";
import { projectFolder } from "./describe";
import { previewStacks } from "./previewed";
import { type StackFlags, type WhatIf, whatIfOf } from "./stack-flags";

/** What the stacks of all regions that stand register. */
export interface Standing {
  readonly inventories: readonly Inventory[];
  readonly survival?: Survival;
}

/** Runs the program of every stack, with some values put into the description. */
export async function standing(flags: StackFlags, edits: Changes = {}): Promise<Standing> {
  const { system, overlay } = flags;
  const { previews, systems } = await previewStacks(projectFolder(process.cwd()), {
    ...(system === undefined ? {} : { system }),
    ...(overlay === undefined ? {} : { overlay }),
    whatIf: { ...whatIfOf(flags), ...textsOf(edits) },
  });
  const survival = systems[0]?.survival;
  return {
    inventories: previews.flatMap(({ topology, region, inventory }) =>
      topology.regions[region.name]?.state === "standing" ? [inventory] : [],
    ),
    ...(survival ? { survival } : {}),
  };
}

/** As a person types them; what is taken out is null, as in an overlay. */
function textsOf(edits: Changes): WhatIf {
  return Object.fromEntries(
    Object.entries(edits).map(([at, value]) => [
      at,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
