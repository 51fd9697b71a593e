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
      "gh issue create --title A drill of region-loss failed or missed an objective --body-file drill.txt",
    );
    expect(readFileSync(path.join(clone, "drill.txt"), "utf8")).toContain("no region answers");
    expect(git(clone, "branch", "--show-current")).toBe("main");
  });

  // The shipped bank asks for less time than a region's loss takes: that is what evidence is for.
  it("commits what it measured and proposes it, and opens an issue on a missed objective", async () => {
    here.command("node", `exec "${process.execPath}" "$@"`);
    const drills = path.join(clone, "drills");
    const before = new Set(existsSync(drills) ? readdirSync(drills) : []);
    const done = await drill();
    expect(done.map(({ run, code }) => [run.split(" ")[0], code])).toEqual([
      ["npm", 0],
      [".ci/drill", 1],
      [".ci/issue", 0],
    ]);
    expect(done[1]?.out).toContain("misses the objective");
    expect(done[1]?.out).toContain("description, state and cloud agree");
    const [proposed, issue] = here
      .calls()
      .filter((call) => /^gh (pr|issue) create/.test(call))
      .slice(-2);
    expect(proposed).toContain("--title Drill of region-loss of us-central1");
    expect(issue).toContain("failed or missed an objective --body-file drill.txt");
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
