import type { KindName, Store } from "../system/kinds/kinds";
import { databaseGrants } from "./database-access";
import { documentGrants, documentsKeeper } from "./documents";
import type { Encrypter, Grants, Keeper } from "./keeping";
import { objectKeeper } from "./object-store";
import { queueKeeper } from "./queue";
import { spannerKeeper } from "./spanner";
import { warehouseGrants, warehouseKeeper } from "./warehouse";

/** What the resources of one kind of data are, for what declares all of them. */
interface Kept {
  /** APIs that it needs besides those that every system needs. */
  readonly apis: readonly string[];
  /** The API whose service acts in the project under an identity of its own. */
  readonly agent?: string;
  /** Left out where the regions' own stacks hold it. */
  readonly keeper?: Keeper<Store>;
  readonly grants?: Grants;
  /** Who encrypts it. */
  readonly encrypter?: Encrypter;
}

/** The components of each kind of data: a new kind is one entry here. */
export const KEPT = {
  "cloud-sql": {
    apis: ["sqladmin", "privateca"],
    agent: "sqladmin",
    grants: databaseGrants,
    encrypter: { api: "sqladmin", agent: "service-N@gcp-sa-cloud-sql", isAskedFor: true },
  },
  firestore: {
    apis: ["firestore"],
    agent: "firestore",
    grants: documentGrants,
    keeper: documentsKeeper,
    encrypter: { api: "firestore", agent: "service-N@gcp-sa-firestore", isAskedFor: true },
  },
  spanner: {
    apis: ["spanner"],
    keeper: spannerKeeper,
    encrypter: { api: "spanner", agent: "service-N@gcp-sa-spanner", isAskedFor: true },
  },
  bigquery: {
    apis: ["bigquery", "bigquerydatatransfer"],
    grants: warehouseGrants,
    keeper: warehouseKeeper,
    encrypter: { api: "bigquery", agent: "bq-N@bigquery-encryption" },
  },
  bucket: { apis: [], keeper: objectKeeper },
  disk: { apis: [] },
  queue: {
    apis: ["pubsub"],
    agent: "pubsub",
    keeper: queueKeeper,
    encrypter: { api: "pubsub", agent: "service-N@gcp-sa-pubsub", isAskedFor: true },
  },
} as const satisfies Readonly<Record<KindName, Kept>>;

/** The same, for whoever has any kind. */
export function keptAs(kind: KindName): Kept {
  return KEPT[kind];
}
