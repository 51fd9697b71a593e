import { z } from "zod";
import { positiveDuration, region, size } from "../schema/values";
import { within } from "../relations/ranges";
import { keepIssue, rhythmIssue } from "../relations/rhythm";
import { DAY, type Seconds, WEEK } from "../units";
import { shorter } from "./better";
import { exported } from "./copies";
import { type Kind, RFC1035 } from "./kind";
import { perGigabyte } from "./restore";
import type { Copies, Residence, Restorable } from "./traits";
import { common, copies } from "./fields";

export const firestoreShape = z.strictObject({
  kind: z.literal("firestore").describe("Documents"),
  ...common,
  location: region().describe("nam5, nam7, eur3 (multi-region), or a region"),
  size: size().optional().describe("How much it holds, for the time that a restore takes"),
  backups: z
    .strictObject({
      daily: positiveDuration().optional().describe("How long daily backups are kept"),
      weekly: positiveDuration().optional().describe("How long weekly backups are kept"),
      export: copies.optional().describe("Exports into the backup bucket"),
    })
    .default({})
    .describe("Scheduled backups, and exports besides"),
});

export type FirestoreStore = z.output<typeof firestoreShape>;

/** Locations over several regions. */
const MULTI_REGIONS = ["nam5", "nam7", "eur3"];

/** Recovery to any minute; Google's length: https://firebase.google.com/docs/firestore/pitr */
const WINDOW: Seconds = 7 * DAY;

export const firestore: Kind<FirestoreStore> = {
  named: {
    ...{ variable: "DATABASE", form: "plain" },
    rule: { title: "Firestore database", least: 4, most: 63, ...RFC1035 },
  },
  places: { title: "location of Firestore", known: MULTI_REGIONS },

  problems: ({ backups }, path) => {
    const at = [...path, "backups"];
    return [
      ...within([...at, "daily"], backups?.daily, [DAY, 14 * WEEK], DAY),
      ...within([...at, "weekly"], backups?.weekly, [WEEK, 14 * WEEK], DAY),
      ...rhythmIssue([...at, "export", "every"], backups?.export?.every),
      ...keepIssue([...at, "export", "keep"], backups?.export?.every, backups?.export?.keep),
    ];
  },

  traits: ({ location, size, backups }) => ({
    residence: residence(location),
    note: location,
    ...(size === undefined ? {} : { size }),
    keys: [{ user: "firestore", at: { location: keyPlace(location) } }],
    deletion: {
      trash: { from: "the database as of any minute", lasts: WINDOW },
      ...scheduled(backups),
      ...(backups.export
        ? { copies: exported("an export in the backup bucket", backups.export) }
        : {}),
    },
    copies: copiesOf(backups),
    restore: {
      by: "firestore.restore",
      way: "it can be read as of any minute of the last 7 days",
      takes: [perGigabyte("firestore.restore", size)],
      loses: {
        what: "lag",
        why: "a recovery goes to a whole minute",
        line: "firestore.minute",
        because: "versions are kept by the minute",
      },
    },
    rescue: {
      copy: {
        length: "firestore.restore",
        ...(backups.export ? { every: backups.export.every } : {}),
      },
    },
    promise: MULTI_REGIONS.includes(location)
      ? { id: "firestore.multi-region", scope: "regions" }
      : { id: "firestore.region", scope: "zones" },
  }),

  better: (store) => {
    const { export: dumps } = store.backups;
    if (!dumps) return [];
    const changed = (now: FirestoreStore, often: Seconds) => ({
      ...now,
      backups: { ...now.backups, export: { ...dumps, every: often } },
    });
    return [shorter("backups.export.every", dumps.every, changed)];
  },
};

function residence(location: string): Residence {
  const source = "https://docs.cloud.google.com/firestore/native/docs/locations";
  return MULTI_REGIONS.includes(location)
    ? { in: "regions", place: location, source }
    : { in: "region", region: location };
}

/** Source: Firestore's `CmekConfig.kmsKeyName` for nam5 and eur3; nam7 is background knowledge, unconfirmed. */
function keyPlace(location: string): string {
  return { nam5: "us", nam7: "us", eur3: "europe" }[location] ?? location;
}

type Backups = FirestoreStore["backups"];

function scheduled({ daily, weekly }: Backups): { readonly soft?: Restorable } {
  const lasts = Math.max(daily ?? 0, weekly ?? 0);
  const which = [daily === undefined ? [] : "daily", weekly === undefined ? [] : "weekly"].flat();
  return lasts === 0 ? {} : { soft: { from: `a backup, ${which.join(" and ")}`, lasts } };
}

function copiesOf({ daily, weekly, export: dumps }: Backups): readonly Copies[] {
  return [
    ...(daily === undefined ? [] : [{ what: "a daily backup", every: DAY }]),
    ...(weekly === undefined ? [] : [{ what: "a weekly backup", every: WEEK }]),
    ...(dumps ? [{ what: "an export", every: dumps.every }] : []),
  ];
}
