import * as fs from "node:fs";
import * as path from "node:path";
import { inventoryText } from "../../report/inventory";
import { type Case, inventoryOf, type Mode, MODES, PROJECT, type Stack } from "./runs";

const FOLDER = path.join(PROJECT, "test/golden/online-bank");

/** The bank as it is described: the other region is planned. */
const asDescribed = (mode: Mode): Case => ({
  mode,
  primary: "us-central1",
  other: "planned",
  instances: mode === "cold" ? "derived" : "described",
});

/** Where the inventory of a stack in a mode is kept. */
export const goldenFile = (mode: Mode, stack: Stack) => path.join(FOLDER, `${mode}-${stack}.yaml`);

/** What it should hold. */
export async function goldenText(mode: Mode, stack: Stack): Promise<string> {
  return inventoryText(await inventoryOf(stack, asDescribed(mode)));
}

/**
 * Every resource with all its inputs, for a reviewer to see what a change of code does to what is
 * deployed. They prove nothing by themselves; `npm run golden` writes them anew.
 */
export function goldenTests(): void {
  it.each(
    MODES.flatMap((mode) => (["prod", "dr"] as const).map((stack) => [mode, stack] as const)),
  )("are as committed: %s, %s (npm run golden writes them anew)", async (mode, stack) => {
    expect(await goldenText(mode, stack)).toBe(fs.readFileSync(goldenFile(mode, stack), "utf8"));
  });
}
