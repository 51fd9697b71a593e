import type { Issue, Relation } from "../../system/relation";
import { formatDuration } from "../../system/units";
import { RHYTHMS, rhythm } from "../schedule";

/** Exports and snapshots run by schedules that know only some intervals. */
export const rhythmsExist: Relation = ({ services, data }) => {
  const exports = Object.entries(data ?? {}).map(([name, store]) => ({
    path: ["data", name, "backups", "export", "every"],
    every:
      store?.kind === "cloud-sql" || store?.kind === "firestore"
        ? store.backups?.export?.every
        : undefined,
  }));
  const snapshots = Object.entries(services ?? {}).map(([name, service]) => ({
    path: ["services", name, "runs", "snapshots", "every"],
    every: service?.runs?.on === "instances" ? service.runs.snapshots?.every : undefined,
  }));
  return [...exports, ...snapshots].flatMap(({ path, every }): Issue[] =>
    every === undefined || rhythm(every)
      ? []
      : [
          {
            path,
            message: `"${formatDuration(every)}" is not an interval that schedules know; they know ${RHYTHMS}`,
          },
        ],
  );
};
