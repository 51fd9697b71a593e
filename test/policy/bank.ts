import * as fs from "node:fs";
import * as path from "node:path";
import type { StackInventory } from "../../policy/context";
import { evaluate, type PolicyResult } from "../../policy/evaluate";
import { type Situation, situationOf } from "../../policy/situation";
import { readTopology } from "../../topology/read";
import { BANK, type Case, inventoryOf, PROJECT, STACKS, whatIfOf } from "../stacks/runs";

export const TODAY = "2026-11-21";

/** All that rules look at. */
export interface Scene {
  readonly stacks: readonly StackInventory[];
  readonly situation: Situation;
}

/** The bank's two stacks in a case, as the program registers them. */
export async function bankIn(asked: Case): Promise<Scene> {
  const names = ["prod", "dr"] as const;
  const inventories = await Promise.all(names.map((stack) => inventoryOf(stack, asked)));
  const stacks = inventories.map((inventory, index) => ({
    region: STACKS[names[index]!],
    inventory,
  }));
  return { stacks, situation: describedIn(asked) };
}

/** The situation that the bank's description is about in a case. */
export function describedIn(asked: Case): Situation {
  const text = fs.readFileSync(path.join(PROJECT, BANK), "utf8");
  const read = readTopology({ path: BANK, text, whatIf: whatIfOf(asked) }, "example-bank-prod");
  if (read.problems) throw new Error("the bank has problems");
  return situationOf(read.topology.system);
}

export function evaluated({ stacks, situation }: Scene): PolicyResult {
  return evaluate(stacks, situation, TODAY);
}

/** All that is found, as `rule stack name path: message`. */
export function said({ findings }: PolicyResult): string[] {
  return findings.map(({ rule, urn, path: at, message }) => {
    const [prefix = "", , , name = ""] = urn.split("::");
    return `${rule} ${prefix.replace("urn:pulumi:", "")} ${name} ${at}: ${message}`;
  });
}
