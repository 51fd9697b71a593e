import type { Context } from "./context";
import { Refused, textAt } from "./rest";

type Calls = Pick<Context, "rest" | "hosts">;

/** The moments that an instance can be cloned as of, both ISO 8601; or why there are none. */
export type RecoveryWindow =
  | { readonly from: string; readonly to: string; readonly none?: undefined }
  | { readonly none: string };

/** Asks Cloud SQL how far back its log reaches, and how far forward. */
export async function recoveryWindow(
  { rest, hosts }: Calls,
  instance: string,
): Promise<RecoveryWindow> {
  try {
    const seen = await rest.ask("GET", hosts.sql(instance, "/getLatestRecoveryTime"));
    const [from, to] = [textAt(seen, "earliestRecoveryTime"), textAt(seen, "latestRecoveryTime")];
    return to === "" ? { none: `Cloud SQL names no moment for ${instance}` } : { from, to };
  } catch (error) {
    if (error instanceof Refused) return { none: error.message };
    throw error;
  }
}

/** The first generation from one on whose name nothing has. */
export async function freeGeneration(
  isTaken: (generation: number) => Promise<boolean>,
  from: number,
): Promise<number> {
  for (let generation = from; ; generation += 1) {
    if (!(await isTaken(generation))) return generation;
  }
}
