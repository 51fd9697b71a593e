import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { EVENTS } from "../../../../system/schema/objective";
import { PROJECT } from "../../../stacks/runs";
import { REHEARSED } from "../systems";

const SYSTEMS = readdirSync(path.join(PROJECT, "systems")).map((file) => path.parse(file).name);

describe("what is rehearsed", () => {
  it("is every shipped system, each in a file that Jest can run beside the others", () => {
    expect(Object.keys(REHEARSED).sort()).toEqual(SYSTEMS.sort());
    for (const name of SYSTEMS) {
      const text = readFileSync(path.join(__dirname, `${name}.test.ts`), "utf8");
      expect(text).toContain(`rehearse("${name}");`);
    }
  });

  it.each(Object.entries(REHEARSED))("is every event of %s", (_, { drilled }) => {
    const events = new Set<string>(drilled.map(([event]) => event));
    expect(EVENTS.filter((event) => !events.has(event))).toEqual([]);
  });
});
