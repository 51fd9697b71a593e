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
    const { url, method, headers, body, signal } = await asked(input, init);
    headers.set(ASKED, url.host);
    signal?.throwIfAborted();
    const answer = face({ method, path: url.pathname, query: url.searchParams, headers, body });
    if (answer === "none") {
      if (!hung) return patience(signal ?? undefined);
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

/**
 * What is asked. A plain text to a plain address, which is how whoever recovers asks thousands of
 * times in a drill, needs none of what a `Request` is made for.
 */
async function asked(input: Parameters<typeof fetch>[0], init: RequestInit = {}) {
  const { method = "GET", body = "", signal } = init;
  if (typeof input === "string" && typeof body === "string") {
    const headers = new Headers(init.headers);
    return { url: new URL(input), method: method.toUpperCase(), headers, body, signal };
  }
  const request = new Request(input, init);
  const { headers } = request;
  const text = await request.text();
  const url = new URL(request.url);
  return { url, method: request.method, headers, body: text, signal: request.signal };
}

/** Never resolves; fails when the signal does. */
function patience(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}
