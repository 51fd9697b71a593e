const GOOGLE = /(^|\.)googleapis\.com$/;
const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * A `fetch` that asks another place than Google's APIs, such as a proxy or a stand-in: the path stays,
 * and whom it was for stands in a header. All else goes where it is addressed to.
 *
 * @param endpoint such as `http://127.0.0.1:8080`
 * @returns what is wrong with the endpoint, where it is none
 */
export function redirected(send: typeof fetch, endpoint: string): typeof fetch | string {
  const base = URL.parse(endpoint);
  if (!base) return `"${endpoint}" is no address; write one such as http://127.0.0.1:8080`;
  if (base.protocol !== "https:" && !LOOPBACK.has(base.hostname)) {
    return `"${endpoint}" can be read on its way; use https, or this machine`;
  }
  return (input, init) => {
    const url = new URL(typeof input === "string" || input instanceof URL ? input : input.url);
    if (!GOOGLE.test(url.hostname)) return send(input, init);
    const headers = new Headers(init?.headers);
    headers.set("x-forwarded-host", url.host);
    const there = new URL(`${url.pathname}${url.search}`, base);
    return send(there, { ...init, headers });
  };
}
