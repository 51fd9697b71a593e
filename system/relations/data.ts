import { DAY, HOUR, MINUTE, WEEK } from "../units";
import type { Path } from "../path";
import type { Draft, Issue, Relation } from "../relation";
import { sizeWithin, within } from "./ranges";
import { entries, reference } from "./reference";
import { keepIssue, rhythmIssue } from "./runtime";

export type DraftStore = NonNullable<NonNullable<Draft["data"]>[string]>;

/** Regional data stands in regions of the system, and where the writes go. */
export const instancesOfData: Relation = ({ data, regions, primary }) =>
  entries(data).flatMap(([name, store]) => {
    if ((store.kind !== "cloud-sql" && store.kind !== "disk") || !store.instances) return [];
    const { instances } = store;
    const path = ["data", name, "instances"];
    const known = Object.keys(instances).flatMap((region) =>
      reference([...path, region], region, {
        article: "one of the regions",
        names: regions && Object.keys(regions),
      }),
    );
    if (primary === undefined || Object.hasOwn(instances, primary)) return known;
    const message = `lacks the primary, ${primary}, where the writes go; add it with its generation, such as "${primary}: 1"`;
    return [...known, { path, message }];
  });

/** What each product allows, whatever the rest of the description says. */
export const rangesOfData: Relation = ({ data }) =>
  entries(data).flatMap(([name, store]) => ranges(store, ["data", name]));

function ranges(store: DraftStore, path: Path): readonly Issue[] {
  switch (store.kind) {
    case "firestore": {
      const { daily, weekly, export: copies } = store.backups ?? {};
      const at = [...path, "backups"];
      return [
        ...within([...at, "daily"], daily, [DAY, 14 * WEEK], DAY),
        ...within([...at, "weekly"], weekly, [WEEK, 14 * WEEK], DAY),
        ...rhythmIssue([...at, "export", "every"], copies?.every),
        ...keepIssue([...at, "export", "keep"], copies?.every, copies?.keep),
      ];
    }
    case "spanner":
      return [
        ...within([...path, "recoveryWindow"], store.recoveryWindow, [HOUR, 7 * DAY]),
        ...rhythmIssue([...path, "backups", "every"], store.backups?.every),
        ...within([...path, "backups", "keep"], store.backups?.keep, [DAY, 366 * DAY], DAY),
        ...spannerEdition(store, path),
      ];
    case "bigquery":
      return [
        ...within([...path, "timeTravel"], store.timeTravel, [2 * DAY, 7 * DAY], HOUR),
        ...(store.copyTo !== undefined && store.copyTo === store.location
          ? [
              {
                path: [...path, "copyTo"],
                message: `"${store.copyTo}" is where the data is already; name another region`,
              },
            ]
          : []),
      ];
    case "bucket":
      return [
        ...within([...path, "softDelete"], store.softDelete, [7 * DAY, 90 * DAY]),
        ...within([...path, "trash"], store.trash, [DAY, 3650 * DAY], DAY),
      ];
    case "disk":
      return [
        ...sizeWithin([...path, "size"], store.size, [10, 64_000]),
        ...rhythmIssue([...path, "snapshots", "every"], store.snapshots?.every),
        ...keepIssue([...path, "snapshots", "keep"], store.snapshots?.every, store.snapshots?.keep),
      ];
    case "queue":
      return [
        ...within([...path, "retention"], store.retention, [10 * MINUTE, 31 * DAY]),
        ...within([...path, "acknowledge"], store.acknowledge, [10, 10 * MINUTE]),
      ];
    case "cloud-sql":
    case undefined:
      return [];
  }
}

function spannerEdition(
  { config, edition }: Extract<DraftStore, { kind?: "spanner" | undefined }>,
  path: Path,
): Issue[] {
  if (config === undefined || edition === undefined) return [];
  if (config.startsWith("regional-") || edition === "ENTERPRISE_PLUS") return [];
  const message = `"${edition}" is for one region, and ${config} spans several; use "ENTERPRISE_PLUS"`;
  return [{ path: [...path, "edition"], message }];
}

/** A bucket that names two regions names two of this system's, so that it is lost with neither. */
export const bucketRegions: Relation = ({ data, regions }) =>
  entries(data).flatMap(([name, store]): readonly Issue[] => {
    if (store.kind !== "bucket" || !Array.isArray(store.location)) return [];
    const path = ["data", name, "location"];
    // `isArray` forgets what the list holds.
    const pair: readonly (string | undefined)[] = store.location;
    const [one, other] = pair;
    if (one !== undefined && one === other) {
      const message = `"${one}" is there twice; a dual-region is two regions, and one alone is written as text`;
      return [{ path: [...path, 1], message }];
    }
    return pair.flatMap((region, index) =>
      reference([...path, index], region, {
        article: "one of the regions",
        names: regions && Object.keys(regions),
      }),
    );
  });
