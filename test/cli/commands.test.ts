import { spawnSync } from "node:child_process";
import path from "node:path";
import { COMMANDS, commandsFor } from "../../cli/commands";
import { COMMANDS as VERBS } from "../../recovery/plan/verb-plan";
import { PROJECT } from "../stacks/runs";

describe("the commands", () => {
  it("are found under their own names, all verbs of a recovery among them", () => {
    const names = commandsFor([]).map((command) => command.name());
    expect(names).toEqual(Object.keys(COMMANDS));
    expect(names).toEqual(expect.arrayContaining([...VERBS]));
  });

  it.each([
    ["the one that is asked for", ["up", "--help"], ["up"]],
    ["all for the help", ["--help"], Object.keys(COMMANDS)],
    ["all for one that isn't there", ["toString"], Object.keys(COMMANDS)],
  ])("are loaded: %s", (_, words, names) => {
    expect(commandsFor(words).map((command) => command.name())).toEqual(names);
  });

  it("go on when nobody reads what they print any more", () => {
    const command = `${process.execPath} bin/standby.js --help | true; exit \${PIPESTATUS[0]}`;
    const { status, stderr } = spawnSync("bash", ["-c", command], {
      cwd: path.resolve(PROJECT),
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
  });
});
