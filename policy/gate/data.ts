import { heldBy } from "./holds";
import { listed, ofEach, type GateRule } from "./rule";

export const dataRules: readonly GateRule[] = [
  {
    id: "data-deleted",
    title: "What holds data isn't deleted",
    why: "a deployment can't bring it back; a store is taken out by standby retire, one region at a time",
    breaches: ofEach((change) => {
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
    breaches: ofEach((change) => {
      const held = heldBy(change);
      if (change.op !== "replace" || held === undefined) return [];
      const cause = change.replacing.length > 0 ? ` because of ${listed(change.replacing)}` : "";
      const message = `would be replaced by an empty one${cause}, and what is gone is ${held}; take the edit back, or move the data first, beside the old one`;
      return [{ urn: change.urn, path: change.replacing[0] ?? "", message }];
    }),
  },
];
