import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { MARKER } from "../../report/pull-request/comment";
import { GitHubStandIn } from "../cli/github-stand-in";
import { cleanClone, commit, git } from "./clean-clone";
import { StandIns } from "./stand-ins";

// Both commits are previewed, walked through and assessed, so this is for the night.
jest.setTimeout(600_000);

const hub = new GitHubStandIn();
const here = new StandIns();
const clone = cleanClone(here.folder);
const report = path.join(here.folder, "report");
here.work(clone);
beforeAll(() => hub.open());
afterAll(async () => {
  await hub.close();
  here.remove();
});

const file = path.join(clone, "systems/online-bank.yaml");
const edit = (from: string, to: string) => {
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
  return commit(clone, `${to} instead of ${from}`);
};
const base = git(clone, "rev-parse", "HEAD");

/** What the workflows do on a push: describe without credentials, then comment with a token. */
async function push(head: string) {
  rmSync(report, { recursive: true, force: true });
  const described = await here.run(".ci/pull-request", [base, report]);
  hub.pulls.splice(0, 1, { number: 12, head: { label: "mallory:fix", sha: head } });
  const commented = await here.run(".ci/comment", [report], {
    CONCLUSION: described.code === 0 ? "success" : "failure",
    COMMIT: head,
    RUN: "https://github.example/acme/bank/actions/runs/1",
    HEAD: "mallory:fix",
    GITHUB_REPOSITORY: "acme/bank",
    GITHUB_API_URL: hub.api,
    GITHUB_TOKEN: "secret-token",
  });
  expect(`${described.out}${commented.out}`).not.toContain("secret-token");
  return { code: described.code, said: commented.out };
}

/** One pull request of a fork: each test goes on where the one before it ended. */
describe("a pull request, from the push to its comment", () => {
  const ours = () => hub.comments.filter(({ body }) => body.startsWith(MARKER));

  it("is described beside its base, without credentials", async () => {
    for (let count = 0; count < 35; count++) hub.say(`talk ${count}`);
    const head = edit("standby: hot", "standby: cold");
    expect(await push(head)).toEqual({ code: 0, said: "created the comment of #12\n" });
    expect(readdirSync(report).sort()).toEqual([
      ...["after.json", "assess-after.json", "assess-before.json", "before.json"],
      ...["consents.yaml", "survive-after.json", "survive-before.json"],
    ]);
    expect(ours()).toHaveLength(1);
    expect(ours()[0]?.body).toContain("us-east1");
  });

  it("is brought up to date on the second push, with the reason where it failed", async () => {
    const head = edit("standby: cold", "standby: lukewarm");
    expect(await push(head)).toEqual({ code: 1, said: "updated the comment of #12\n" });
    expect(ours()).toHaveLength(1);
    expect(ours()[0]?.body).toContain("lukewarm");
  });
});
