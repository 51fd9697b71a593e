import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withAlertTable } from "../report/alerts";
import { bankAlerts } from "../test/docs/alerts";

// Writes the table of docs/monitoring.md anew.
const file = path.resolve(__dirname, "../docs/monitoring.md");
writeFileSync(file, withAlertTable(readFileSync(file, "utf8"), bankAlerts()));
