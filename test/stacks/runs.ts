import * as os from "node:os";
import * as path from "node:path";
import { runProgram } from "../../engine/embedded/run-program";
import type { Inventory } from "../../inventory/model";

/** The project's own folder. */
export const PROJECT = path.resolve(__dirname, "../..");
export const BANK = "systems/online-bank.yaml";

export const MODES = ["cold", "warm", "hot"] as const;
export type Mode = (typeof MODES)[number];

/** The bank's two stacks. */
export const STACKS = { prod: "us-central1", dr: "us-east1" } as const;
export type Stack = keyof typeof STACKS;

/** Where the writes go, and what state the other region is in. */
export interface Situation {
  readonly primary: string;
  readonly other: "planned" | "standing" | "lost";
}

/** The home region can't be planned: its stack owns what every other needs. */
export const SITUATIONS: readonly Situation[] = [
  { primary: "us-central1", other: "planned" },
  { primary: "us-central1", other: "standing" },
  { primary: "us-central1", other: "lost" },
  { primary: "us-east1", other: "standing" },
  { primary: "us-east1", other: "lost" },
];

export interface Case extends Situation {
  readonly mode: Mode;
  /** The regions that hold an instance of the database: written out, or derived from the mode. */
  readonly instances: "described" | "derived";
}

/** All there are with the instances written out. */
export const DESCRIBED: readonly Case[] = MODES.flatMap((mode) =>
  SITUATIONS.map((situation) => ({ ...situation, mode, instances: "described" as const })),
);

/** The same with the instances left to the mode; only in cold that makes a difference. */
export const DERIVED: readonly Case[] = DESCRIBED.map((asked) => ({
  ...asked,
  instances: asked.mode === "cold" ? ("derived" as const) : ("described" as const),
}));

export function titleOf({ mode, primary, other, instances }: Case): string {
  return `${mode}, primary ${primary}, the other ${other}, instances ${instances}`;
}

/** What one stack of the bank registers in a case; the same run is done once. */
export async function inventoryOf(stack: Stack, asked: Case): Promise<Inventory> {
  const key = `${stack} ${titleOf(asked)}`;
  const known = runs.get(key);
  if (known) return known;
  const started = slot(() => run(stack, whatIfOf(asked)));
  runs.set(key, started);
  return started;
}

/** What one stack of a description registers under these values. Throws what the program said. */
export async function run(
  stack: Stack,
  whatIf: Readonly<Record<string, unknown>>,
  where: { readonly system?: string; readonly region?: string; readonly overlay?: string } = {},
): Promise<Inventory> {
  const { system = BANK, region = STACKS[stack], overlay = "" } = where;
  const { inventory, diagnostics, failed } = await runProgram({
    dir: PROJECT,
    stack,
    config: {
      "gcp:project": "example-bank-prod",
      "gcp:region": region,
      "standby:system": system,
      "standby:overlay": overlay,
      "standby:what-if": JSON.stringify(whatIf),
    },
  });
  if (failed) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return inventory;
}

export function whatIfOf({ mode, primary, other, instances }: Case): Record<string, unknown> {
  const away = primary === "us-central1" ? "us-east1" : "us-central1";
  return {
    standby: mode,
    primary,
    [`regions.${primary}.state`]: "standing",
    [`regions.${away}.state`]: other,
    ...(instances === "described"
      ? { "data.accounts-db.instances": { "us-central1": 1, "us-east1": 1 } }
      : {}),
  };
}

const runs = new Map<string, Promise<Inventory>>();

/** As many programs at a time as there are processors. */
let free = Math.max(1, os.availableParallelism());
const waiting: (() => void)[] = [];

async function slot<Result>(work: () => Promise<Result>): Promise<Result> {
  if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
  else free--;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}
