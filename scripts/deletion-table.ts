import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withDeletionTable } from "../report/lazy-deletion";
import { loadSystem } from "../system/load";

// Writes the table of docs/lazy-deletion.md anew.
const root = path.resolve(__dirname, "..");
const systems = readdirSync(path.join(root, "systems")).flatMap((file) => {
  const at = path.join("systems", file);
  const loaded = loadSystem({ path: at, text: readFileSync(path.join(root, at), "utf8") });
  if ("problems" in loaded) throw new Error(`${at} has problems`);
  return [loaded.system];
});
const file = path.join(root, "docs/lazy-deletion.md");
writeFileSync(file, withDeletionTable(readFileSync(file, "utf8"), systems));
