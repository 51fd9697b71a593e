import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { MARKER } from "../../report/pull-request/comment";
import { GitHubStandIn } from "../cli/github-stand-in";
import { CORPUS } from "../policy/gate/corpus";
import { StandIns } from "./stand-ins";

jest.setTimeout(120_000);

const hub = new GitHubStandIn();
const here = new StandIns();
const report = path.join(here.folder, "report");
beforeAll(() => hub.open());
afterAll(async () => {
  await hub.close();
  here.remove();
});

const post = (CONCLUSION: string, commit = "abc") =>
  here.run(".ci/comment", [report], {
    CONCLUSION,
    COMMIT: commit,
    RUN: "https://github.example/acme/bank/actions/runs/1",
    HEAD: "mallory:fix",
    GITHUB_REPOSITORY: "acme/bank",
    GITHUB_API_URL: hub.api,
    GITHUB_TOKEN: "secret-token",
  });

/** One pull request of a fork: each test goes on where the one before it ended. */
describe(".ci/comment", () => {
  const ours = () => hub.comments.filter(({ body }) => body.startsWith(MARKER));

  it("posts that it failed where nothing was written", async () => {
    hub.pulls.push({ number: 12, head: { label: "mallory:fix", sha: "abc" } });
    for (let count = 0; count < 35; count++) hub.say(`talk ${count}`);
    const { code, out } = await post("failure");
    expect({ code, out }).toEqual({ code: 0, out: "created the comment of #12\n" });
    expect(ours().map(({ body }) => body)).toEqual([expect.stringContaining("run failed")]);
  });

  it("brings it up to date on the next push, behind more comments than a page holds", async () => {
    mkdirSync(report, { recursive: true });
    here.write("report/failed-run.txt", "");
    copyFileSync(
      path.join(CORPUS, "online-bank.writer-deletable.prod.json"),
      path.join(report, "preview-prod.json"),
    );
    const { code, out } = await post("success");
    expect({ code, out }).toEqual({ code: 0, out: "updated the comment of #12\n" });
    expect(ours()).toHaveLength(1);
    expect(ours()[0]?.body).toContain("**protection-lost**");
  });

  it("says nothing about a commit that the branch has left behind", async () => {
    const before = ours().map(({ body }) => body);
    expect((await post("success", "old")).out).toContain("no open pull request");
    expect(ours().map(({ body }) => body)).toEqual(before);
  });

  it("prints no token, whatever fails", async () => {
    hub.refusals.push({ status: 404 });
    const { code, out } = await post("success");
    expect(code).toBe(3);
    expect(out).toContain("answered 404");
    expect(out).not.toContain("secret-token");
  });
});
