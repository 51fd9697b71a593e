import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { cleanClone, git } from "./clean-clone";
import { StandIns } from "./stand-ins";
import { jobOf, runJob } from "./workflow";

// The whole of a region's loss is rehearsed in the sandbox: for the night.
jest.setTimeout(900_000);

const here = new StandIns();
const clone = cleanClone(here.folder);
here.work(clone);
here.command("npm", "exit 0"); // the packages are there
here.command("gh", `[ "$1 $2" = "issue list" ] || echo https://github.example/1`);
afterAll(() => here.remove());

const given = { "github.token": "t", "github.repository": "acme/bank" };
const drill = () =>
  runJob(jobOf("drill.yml", "drill"), given, (command, env) => here.shell(command, env));

/** One repository: each test goes on where the one before it ended. */
describe("drill.yml", () => {
  it("opens an issue with what was said, where it fails", async () => {
    here.command("node", `echo "error: no region answers" >&2; exit 1`);
    const done = await drill();
    expect(done.map(({ run, code }) => [run.split(" ")[0], code])).toEqual([
      ["npm", 0],
      [".ci/drill", 1],
      [".ci/issue", 0],
    ]);
    expect(done[1]?.out).toContain("no region answers");
    expect(here.calls().at(-1)).toBe(
      "gh issue create --title A drill of region-loss failed --body-file drill.txt",
    );
    expect(readFileSync(path.join(clone, "drill.txt"), "utf8")).toContain("no region answers");
    expect(git(clone, "branch", "--show-current")).toBe("main");
  });

  it("commits what it measured, and proposes it", async () => {
    here.command("node", `exec "${process.execPath}" "$@"`);
    const drills = path.join(clone, "drills");
    const before = new Set(existsSync(drills) ? readdirSync(drills) : []);
    const done = await drill();
    expect(done.map(({ code, out }) => ({ code, out: code === 0 ? "" : out }))).toEqual([
      { code: 0, out: "" },
      { code: 0, out: "" },
    ]);
    const fresh = readdirSync(drills).filter((file) => !before.has(file));
    expect(fresh.length).toBeGreaterThan(0);
    const committed = git(clone, "show", "--name-only", "--format=", "HEAD").split("\n");
    expect(committed).toEqual(fresh.map((file) => `drills/${file}`));
    const branch = git(clone, "branch", "--show-current");
    expect(branch).toMatch(/^drill-region-loss-\d{4}-\d{2}-\d{2}$/);
    const pushed = git(path.join(here.folder, "origin.git"), "rev-parse", branch);
    expect(pushed).toBe(git(clone, "rev-parse", "HEAD"));
  });
});
