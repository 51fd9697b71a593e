/** What posting needs of `fetch`, so that a test can stand in for GitHub. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Where a pull request is, and as whom we speak. */
export interface GitHubRun {
  /** `https://api.github.com`, or a company's own. */
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
  readonly fetch: Fetch;
  /** What waits between attempts, in milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** GitHub refused a call, or never answered it; the token is in no message. */
export class GitHubError extends Error {
  override readonly name = "GitHubError";
}

const ATTEMPTS = 4;
const PAGE = 100;

/**
 * Makes the one comment of a pull request that begins with a marker, or brings it up to date. It is
 * looked for on all pages: a long discussion must not get a second one.
 *
 * Only a comment that a bot wrote is ours: anybody can copy a marker.
 */
export async function upsertComment(
  run: GitHubRun,
  pull: number,
  marker: string,
  body: string,
): Promise<"created" | "updated"> {
  const comments = `/repos/${run.repository}/issues/${pull}/comments`;
  const own = await findComment(run, `${comments}?per_page=${PAGE}`, marker);
  if (own === undefined) {
    await call(run, "POST", comments, { body });
    return "created";
  }
  await call(run, "PATCH", `/repos/${run.repository}/issues/comments/${own}`, { body });
  return "updated";
}

async function findComment(
  run: GitHubRun,
  first: string,
  marker: string,
): Promise<number | undefined> {
  for (let page: string | undefined = first; page !== undefined;) {
    const { json, next } = await call(run, "GET", page);
    const own = (Array.isArray(json) ? json : []).find((comment) => isOwn(comment, marker));
    if (own) return own.id;
    page = next;
  }
  return undefined;
}

interface Comment {
  readonly id: number;
}

function isOwn(comment: unknown, marker: string): comment is Comment {
  if (typeof comment !== "object" || comment === null) return false;
  const { id, body, user } = comment as Record<string, unknown>; // an object, as just seen
  const type = typeof user === "object" && user !== null && "type" in user ? user.type : undefined;
  return typeof id === "number" && type === "Bot" && String(body).startsWith(marker);
}

/**
 * The open pull request whose head is a commit of a branch; none if it was closed, or has moved on.
 * A run for a fork isn't told its number, and what the fork's own run says of itself isn't trusted.
 */
export async function pullOfHead(
  run: GitHubRun,
  { owner, branch, commit }: { owner: string; branch: string; commit: string },
): Promise<number | undefined> {
  const head = encodeURIComponent(`${owner}:${branch}`);
  const { json } = await call(
    run,
    "GET",
    `/repos/${run.repository}/pulls?state=open&per_page=${PAGE}&head=${head}`,
  );
  const pulls: unknown[] = Array.isArray(json) ? json : [];
  for (const pull of pulls) {
    const { number, head: tip } = (pull ?? {}) as { number?: unknown; head?: { sha?: unknown } };
    if (typeof number === "number" && tip?.sha === commit) return number;
  }
  return undefined;
}

interface Answer {
  readonly json: unknown;
  /** The next page's path, as GitHub links it. */
  readonly next?: string;
}

/** Calls once more after what passes: a limit of calls, or trouble on their side. */
async function call(run: GitHubRun, method: string, path: string, data?: unknown): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(run, method, path, data);
    if (answer?.ok) return { json: await answer.json(), ...nextPage(answer, run.api) };
    const status = answer?.status ?? 0;
    // A comment that was made although the answer got lost would be made twice; the next run finds it.
    const passes = answer !== undefined && (status === 429 || status >= 500 || isLimit(answer));
    if (!passes || attempt === ATTEMPTS) {
      const said = answer === undefined ? "nobody answered" : `answered ${status}`;
      throw new GitHubError(
        `GitHub: ${method} ${path.split("?")[0]}: ${said}${HINTS[status] ?? ""}`,
      );
    }
    const seconds = Number(answer.headers.get("retry-after") ?? 2 ** attempt);
    await run.wait(Math.min(60, Number.isFinite(seconds) ? seconds : 2 ** attempt) * 1000);
  }
}

const HINTS: Readonly<Record<number, string>> = {
  401: "; the token is not valid",
  403: `; the job needs the permission "pull-requests: write"`,
  404: "; there is no such pull request, or the token may not see it",
};

function isLimit({ status, headers }: Response): boolean {
  return (
    status === 403 && (headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0")
  );
}

async function ask(
  { api, token, fetch }: GitHubRun,
  method: string,
  path: string,
  data: unknown,
): Promise<Response | undefined> {
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "x-github-api-version": "2022-11-28",
    "content-type": "application/json",
  };
  const body = data === undefined ? {} : { body: JSON.stringify(data) };
  // What fetch says of a failure may hold the request, and with it the token: it is not passed on.
  return fetch(`${api}${path}`, { method, headers, ...body }).catch(() => undefined);
}

function nextPage({ headers }: Response, api: string): Pick<Answer, "next"> {
  const link = /<([^>]+)>;\s*rel="next"/.exec(headers.get("link") ?? "")?.[1];
  // Elsewhere the token has no business.
  return link?.startsWith(`${api}/`) ? { next: link.slice(api.length) } : {};
}
