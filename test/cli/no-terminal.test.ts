import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PROJECT } from "../docs/markdown";
import { leaves } from "./leaves";

// Each command is started once, which takes minutes together: this is for the night.
jest.setTimeout(120_000);

const folder = mkdtempSync(path.join(tmpdir(), "standby-no-terminal-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In a folder without a project, with nobody logged in, no Pulumi CLI, and nobody to ask. */
function bare(words: readonly string[]) {
  const NODE = path.dirname(process.execPath);
  return new Promise<{ code: number | null; out: string }>((resolve) => {
    const child = spawn(process.execPath, [path.join(PROJECT, "bin/standby.js"), ...words], {
      cwd: folder,
      env: { PATH: NODE, HOME: folder, NO_COLOR: "1", METADATA_SERVER_DETECTION: "none" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
    });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (out += part));
    child.on("close", (code) => resolve({ code, out }));
  });
}

describe("without a terminal", () => {
  it.each(leaves().map(([words]) => words))(
    "standby %s ends by itself, with a reason that a person can mend",
    async (words) => {
      const { code, out } = await bare(words.split(" "));
      expect({ words, code, out }).toEqual({ words, code: 2, out: expect.stringMatching(/\S/) });
      expect(out).not.toMatch(/^\s+at /m); // no stack trace
    },
  );
});
