import { contentOf, type RestFace } from "./face";

export interface FetchOptions {
  /**
   * Called when a request gets no answer, after which the request fails as if the caller's patience
   * had run out: a drill lets as much virtual time pass here. Without it the request waits for the
   * caller's signal.
   */
  readonly hung?: () => void;
}

/** Whom a request was for, before it was sent here; a cluster's API is told from others by its host. */
export const ASKED = "x-forwarded-host";

/** A `fetch` that asks the sandbox without a socket: nothing it is told leaves the process. */
export function sandboxFetch(face: RestFace, { hung }: FetchOptions = {}): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const body = await request.text();
    const { method, headers } = request;
    headers.set(ASKED, url.host);
    request.signal.throwIfAborted();
    const answer = face({ method, path: url.pathname, query: url.searchParams, headers, body });
    if (answer === "none") {
      if (!hung) return patience(request.signal);
      hung();
      throw new DOMException(`no answer from ${url.host}`, "TimeoutError");
    }
    const content = contentOf(answer);
    return new Response(content?.text ?? null, {
      status: answer.status ?? 200,
      headers: { ...(content && { "content-type": content.type }), ...answer.headers },
    });
  };
}

/** Never resolves; fails when the signal does. */
function patience(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}
