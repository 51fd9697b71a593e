import { EPOCH } from "../../clock";
import type { Cloud } from "../../cloud";
import type { Kind } from "../../kind";
import type { CloudResource } from "../../model";
import { usualLine } from "../../takes";
import { numberAt, textAt } from "../lookup";
import { copyRows, eraseAll } from "./rows";

/** How much a copy is made of, in GB: as its source holds, since the API's own fields don't say it. */
export const SIZE = "sandboxGigabytes";
/** What a copy is made of, and as of when. */
export const ORIGIN = "sandboxOrigin";

/** Stores whose copies are Google's business: what is deleted in them is ours, and what is restored. */
export const LOCATED_KINDS: readonly Kind[] = [
  located("bigquery.Dataset"),
  located("firestore.Database", "firestore.restore"),
  located("spanner.Instance"),
  located("spanner.Backup", "spanner.backup"),
  located("spanner.Database", "spanner.restore"),
];

function located(kind: string, line?: string): Kind {
  return {
    kind,
    dataDeleted: (store, _args, cloud) => eraseAll(cloud, store),
    takes: (verb, { properties }) => {
      const times = numberAt(properties, SIZE);
      return line !== undefined && verb === "create" && times !== undefined
        ? [{ line, times }]
        : usualLine(kind, verb);
    },
    done: fillCopy,
  };
}

/** What was asked to be copied is there when the operation is over. */
function fillCopy(copy: CloudResource, cloud: Cloud): void {
  const source = cloud.find(textAt(copy.properties, `${ORIGIN}.id`) ?? "");
  const time = textAt(copy.properties, `${ORIGIN}.time`);
  if (source && time !== undefined) copyRows(cloud, source, copy, Date.parse(time) - EPOCH);
}
