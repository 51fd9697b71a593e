import * as fs from "node:fs";
import * as path from "node:path";
import { goldenFile, goldenText } from "../test/stacks/golden";
import { MODES } from "../test/stacks/runs";

/** Writes the inventories that tests compare with, for a reviewer to read the difference. */
async function main(): Promise<void> {
  for (const mode of MODES) {
    for (const stack of ["prod", "dr"] as const) {
      const file = goldenFile(mode, stack);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, await goldenText(mode, stack));
      console.log(path.relative(process.cwd(), file));
    }
  }
}

void main();
