import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchema } from "../system/json-schema";
import { withTables } from "../system/schema-tables";

// Run after every change of system/schema: npx tsx scripts/system-schema.ts
const root = join(__dirname, "..");
const document = join(root, "docs/system-description.md");
writeFileSync(join(root, "system.schema.json"), jsonSchema());
writeFileSync(document, withTables(readFileSync(document, "utf8")));
