import { kindOf } from "../kinds/kinds";
import type { Draft, Issue, Relation } from "../relation";
import { entries, reference } from "./reference";

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
  entries(data).flatMap(([name, store]) => {
    const { kind } = store;
    return kind === undefined ? [] : kindOf({ kind }).problems(store, ["data", name]);
  });

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
