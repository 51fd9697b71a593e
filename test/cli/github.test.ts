import { GitHubError, pullOfHead, upsertComment, type GitHubRun } from "../../cli/github";
import { GitHubStandIn } from "./github-stand-in";

const MARKER = "<!-- ours -->";
let hub: GitHubStandIn;
let waited: number[];
let run: GitHubRun;

beforeEach(async () => {
  hub = new GitHubStandIn();
  await hub.open();
  waited = [];
  const wait = (time: number) => {
    waited.push(time);
    return Promise.resolve();
  };
  run = { api: hub.api, repository: "acme/bank", token: "secret-token", fetch, wait };
});
afterEach(() => hub.close());

const ours = () => hub.comments.filter(({ user }) => user.type === "Bot");

describe("the comment of a pull request", () => {
  it("is made once, and brought up to date behind more comments than a page holds", async () => {
    for (let count = 0; count < 70; count++) hub.say(`talk ${count}`);
    expect(await upsertComment(run, 7, MARKER, `${MARKER} one`)).toBe("created");
    for (let count = 0; count < 40; count++) hub.say(`more talk ${count}`);
    expect(await upsertComment(run, 7, MARKER, `${MARKER} two`)).toBe("updated");
    expect(ours().map(({ body }) => body)).toEqual([`${MARKER} two`]);
  });

  it("is none that somebody else has written with our marker", async () => {
    const copied = hub.say(`${MARKER} copied`);
    expect(await upsertComment(run, 7, MARKER, `${MARKER} real`)).toBe("created");
    expect(copied.body).toBe(`${MARKER} copied`);
  });

  it("waits for what passes, as long as GitHub asks for", async () => {
    hub.refusals.push(
      { status: 502 },
      { status: 429, headers: { "retry-after": "7" } },
      { status: 403, headers: { "x-ratelimit-remaining": "0" } },
    );
    expect(await upsertComment(run, 7, MARKER, MARKER)).toBe("created");
    expect(waited).toEqual([2000, 7000, 8000]);
  });

  it.each([
    [401, "; the token is not valid"],
    [403, `; the job needs the permission "pull-requests: write"`],
    [404, "; there is no such pull request, or the token may not see it"],
  ])("gives up at once on %s", async (status, hint) => {
    hub.refusals.push({ status });
    await expect(upsertComment(run, 7, MARKER, MARKER)).rejects.toThrow(
      new GitHubError(`GitHub: GET /repos/acme/bank/issues/7/comments: answered ${status}${hint}`),
    );
    expect(waited).toEqual([]);
  });

  it("gives up after four attempts", async () => {
    hub.refusals.push(...Array.from({ length: 4 }, () => ({ status: 500 })));
    await expect(upsertComment(run, 7, MARKER, MARKER)).rejects.toThrow("answered 500");
    expect(waited).toEqual([2000, 4000, 8000]);
  });

  it("says nothing of the token, whatever fails", async () => {
    const fails: GitHubRun["fetch"] = (_, { headers }) =>
      Promise.reject(new Error(`request failed: ${JSON.stringify(headers)}`));
    const error: unknown = await upsertComment({ ...run, fetch: fails }, 7, MARKER, MARKER).catch(
      (thrown: unknown) => thrown,
    );
    expect(String(error)).toBe(
      "GitHubError: GitHub: GET /repos/acme/bank/issues/7/comments: nobody answered",
    );
    expect(JSON.stringify(error)).not.toContain("secret");
  });

  it("sends the token to the API alone, wherever a page links to", async () => {
    const strange: GitHubRun["fetch"] = (url, init) => {
      expect(url.startsWith(hub.api)).toBe(true);
      if (init.method !== "GET") return fetch(url, init);
      const headers = { link: `<https://elsewhere.example/x>; rel="next"` };
      return Promise.resolve(new Response("[]", { status: 200, headers }));
    };
    expect(await upsertComment({ ...run, fetch: strange }, 7, MARKER, MARKER)).toBe("created");
  });
});

describe("the pull request of a fork", () => {
  const head = { owner: "mallory", branch: "fix/it", commit: "abc" };

  it("is found by its branch and commit", async () => {
    hub.pulls.push({ number: 3, head: { label: "mallory:fix/it", sha: "old" } });
    hub.pulls.push({ number: 4, head: { label: "mallory:fix/it", sha: "abc" } });
    expect(await pullOfHead(run, head)).toBe(4);
  });

  it("is none once the branch has moved on, or is somebody else's", async () => {
    hub.pulls.push({ number: 4, head: { label: "mallory:fix/it", sha: "newer" } });
    hub.pulls.push({ number: 5, head: { label: "ada:fix/it", sha: "abc" } });
    expect(await pullOfHead(run, head)).toBeUndefined();
  });
});
