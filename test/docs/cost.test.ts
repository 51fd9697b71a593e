import { spawnSync } from "node:child_process";
import { fences, PROJECT, read } from "./markdown";

/** Each runs the program for every stack in every mode. */
const MINUTES = 20 * 60_000;

describe("docs/cost.md", () => {
  const shown = fences(read("docs/cost.md")).filter(({ language }) => language === "console");

  it.each(shown.map(({ lines: [prompt = "", ...lines] }) => [prompt, lines] as const))(
    "shows what is printed: %s",
    (prompt, lines) => {
      const { stdout } = spawnSync(process.execPath, prompt.split(" ").slice(2), {
        ...{ cwd: PROJECT, encoding: "utf8" },
        env: { PATH: process.env["PATH"], NO_COLOR: "1" },
      });
      expect(lines).toEqual(stdout.trimEnd().split("\n"));
    },
    MINUTES,
  );

  it("shows one", () => {
    expect(shown).toHaveLength(1);
  });
});
