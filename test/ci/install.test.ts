import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cleanClone } from "./clean-clone";
import { allRuns } from "./workflow";

jest.setTimeout(120_000);

const folder = mkdtempSync(path.join(tmpdir(), "standby-install-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("npm ci, as the workflows call it", () => {
  const [command = ""] = allRuns().flatMap((run) => /npm ci.*/.exec(run) ?? []);

  it("finds a lock that has every package, without asking a registry", () => {
    const clone = cleanClone(folder);
    unlinkSync(path.join(clone, "node_modules")); // a clean machine has none
    const [npm = "", ...args] = command.split(" ");
    const dry = [...args, "--dry-run", "--offline"];
    const env = { PATH: process.env["PATH"], HOME: folder };
    const out = execFileSync(npm, dry, { cwd: clone, env, encoding: "utf8" });
    const added = out.split("\n").flatMap((line) => /^add (\S+) /.exec(line)?.[1] ?? []);
    const { dependencies } = JSON.parse(readFileSync(path.join(clone, "package.json"), "utf8")) as {
      dependencies: Readonly<Record<string, string>>;
    };
    expect(added).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  });
});
