import type { Issue, Relation } from "../relation";
import { DAY, formatDuration } from "../units";
import { entries } from "./reference";

/** A key that is turned more often than that is refused by Cloud KMS. */
const LEAST_ROTATION = DAY;

/** Keys of the system's own: how often they turn, and what can't be brought back under them. */
export const ownKeys: Relation = (draft) => [...rotation(draft), ...lostWithTheirKey(draft)];

const rotation: Relation = ({ keys }) =>
  keys?.rotation !== undefined && keys.rotation < LEAST_ROTATION
    ? [
        {
          path: ["keys", "rotation"],
          message: `"${formatDuration(keys.rotation)}" is shorter than Cloud KMS allows; use at least 1 day`,
        },
      ]
    : [];

/**
 * A backup of Cloud SQL is under the key of its instance, which is in its region alone. In cold the
 * backup is all there is elsewhere, and nobody can read it once that region is lost.
 */
const lostWithTheirKey: Relation = ({ standby, encryption, data }) =>
  entries(data).flatMap(([name, store]): Issue[] => {
    const own = (store.encryption ?? encryption) === "customer";
    if (store.kind !== "cloud-sql" || standby !== "cold" || !own) return [];
    return [
      {
        path: store.encryption === undefined ? ["encryption"] : ["data", name, "encryption"],
        message: `"customer" keeps the backups of ${name} under a key of one region, and in cold there is nothing else once that is lost; use standby: warm or hot, or encryption: google for ${name}`,
      },
    ];
  });
