import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: "Bot" | "User" };
}

export interface StoredPull {
  readonly number: number;
  readonly head: { readonly label: string; readonly sha: string };
}

/** What of GitHub's REST API the comment needs: comments by pages, pull requests by head. */
export class GitHubStandIn {
  readonly comments: StoredComment[] = [];
  readonly pulls: StoredPull[] = [];
  /** What was asked, such as `GET /repos/acme/bank/issues/1/comments?per_page=100`. */
  readonly asked: string[] = [];
  /** Answers to give before any of its own. */
  readonly refusals: { readonly status: number; readonly headers?: Record<string, string> }[] = [];
  #server: Server | undefined;

  /** How many comments are on a page, whatever is asked for: GitHub's own default. */
  static readonly PAGE = 30;

  get api(): string {
    const { port } = this.#server!.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async open(): Promise<void> {
    this.#server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { status, json, headers = {} } = this.#answer(request, body);
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(JSON.stringify(json));
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, "127.0.0.1", resolve));
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  say(body: string, user: StoredComment["user"] = { login: "ada", type: "User" }): StoredComment {
    const comment = { id: 1000 + this.comments.length, body, user };
    this.comments.push(comment);
    return comment;
  }

  #answer(request: IncomingMessage, body: string): Answer {
    const url = new URL(request.url ?? "/", this.api);
    this.asked.push(`${request.method} ${request.url}`);
    const refusal = this.refusals.shift();
    if (refusal) return { json: { message: "refused" }, ...refusal };
    if (request.headers.authorization !== "Bearer secret-token") {
      return { status: 401, json: { message: "Bad credentials" } };
    }
    const text = () => String((JSON.parse(body) as { body: unknown }).body);
    const edited = /^\/repos\/acme\/bank\/issues\/comments\/(\d+)$/.exec(url.pathname);
    if (edited && request.method === "PATCH") {
      const comment = this.comments.find(({ id }) => id === Number(edited[1]));
      if (comment?.user.type !== "Bot") return { status: 403, json: { message: "not yours" } };
      comment.body = text();
      return { status: 200, json: comment };
    }
    if (/^\/repos\/acme\/bank\/issues\/\d+\/comments$/.test(url.pathname)) {
      if (request.method === "GET") return this.#page(url);
      return { status: 201, json: this.say(text(), { login: "github-actions[bot]", type: "Bot" }) };
    }
    if (url.pathname === "/repos/acme/bank/pulls") {
      const head = url.searchParams.get("head");
      return { status: 200, json: this.pulls.filter((pull) => pull.head.label === head) };
    }
    return { status: 404, json: { message: "Not Found" } };
  }

  #page(url: URL): Answer {
    const page = Number(url.searchParams.get("page") ?? 1);
    const size = GitHubStandIn.PAGE;
    const json = this.comments.slice((page - 1) * size, page * size);
    url.searchParams.set("page", String(page + 1));
    const next = { link: `<${url.href}>; rel="next", <${this.api}/last>; rel="last"` };
    return { status: 200, json, ...(page * size < this.comments.length ? { headers: next } : {}) };
  }
}

interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Record<string, string>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
