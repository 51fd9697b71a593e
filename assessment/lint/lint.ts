import type { Setting } from "../../recovery/plan/setting";
import type { Finding } from "../objectives/finding";
import { contradictions } from "./contradictions";
import { copiesAlone } from "./copies";
import { impossible } from "./impossible";

/** Something about an objective that no plan changes. */
export interface Lint {
  /** wrong: it contradicts another, or what is possible; note: it holds for a reason worth knowing. */
  readonly is: "wrong" | "note";
  /** As a person types it: `objectives[3].rto`. */
  readonly path: string;
  /** The value given, what speaks against it, and the fix, as messages read. */
  readonly message: string;
}

/** Objectives that contradict one another or what is physically possible, in the order of the file. */
export function lint(setting: Setting, findings: readonly Finding[]): readonly Lint[] {
  const all = [
    ...contradictions(setting.topology, findings),
    ...findings.flatMap(impossible),
    ...findings.flatMap((finding) => copiesAlone(setting.topology, finding)),
  ];
  const place = ({ path }: Lint) => Number(/\[(\d+)\]/.exec(path)?.[1] ?? 0);
  return all.toSorted((one, other) => place(one) - place(other));
}
