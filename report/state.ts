import type { Colors } from "picocolors/types";
import type { StateCheck } from "../recovery/verify-state";

/** What was found of each stack's state, a line for each check. */
export function stateText(
  verified: readonly { readonly stack: string; readonly checks: readonly StateCheck[] }[],
  colors: Colors,
): string {
  const paint = { holds: colors.green, broken: colors.red, unclear: colors.yellow } as const;
  return verified
    .flatMap(({ stack, checks }) => [
      `${stack}:`,
      ...checks.map(
        ({ outcome, says }) => `  ${paint[outcome](outcome.padEnd("unclear".length))}  ${says}`,
      ),
    ])
    .join("\n");
}
