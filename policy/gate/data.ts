import { heldBy } from "./holds";
import type { Change } from "./change";
import { listed, ofEach, type Breach, type GateRule } from "./rule";

/** What the engine says when protection stops it; then the preview may show no step of it. */
const DELETION = /^resource "(urn:[^"]+)" cannot be deleted/;
const REPLACEMENT = /^unable to replace resource "(urn:[^"]+)"/;

export const dataRules: readonly GateRule[] = [
  {
    id: "data-deleted",
    title: "What holds data isn't deleted",
    why: "a deployment can't bring it back; a store is taken out by standby retire, one region at a time",
    breaches: withStopped(DELETION, "deleted", (change) => {
      const held = heldBy(change);
      if (change.op !== "delete" || held === undefined) return [];
      const kept = change.old?.retainOnDelete === true;
      const message = kept
        ? `would be left behind: it stays, but nothing declares, watches or protects it any more; keep it in the description`
        : `would be deleted, and with it ${held}; keep it in the description, or take it out by standby retire`;
      return [{ urn: change.urn, path: "", message }];
    }),
  },
  {
    id: "data-replaced",
    title: "What holds data isn't replaced by an empty one",
    why: "a replacement has the name and none of the data",
    breaches: withStopped(REPLACEMENT, "replaced", (change) => {
      const held = heldBy(change);
      if (change.op !== "replace" || held === undefined) return [];
      const cause = change.replacing.length > 0 ? ` because of ${listed(change.replacing)}` : "";
      const message = `would be replaced by an empty one${cause}, and what is gone is ${held}; take the edit back, or move the data first, beside the old one`;
      return [{ urn: change.urn, path: change.replacing[0] ?? "", message }];
    }),
  },
];

/** What each change breaks, and what protection has stopped before the preview came to it. */
function withStopped(
  pattern: RegExp,
  done: string,
  breaches: (change: Change) => readonly Breach[],
): GateRule["breaches"] {
  return (previews, situation) => {
    const shown = ofEach(breaches)(previews, situation);
    const stopped = previews.flatMap(({ errors }) =>
      errors.flatMap((error) => pattern.exec(error)?.[1] ?? []),
    );
    const others = [...new Set(stopped)].filter((urn) => !shown.some((one) => one.urn === urn));
    const message = `would be ${done}, but for its protection; take the edit back`;
    return [...shown, ...others.map((urn) => ({ urn, path: "", message }))];
  };
}
