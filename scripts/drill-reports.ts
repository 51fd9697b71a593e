import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PROJECT } from "../test/stacks/runs";
import { reportFile, reportPage, REPORTS } from "../test/docs/drill-reports";

/** Writes the reports of the bank's drills anew; a test compares them. */
for (const mode of REPORTS) {
  const file = path.join(PROJECT, reportFile(mode));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, reportPage(mode));
  console.log(reportFile(mode));
}
