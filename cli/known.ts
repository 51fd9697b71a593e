import { nearest } from "../system/nearest";
import { Ending, EXIT } from "./outcome";

/**
 * Ends the command where a name isn't one of those there are. A look into a record wouldn't do: every
 * record has a "constructor".
 *
 * @param among what the names are of, as a message says it, such as "the regions"; may be empty
 * @param flag that the name was given with; none for an argument
 */
export function refuseStrange(
  name: string | undefined,
  known: readonly string[],
  { among, flag }: { readonly among?: string; readonly flag?: string } = {},
): void {
  if (name === undefined || known.includes(name)) return;
  const meant = nearest(name, known);
  const place = flag === undefined ? "" : `${flag}  `;
  const of = among === undefined ? "" : `${among} `;
  const hint = meant === undefined ? "" : `; did you mean "${meant}"?`;
  throw new Ending(
    EXIT.badInput,
    `${place}${shown(name)} is not one of ${of}${known.join(", ")}${hint}`,
  );
}

/** Characters of a value that are repeated: enough to find it again. */
const MOST = 80;

/** A value as it was given, in one line and no longer than helps. */
export function shown(value: string): string {
  return JSON.stringify(value.length > MOST ? `${value.slice(0, MOST)}…` : value);
}
