import { standby } from "../cli/run-standby";
import { type Mode, MODES } from "../recovery/plan/fixtures";

/** The drills whose reports are committed: the bank loses its primary region, in each mode. */
export const REPORTS: readonly Mode[] = MODES;

export function reportFile(mode: Mode): string {
  return `docs/drills/online-bank-${mode}.md`;
}

/** What the command prints, as a page: the same each time, since all chance follows from the seed. */
export function reportPage(mode: Mode): string {
  const args = ["drill", "region-loss", "--region", "us-central1", "--standby", mode];
  const { status, stdout, stderr } = standby(args);
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return [
    `# The bank loses its primary region, in ${mode}`,
    "",
    "Rehearsed in the sandbox under the full load, and written by the command itself:",
    "`npm run drill-reports` runs it anew, and a test at night compares. What takes how long in the",
    "sandbox is drawn from the ranges of [durations.tsv](../../recovery/durations.tsv), whose basis it",
    "says; nothing here was measured on Google Cloud.",
    "",
    "```console",
    `$ standby ${args.join(" ")}`,
    stdout.trimEnd(),
    "```",
    "",
    status === 0
      ? "It ended with 0: as predicted, and as asked for."
      : "It ended with 1: something was not as predicted or not as asked for; the lines say what.",
    "",
  ].join("\n");
}
