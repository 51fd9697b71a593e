import type { Cloud } from "../../cloud";
import type { CloudResource } from "../../model";
import { type Rows, stretchesOf } from "../../traffic/rows";
import { isReadable, stateOf } from "./object";
import { generationsOf, insert } from "./objects";

/** Objects of a bucket whose names are numbers of rows are led by this. */
const FOLDER = "rows/";
const GIGABYTE = 1e9;

/** Each row is an object of its own. */
export function writeObject(cloud: Cloud, bucket: CloudResource, row: number, from: string): void {
  insert(cloud, bucket, { name: `${FOLDER}${row}`, content: String(row), from });
}

/** Rows whose object can be read now, in its current version. */
export function rowsOf(cloud: Cloud, bucket: CloudResource): readonly Rows[] {
  const live = [...generationsOf(cloud, bucket.name)].filter(
    (object) =>
      object.name.startsWith(FOLDER) &&
      stateOf(bucket, object, cloud.now) === "live" &&
      isReadable(cloud, bucket, object),
  );
  return stretchesOf(live.map(({ name }) => Number(name.slice(FOLDER.length))));
}

/** One object as large as all that a bucket holds beside the rows. */
export function fillBucket(cloud: Cloud, bucket: CloudResource, gigabytes: number): void {
  insert(cloud, bucket, { name: "before", content: "", size: gigabytes * GIGABYTE });
}
