import { DAY, formatDuration, HOUR, type Seconds } from "../units";
import type { Better } from "./kind";

/** Rhythms that schedules can have, the longest first. */
const RHYTHMS: readonly Seconds[] = [DAY, 12 * HOUR, 4 * HOUR, HOUR];

/** The same store with copies made more often. */
export function shorter<Described>(
  part: string,
  now: Seconds,
  changed: (store: Described, every: Seconds) => Described,
): readonly Better<Described>[] {
  return RHYTHMS.filter((every) => every < now).map((every) => ({
    part,
    edits: { [part]: formatDuration(every) },
    become: (store: Described) => changed(store, every),
  }));
}
