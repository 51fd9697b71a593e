import { z } from "zod";
import { positiveDuration, region, size } from "../schema/values";
import type { Issue } from "../issue";
import type { Partially } from "../partially";
import type { Path } from "../path";
import { within } from "../relations/ranges";
import { DAY, HOUR, type Seconds } from "../units";
import type { Kind } from "./kind";
import { isMultiRegion } from "./multi-regions";
import { common } from "./fields";

export const warehouseShape = z.strictObject({
  kind: z.literal("bigquery").describe("Analytics"),
  ...common,
  location: region().describe("US, EU, or a region"),
  size: size().optional().describe("How much it holds, for the time that a copy takes"),
  timeTravel: positiveDuration().describe("2 to 7 days"),
  copyTo: region().optional().describe("Region that a daily copy goes to"),
});

export type WarehouseStore = z.output<typeof warehouseShape>;

/** After time travel, by support alone: https://docs.cloud.google.com/bigquery/docs/time-travel */
const FAIL_SAFE: Seconds = 7 * DAY;

export const bigquery: Kind<WarehouseStore> = {
  named: {
    ...{ variable: "DATASET", form: "underscored" },
    rule: {
      ...{ title: "BigQuery dataset", least: 1, most: 1024 },
      pattern: /^[a-z][_a-z0-9]*$/,
      characters: "lower-case letters, digits and underscores",
    },
  },

  problems: (store, path) => [
    ...within([...path, "timeTravel"], store.timeTravel, [2 * DAY, 7 * DAY], HOUR),
    ...copyIssue(store, path),
  ],

  traits: ({ location, size, timeTravel, copyTo }, name) => ({
    // A multi-region keeps the data in one region of it, and promises nothing when that is lost.
    residence: isMultiRegion(location)
      ? { in: "somewhere", place: location }
      : { in: "region", region: location },
    ...(size === undefined ? {} : { size }),
    note: copyTo === undefined ? location : `${location}, copied to ${copyTo} every day`,
    keys: [location, copyTo ?? []].flat().map((at) => ({ user: "bigquery", at: { location: at } })),
    deletion: {
      trash: { from: "the table as of any moment", lasts: timeTravel },
      soft: { from: "Google's support, whole tables", lasts: timeTravel + FAIL_SAFE },
    },
    copies: copyTo === undefined ? [] : [{ what: "a daily copy", every: DAY }],
    restore: {
      by: "bigquery.restore",
      way: "tables can be read as of any moment of the time travel window",
      takes: [{ what: "tables as of then", length: "bigquery.restore" }],
      loses: {
        what: "nothing",
        because: "tables come back as of any moment of the time travel window",
        source: "https://docs.cloud.google.com/bigquery/docs/time-travel",
      },
    },
    rescue: {
      ...(copyTo === undefined
        ? {}
        : {
            copy: {
              ...{ length: "bigquery.restore", every: DAY, region: copyTo },
            },
          }),
      otherwise: {
        because: `BigQuery promises nothing of ${location} when a region of it is lost, and no copy is described`,
        todo: `Import ${name} again from its sources if it doesn't come back`,
      },
    },
    promise: { id: "bigquery", scope: "zones" },
  }),

  better: ({ copyTo, location }, { others }) => {
    // Several regions of BigQuery are not several copies: only one in another region is.
    const [to] = others.filter((region) => region !== location);
    if (copyTo !== undefined || to === undefined) return [];
    const become = (store: WarehouseStore) => ({ ...store, copyTo: to });
    return [[{ part: "copyTo", edits: { copyTo: to }, become }]];
  },
};

function copyIssue({ copyTo, location }: Partially<WarehouseStore>, path: Path): readonly Issue[] {
  if (copyTo === undefined || copyTo !== location) return [];
  const message = `"${copyTo}" is where the data is already; name another region`;
  return [{ path: [...path, "copyTo"], message }];
}
