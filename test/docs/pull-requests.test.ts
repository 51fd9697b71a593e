import { exampleComment, exampleFile, EXAMPLES } from "./pull-request-examples";
import { read } from "./markdown";

// Eight programs run for each, so this is for the night.
jest.setTimeout(300_000);

describe("the example comments", () => {
  it.each(EXAMPLES)(
    "are as committed: $name (scripts/pull-requests.ts writes them anew)",
    async (example) => {
      expect(await exampleComment(example)).toBe(read(exampleFile(example.name)));
    },
  );
});
