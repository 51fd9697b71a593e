import { readFileSync } from "node:fs";
import { readTopology } from "../topology/read";

// Reads one description as every command does, and fails if it is not "right" or "refused" as said.
const [, , path = "", expected = ""] = process.argv;
const { problems } = readTopology({ path, text: readFileSync(path, "utf8") }, "example-bank-prod");
const found = problems === undefined ? "right" : "refused";
if (found !== expected) {
  throw new Error(`${path} is ${found}: ${problems?.[0]?.path} ${problems?.[0]?.message}`);
}
