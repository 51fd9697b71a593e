import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withRuleTable } from "../policy/table";

// Writes the table of docs/policy.md anew.
const file = path.resolve(__dirname, "../docs/policy.md");
writeFileSync(file, withRuleTable(readFileSync(file, "utf8")));
