import { writeFileSync } from "node:fs";
import path from "node:path";
import { PROJECT } from "../test/stacks/runs";
import { exampleComment, exampleFile, EXAMPLES } from "../test/docs/pull-request-examples";

/** Writes the example comments anew; a test compares them. */
async function main(): Promise<void> {
  for (const example of EXAMPLES) {
    const file = exampleFile(example.name);
    writeFileSync(path.join(PROJECT, file), await exampleComment(example));
    console.log(file);
  }
}

void main();
