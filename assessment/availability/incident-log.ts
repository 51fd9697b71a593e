import { z } from "zod";
import { formatPath, valueAt } from "../../system/path";
import type { Problem } from "../../system/problem";
import { day, percentage, positiveDuration } from "../../system/schema/values";
import type { Issue } from "../../system/relation";
import { predicate, sentence, unknownKey } from "../../system/sentence";
import { readYaml } from "../../system/text/tree";
import { DAY, type Seconds } from "../../system/units";
import { measured } from "./downtime";

const entry = z.strictObject({
  at: day().describe("Day on which it began, in UTC"),
  lasts: positiveDuration().describe("How long users could not do what they came for"),
  what: z.string().min(1).describe("What happened, in one sentence"),
  of: z.string().optional().describe("The service it hit; left out: the system"),
  share: percentage().optional().describe("Share of users that it hit; left out: all"),
  planned: z.boolean().default(false).describe("It was announced; it counts all the same"),
});

const log = z.array(entry, { error: "must be a list of outages, one entry each" });

/** One outage. A planned one is an outage for those who can't work meanwhile. */
export type Incident = z.output<typeof entry>;

/** A log that was read, or everything that is wrong with it. */
export type ReadLog =
  | { readonly incidents: readonly Incident[]; readonly problems?: undefined }
  | { readonly incidents?: undefined; readonly problems: readonly Problem[] };

/** Reads the text of an incident log: a YAML list with one entry for each outage. */
export function readIncidents(text: string): ReadLog {
  const read = readYaml(text);
  if ("obstacles" in read) {
    return { problems: read.obstacles.map(({ line, message }) => ({ path: "", line, message })) };
  }
  const parsed = log.safeParse(read.value ?? [], { error: predicate });
  const issues = [
    ...read.issues,
    ...(parsed.error?.issues ?? []).flatMap((issue) => issuesOf(issue, read.value)),
  ];
  const problems = issues.map(({ path, message }) => {
    const line = read.spots.closest(path).spot?.line;
    return { path: formatPath(path), ...(line === undefined ? {} : { line }), message };
  });
  return parsed.success && problems.length === 0 ? { incidents: parsed.data } : { problems };
}

/** Each unknown key is a problem of its own, at its own place. */
function issuesOf(issue: z.core.$ZodIssue, value: unknown): readonly Issue[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  if (issue.code !== "unrecognized_keys") {
    return [{ path, message: sentence(path, valueAt(value, path), undefined, issue.message) }];
  }
  const known = Object.keys(entry.shape);
  return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
}

/** What was measured in a month, such as `2026-04`. An outage counts in the month it began in. */
export function measuredIn(incidents: readonly Incident[], month: string): number {
  const outages = incidents
    .filter(({ at }) => at.startsWith(`${month}-`))
    .map(({ lasts, share }) => ({ seconds: lasts, ...(share === undefined ? {} : { share }) }));
  return measured(lengthOfMonth(month), outages);
}

/** Months with an entry, oldest first, each with what was measured in it. */
export function measuredByMonth(
  incidents: readonly Incident[],
): readonly { readonly month: string; readonly availability: number }[] {
  const months = [...new Set(incidents.map(({ at }) => at.slice(0, "2026-04".length)))].sort();
  return months.map((month) => ({ month, availability: measuredIn(incidents, month) }));
}

/** How long a month such as `2026-04` is, in seconds. @throws Error for what is no month such as `2026-04` */
export function lengthOfMonth(month: string): Seconds {
  const [, year, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (year === undefined || number === undefined) throw new Error(`"${month}" is not a month`);
  const days = [31, isLeap(Number(year)) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return (days[Number(number) - 1] ?? 0) * DAY;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
