import type { Cloud } from "../cloud";
import { isWritable } from "../kinds/compute/disk-rows";
import { fill, isAvailable, rowsAt, writeRow } from "../kinds/located/rows";
import { lastPart, textAt } from "../kinds/lookup";
import { rowsIn } from "../kinds/pubsub/backlog";
import { publish } from "../kinds/pubsub/queue";
import { isThere } from "../kinds/storage/places";
import { fillBucket, rowsOf, writeObject } from "../kinds/storage/rows";
import type { CloudResource } from "../model";
import type { Rows } from "./rows";

/** How numbered rows get into a store that has no name of its own in the network, and are found in it. */
interface Holding {
  readonly takes: (store: CloudResource, cloud: Cloud) => boolean;
  /** `from`: the region of the service that writes. */
  readonly write: (store: CloudResource, row: number, cloud: Cloud, from: string) => void;
  readonly rowsOf: (store: CloudResource, cloud: Cloud) => readonly Rows[];
  /** Has it hold so much beside the rows that are followed: its copies take the longer for it. */
  readonly fill?: (store: CloudResource, gigabytes: number, cloud: Cloud) => void;
}

/** Firestore, Spanner and BigQuery are asked by their own API, whatever the region. */
const LOCATED: Holding = {
  takes: (store, cloud) => isAvailable(cloud, store),
  write: (store, row, cloud) => writeRow(cloud, store, row),
  rowsOf: (store, cloud) => rowsAt(cloud, store),
  fill: (store, gigabytes, cloud) => fill(cloud, store, gigabytes),
};

/** Messages: what is handed in is held while it waits, and once it is done. */
const QUEUE: Holding = {
  takes: () => true,
  write: ({ project, properties }, row, cloud, from) => {
    const topic = lastPart(textAt(properties, "topic") ?? "");
    publish(cloud, project, { topic, count: 1, from, row });
  },
  rowsOf: ({ project, name }, cloud) => rowsIn(cloud, `${project}/${name}`),
};

/** Objects, one a row. */
const BUCKET: Holding = {
  takes: (bucket, cloud) => isThere(cloud, bucket),
  write: (bucket, row, cloud, from) => writeObject(cloud, bucket, row, from),
  rowsOf: (bucket, cloud) => rowsOf(cloud, bucket),
  fill: (bucket, gigabytes, cloud) => fillBucket(cloud, bucket, gigabytes),
};

const OTHERS: Readonly<Record<string, Holding>> = {
  "compute.RegionDisk": { ...LOCATED, takes: isWritable },
  "pubsub.Subscription": QUEUE,
  "storage.Bucket": BUCKET,
};

export function holdingOf({ kind }: Pick<CloudResource, "kind">): Holding {
  return OTHERS[kind] ?? LOCATED;
}
