import { z } from "zod";
import { form, positiveDuration, region, size, whole } from "../schema/values";
import type { Issue } from "../issue";
import type { Partially } from "../partially";
import type { Path } from "../path";
import { within } from "../relations/ranges";
import { rhythmIssue } from "../relations/rhythm";
import { DAY, HOUR, type Seconds } from "../units";
import { shorter } from "./better";
import { rhythmOf } from "./copies";
import { type Kind, RFC1035 } from "./kind";
import { perGigabyte } from "./restore";
import type { Residence } from "./traits";
import { common, copies } from "./fields";

/** Most characters of a logical database's name, which the form below holds. */
export const LONGEST_DATABASE = 30;

export const spannerShape = z.strictObject({
  kind: z.literal("spanner").describe("Relational database over regions"),
  ...common,
  config: region().describe("nam3, nam-eur-asia1, regional-us-central1 …"),
  edition: z
    .enum(["STANDARD", "ENTERPRISE", "ENTERPRISE_PLUS"])
    .describe("ENTERPRISE_PLUS where the configuration spans regions"),
  nodes: whole(1, 1000).describe("Compute capacity"),
  size: size().optional().describe("How much it holds, for the time that a restore takes"),
  databases: z
    .array(
      form(
        new RegExp(`^[a-z][a-z0-9_-]{0,${LONGEST_DATABASE - 2}}[a-z0-9]$`),
        `must be 2 to ${LONGEST_DATABASE} lower-case letters, digits, hyphens and underscores, begin with a letter and end with a letter or digit`,
      ),
    )
    .min(1)
    .describe("Logical databases"),
  recoveryWindow: positiveDuration().describe("1 hour to 7 days"),
  backups: copies.optional().describe("Scheduled backups, in the instance's configuration"),
});

export type SpannerStore = z.output<typeof spannerShape>;

const REGIONAL = "regional-";

export const spanner: Kind<SpannerStore> = {
  named: {
    ...{ variable: "INSTANCE", form: "plain" },
    rule: { title: "Spanner instance", least: 6, most: 30, ...RFC1035 },
  },

  problems: (store, path) => [
    ...within([...path, "recoveryWindow"], store.recoveryWindow, [HOUR, 7 * DAY]),
    ...rhythmIssue([...path, "backups", "every"], store.backups?.every),
    ...within([...path, "backups", "keep"], store.backups?.keep, [DAY, 366 * DAY], DAY),
    ...editionIssue(store, path),
  ],

  traits: ({ config, nodes, size, recoveryWindow, backups }) => ({
    residence: residence(config),
    note: `${config}, ${nodes} ${nodes === 1 ? "node" : "nodes"}`,
    ...(size === undefined ? {} : { size }),
    keys: [{ user: "spanner", at: { location: place(config) } }],
    deletion: {
      trash: { from: "the database as of any moment", lasts: recoveryWindow },
      ...(backups ? { soft: { from: `a backup, ${rhythmOf(backups)}`, lasts: backups.keep } } : {}),
    },
    copies: backups ? [{ what: "a backup", every: backups.every }] : [],
    restore: {
      by: "spanner.restore",
      way: "it can be read as of any moment of the recovery window",
      takes: [
        perGigabyte("spanner.backup", size, "a backup"),
        perGigabyte("spanner.restore", size),
      ],
      loses: {
        what: "nothing",
        because: "any moment of the window can be read",
        source: "https://docs.cloud.google.com/spanner/docs/pitr",
      },
    },
    // Its backups are in the instance's own configuration.
    rescue: { copy: { length: "spanner.restore" } },
    promise: config.startsWith(REGIONAL)
      ? { id: "spanner.region", scope: "zones" }
      : { id: "spanner.multi-region", scope: "regions" },
  }),

  better: ({ backups }) => {
    if (!backups) return [];
    const changed = (now: SpannerStore, every: Seconds) => ({
      ...now,
      backups: { ...backups, every },
    });
    return [shorter("backups.every", backups.every, changed)];
  },
};

/** One region, or a configuration over several, by its name. */
const place = (config: string) =>
  config.startsWith(REGIONAL) ? config.slice(REGIONAL.length) : config;

function residence(config: string): Residence {
  const source = "https://docs.cloud.google.com/spanner/docs/replication";
  return config.startsWith(REGIONAL)
    ? { in: "region", region: place(config) }
    : { in: "regions", place: config, source };
}

function editionIssue({ config, edition }: Partially<SpannerStore>, path: Path): readonly Issue[] {
  if (config === undefined || edition === undefined) return [];
  if (config.startsWith(REGIONAL) || edition === "ENTERPRISE_PLUS") return [];
  const message = `"${edition}" is for one region, and ${config} spans several; use "ENTERPRISE_PLUS"`;
  return [{ path: [...path, "edition"], message }];
}
