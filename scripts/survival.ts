import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { survivalOf } from "../policy/survival/survive";
import { withSurvival } from "../report/survival-document";
import { TODAY } from "../test/policy/bank";
import { shipped, SYSTEMS } from "../test/stacks/shipped";

/** Writes what the shipped systems survive into docs/survival.md. */
async function main(): Promise<void> {
  const scenes = await Promise.all(SYSTEMS.map(shipped));
  const survivals = scenes.map(({ stacks, situation }) => survivalOf(stacks, situation, TODAY));
  const file = path.resolve(__dirname, "../docs/survival.md");
  writeFileSync(file, withSurvival(readFileSync(file, "utf8"), survivals));
}

void main();
