import path from "node:path";
import { readStacks } from "../engine/project";

/** The project's folder. */
export const PROJECT = path.resolve(__dirname, "..");

export const BANK = "systems/online-bank.yaml";

/** What a stack's file gives the program. */
export function projectConfig(stack: string): Record<string, string> {
  const file = readStacks(PROJECT).find((candidate) => candidate.stack === stack);
  if (!file) throw new Error(`Pulumi.${stack}.yaml is not there`);
  return { ...file.config };
}
