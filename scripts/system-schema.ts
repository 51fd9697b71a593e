import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchema } from "../system/json-schema";

// Run after every change of system/schema: npx tsx scripts/system-schema.ts
writeFileSync(join(__dirname, "..", "system.schema.json"), jsonSchema());
