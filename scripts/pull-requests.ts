import { writeFileSync } from "node:fs";
import path from "node:path";
import { PROJECT } from "../test/stacks/runs";
import { exampleComment, exampleFile, EXAMPLES } from "../test/docs/pull-request-examples";

/** Writes the example comments anew, or those that are named; a test compares them. */
async function main(chosen: readonly string[]): Promise<void> {
  for (const example of EXAMPLES) {
    if (chosen.length > 0 && !chosen.includes(example.name)) continue;
    const file = exampleFile(example.name);
    writeFileSync(path.join(PROJECT, file), await exampleComment(example));
    console.log(file);
  }
}

void main(process.argv.slice(2));
