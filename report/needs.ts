import type { Colors } from "picocolors/types";
import type { Needs } from "../assessment/objectives/means";
import { wrapped } from "./wrap";

const WIDTH = 100;

/** What a recovery needs itself, and where each of that is. */
export function needsText(all: readonly Needs[], colors: Colors): readonly string[] {
  if (all.length === 0) return [];
  return [
    "",
    colors.bold("what a recovery needs itself"),
    ...all.flatMap(({ event, of, needs }) =>
      wrapped(
        `  ${event} of ${of}: ${needs.map(({ what, where }) => `${what} (${where})`).join("; ")}`,
        WIDTH,
        "    ",
      ),
    ),
  ];
}
