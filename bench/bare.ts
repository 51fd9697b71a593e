import { createRequire } from "node:module";
import path from "node:path";
import { setAllConfig } from "@pulumi/pulumi/runtime/config";
import { type Mocks, setMocks } from "@pulumi/pulumi/runtime/mocks";
import { PROJECT, projectConfig } from "./project";

// What the embedded engine is measured against: the unmodified program of one stack under the SDK's
// own mocks, in one process, with no engine beside it. Says how many resources it registered.
async function main(stack: string): Promise<void> {
  let registered = 0;
  process.once("exit", () => process.stdout.write(`${registered}\n`));
  const mocks: Mocks = {
    newResource: ({ inputs, name }) => {
      registered += 1;
      return { id: name, state: inputs };
    },
    call: ({ inputs }) => inputs,
  };
  await setMocks(mocks, "standby", stack, true);
  setAllConfig(projectConfig(stack));
  process.chdir(PROJECT);
  createRequire(path.join(PROJECT, "package.json"))("./index.ts");
}

main(process.argv[2] ?? "").catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
