import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Inventory } from "../../inventory/model";
import { situationOf } from "../../policy/situation";
import { readTopology } from "../../topology/read";
import type { Scene } from "../policy/bank";
import { PROJECT, run, type Stack } from "./runs";

export const SYSTEMS = ["online-bank", "click-travel", "shop-smart", "api-platform"] as const;
export type SystemName = (typeof SYSTEMS)[number];

/** A shipped system as it is described, but with every region standing. */
export async function shipped(name: SystemName): Promise<Scene> {
  const system = `systems/${name}.yaml`;
  const text = fs.readFileSync(path.join(PROJECT, system), "utf8");
  const planned = [...text.matchAll(/^ {2}([a-z0-9-]+): \{.*state: planned/gm)];
  const whatIf = Object.fromEntries(
    planned.map(([, region]) => [`regions.${region}.state`, "standing"]),
  );
  const read = readTopology({ path: system, text, whatIf }, "example-bank-prod");
  if (read.problems) throw new Error(JSON.stringify(read.problems));
  const { home, regions } = read.topology;
  const inventories = await Promise.all(
    Object.keys(regions).map(async (region) => {
      const stack: Stack = region === home ? "prod" : "dr";
      return { region, inventory: await inTurn(() => run(stack, whatIf, { system, region })) };
    }),
  );
  return { stacks: inventories, situation: situationOf(read.topology.system) };
}

/** As many programs at a time as there are processors. */
let turns: Promise<unknown>[] = Array.from({ length: os.availableParallelism() }, () =>
  Promise.resolve(),
);

async function inTurn(work: () => Promise<Inventory>): Promise<Inventory> {
  const [before = Promise.resolve(), ...others] = turns;
  const after = before.then(work, work);
  turns = [...others, after];
  return after;
}
