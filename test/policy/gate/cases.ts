import type { Edits } from "../../../system/edit";

/** What a pull request makes of one resource of the program; see program/index.ts. */
export interface Otherwise {
  readonly name: string;
  readonly type?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
}

export type Stack = "prod" | "dr";

/** One pull request: what it changes, and of which stacks its previews are kept. */
export interface Case {
  readonly name: string;
  /** Values of the description. */
  readonly edits?: Edits;
  /** Texts of the description that become others, all over it. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Resources that the program has otherwise. */
  readonly otherwise?: readonly Otherwise[];
  /** Logical names whose protection was taken off in the state before. */
  readonly unprotected?: readonly string[];
  /** Roles were swapped by the database's API before, and the stacks refreshed. */
  readonly switchedOver?: true;
  readonly stacks: readonly Stack[];
}

const BOTH: readonly Stack[] = ["prod", "dr"];
const PROD: readonly Stack[] = ["prod"];
const WRITER = "online-bank-accounts-db-us-central1-1";
const NEW_IMAGE = {
  "services.web.runs.image":
    "us-docker.pkg.dev/example-bank-prod/apps/web@sha256:8d1a5e0c3b9f48261e7c0d4a9b5f3e8216c7d0a94b3f5e8d21c6a7904e3b5f18",
};

const MOVED = { "location: [us-central1, us-east1]": "location: EU" };

const ofWriter = (inputs: Readonly<Record<string, unknown>>): Partial<Case> => ({
  otherwise: [{ name: WRITER, type: "sql", inputs }],
});

const bank: readonly Case[] = [
  { name: "nothing", stacks: BOTH },
  { name: "new-image", edits: NEW_IMAGE, stacks: BOTH },
  { name: "to-warm", edits: { standby: "warm" }, stacks: BOTH },
  { name: "to-cold", edits: { standby: "cold" }, stacks: BOTH },
  {
    name: "to-cold-instances-kept",
    edits: {
      standby: "cold",
      "data.accounts-db.instances": { "us-central1": 1, "us-east1": 1 },
    },
    stacks: BOTH,
  },
  { name: "primary-without-switchover", edits: { primary: "us-east1" }, stacks: BOTH },
  {
    name: "larger-tier",
    edits: { "data.accounts-db.tier": "db-perf-optimized-N-8" },
    stacks: BOTH,
  },
  {
    name: "shorter-recovery",
    edits: { "data.accounts-db.recoveryWindow": "3 days" },
    stacks: PROD,
  },
  { name: "fewer-backups", edits: { "data.accounts-db.backups.keep": 14 }, stacks: PROD },
  { name: "shorter-trash", edits: { "data.documents.trash": "1 day" }, stacks: PROD },
  { name: "longer-trash", edits: { "data.documents.trash": "60 days" }, stacks: PROD },
  { name: "shorter-soft-delete", edits: { "data.documents.softDelete": "7 days" }, stacks: PROD },
  { name: "documents-moved", texts: MOVED, stacks: PROD },
  {
    name: "documents-moved-open",
    texts: MOVED,
    unprotected: ["documents"],
    stacks: PROD,
  },
  { name: "firestore-moved", edits: { "data.products-db.location": "nam7" }, stacks: PROD },
  {
    name: "shorter-export",
    edits: { "data.accounts-db.backups.export.keep": "30 days" },
    stacks: PROD,
  },
  { name: "database-renamed", texts: { "accounts-db": "ledger-db" }, stacks: BOTH },
  {
    name: "database-renamed-open",
    texts: { "accounts-db": "ledger-db" },
    unprotected: [WRITER, "online-bank-accounts-db-us-east1-1"],
    stacks: BOTH,
  },
  { name: "system-renamed", texts: { "name: online-bank": "name: city-bank" }, stacks: PROD },
  {
    name: "logical-database-removed",
    texts: { "databases: [accounts]": "databases: [ledger]" },
    stacks: PROD,
  },
  { name: "broken-description", edits: { standby: "lukewarm" }, stacks: PROD },
  { name: "more-load", edits: { "services.web.load.peak": "2400 rps" }, stacks: BOTH },
  { name: "writer-deletable", ...ofWriter({ deletionProtection: false }), stacks: PROD },
  {
    name: "writer-deletable-by-api",
    ...ofWriter({ "settings.deletionProtectionEnabled": false }),
    stacks: PROD,
  },
  {
    name: "writer-without-backups",
    ...ofWriter({ "settings.backupConfiguration.enabled": false }),
    stacks: PROD,
  },
  {
    name: "writer-without-recovery",
    ...ofWriter({ "settings.backupConfiguration.pointInTimeRecoveryEnabled": false }),
    stacks: PROD,
  },
  {
    name: "writer-without-ha",
    ...ofWriter({ "settings.availabilityType": "ZONAL" }),
    stacks: PROD,
  },
  {
    name: "writer-backups-go-along",
    ...ofWriter({ "settings.retainBackupsOnDelete": false }),
    stacks: PROD,
  },
  {
    name: "writer-no-final-backup",
    ...ofWriter({ "settings.finalBackupConfig": null }),
    stacks: PROD,
  },
  {
    name: "writer-backups-moved",
    ...ofWriter({ "settings.backupConfiguration.location": "us-east1" }),
    stacks: PROD,
  },
  {
    name: "writer-moved",
    ...ofWriter({ region: "us-west1" }),
    unprotected: [WRITER],
    stacks: PROD,
  },
  {
    name: "writer-unprotected",
    otherwise: [{ name: WRITER, type: "sql", options: { protect: false } }],
    stacks: PROD,
  },
  {
    name: "replica-promoted",
    otherwise: [
      {
        name: "online-bank-accounts-db-us-east1-1",
        type: "sql",
        inputs: { instanceType: "CLOUD_SQL_INSTANCE", masterInstanceName: null },
      },
    ],
    stacks: ["dr"],
  },
  {
    name: "bucket-emptied-on-destroy",
    otherwise: [{ name: "documents", type: "storage", inputs: { forceDestroy: true } }],
    stacks: PROD,
  },
  {
    name: "bucket-without-versions",
    otherwise: [{ name: "documents", type: "storage", inputs: { "versioning.enabled": false } }],
    stacks: PROD,
  },
  {
    name: "bucket-renamed",
    otherwise: [{ name: "documents", type: "storage", inputs: { name: "sandbox-gate-files" } }],
    unprotected: ["documents"],
    stacks: PROD,
  },
  {
    name: "firestore-deletable",
    otherwise: [
      {
        name: "products-db",
        type: "firestore/database",
        inputs: { deleteProtectionState: "DELETE_PROTECTION_DISABLED" },
      },
    ],
    stacks: PROD,
  },
  {
    name: "firestore-without-recovery",
    otherwise: [
      {
        name: "products-db",
        type: "firestore/database",
        inputs: { pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_DISABLED" },
      },
    ],
    stacks: PROD,
  },
  {
    name: "firestore-weekly-gone",
    edits: { "data.products-db.backups.weekly": null },
    stacks: PROD,
  },
  { name: "switched-over", edits: { primary: "us-east1" }, switchedOver: true, stacks: BOTH },
  {
    name: "switched-over-and-image",
    edits: { primary: "us-east1", ...NEW_IMAGE },
    switchedOver: true,
    stacks: BOTH,
  },
  {
    name: "switched-over-and-tier",
    edits: { primary: "us-east1", "data.accounts-db.tier": "db-perf-optimized-N-8" },
    switchedOver: true,
    stacks: BOTH,
  },
];

const shop: readonly Case[] = [
  { name: "spanner-moved", edits: { "data.orders.config": "nam6" }, stacks: PROD },
  {
    name: "spanner-moved-open",
    edits: { "data.orders.config": "nam6" },
    unprotected: ["orders", "orders-orders"],
    stacks: PROD,
  },
  { name: "more-nodes", edits: { "data.orders.nodes": 4 }, stacks: PROD },
  {
    name: "spanner-shorter-recovery",
    edits: { "data.orders.recoveryWindow": "1 day" },
    stacks: PROD,
  },
  { name: "read-replica-gone", edits: { "data.ratings.readReplicas": 0 }, stacks: PROD },
  { name: "spanner-without-backups", edits: { "data.orders.backups": null }, stacks: PROD },
];

const travel: readonly Case[] = [
  { name: "warehouse-moved", texts: { "location: US": "location: EU" }, stacks: PROD },
];

const platform: readonly Case[] = [
  { name: "way-in-changed", edits: { "edge.route": "bypass" }, stacks: PROD },
  { name: "disk-type", edits: { "data.volume.type": "pd-ssd" }, stacks: PROD },
  { name: "snapshots-shorter", edits: { "data.volume.snapshots.keep": "3 days" }, stacks: PROD },
  { name: "tasks-forgotten-sooner", edits: { "data.tasks.retention": "1 day" }, stacks: PROD },
];

/** Pull requests on one system, and which engine previews them. */
export interface Recorded {
  /** What the files are led by. */
  readonly label: string;
  readonly system: string;
  readonly cli: boolean;
  readonly cases: readonly Case[];
}

/** Those of the bank that both engines preview. */
const COMPARED = [
  ...["new-image", "database-renamed-open", "documents-moved-open", "writer-deletable"],
  ...["writer-unprotected", "primary-without-switchover", "to-cold"],
];

/** All pull requests. The bank's are previewed by the real CLI, but for those after a switchover. */
export const RECORDED: readonly Recorded[] = [
  {
    ...{ label: "online-bank", system: "online-bank", cli: true },
    cases: bank.filter(({ switchedOver }) => !switchedOver),
  },
  {
    ...{ label: "embedded", system: "online-bank", cli: false },
    cases: bank.filter(({ name, switchedOver }) => switchedOver || COMPARED.includes(name)),
  },
  { label: "shop-smart", system: "shop-smart", cli: false, cases: shop },
  { label: "click-travel", system: "click-travel", cli: false, cases: travel },
  { label: "api-platform", system: "api-platform", cli: false, cases: platform },
];
