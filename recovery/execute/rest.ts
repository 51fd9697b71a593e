import type { Clock } from "./clock";

/** A JSON document as an API gives it; whoever reads it looks before trusting. */
export type Document = Readonly<Record<string, unknown>>;

export interface RestOptions {
  readonly fetch: typeof fetch;
  /**
   * Headers that say who asks, such as a bearer token; asked anew for each request.
   * @param anew the last ones were refused: others have to be got
   */
  readonly authorize: (anew?: boolean) => Promise<Readonly<Record<string, string>>>;
  readonly clock: Clock;
  /** A number from 0 up to 1: spreads repetitions, so that many callers don't come at once. */
  readonly random: () => number;
  /** How long one request may take, in milliseconds. @default 30000 */
  readonly patience?: number;
  /** How often a request is made before it counts as failed. @default 5 */
  readonly attempts?: number;
  /** Longest wait between two attempts, in milliseconds. @default 32000 */
  readonly longestWait?: number;
}

export interface Asked {
  readonly body?: Document | string;
  /** @default "application/json" for a document, none for a text */
  readonly type?: string;
  /** Instead of the client's own: looks that are repeated anyway need no second attempt. */
  readonly attempts?: number;
}

/** What Compute Engine says with 403 where others say 429. */
const TOO_OFTEN: ReadonlySet<string> = new Set(["rateLimitExceeded", "userRateLimitExceeded"]);

/** An answer that refuses, or that none came: `status` is 0 then. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  /** Whether it may be different in a moment. */
  get isPassing(): boolean {
    const isTooOften = this.status === 403 && TOO_OFTEN.has(this.reason);
    return this.status === 0 || this.status === 429 || this.status >= 500 || isTooOften;
  }
}

/**
 * Asks Google's JSON APIs. What may pass (no answer, 429, 5xx) is asked again after 1, 2, 4, …
 * seconds and up to one more by chance, as Google asks for
 * (https://cloud.google.com/storage/docs/retry-strategy).
 */
export class Rest {
  readonly #options: RestOptions;
  #ahead: number | undefined;

  constructor(options: RestOptions) {
    this.#options = options;
  }

  /**
   * How far the clock here is ahead of Google's, in milliseconds, by the `Date` of its answers; below 0
   * where it is behind, nothing before an answer has said when it was given. The least that was seen,
   * since the way of an answer only adds to it.
   */
  get ahead(): number | undefined {
    return this.#ahead;
  }

  /** The document that is answered; an empty one where there is none. @throws Refused */
  async ask(method: string, url: string, asked: Asked = {}): Promise<Document> {
    const text = await this.#repeated(asked, async (anew) => {
      const answer = await this.#once(method, url, asked, anew);
      if (answer !== "" && parsed(answer) === undefined) {
        // A proxy or a sign-in page answered: 200 alone says nothing.
        throw new Refused(0, "noDocument", `no document came back, but "${answer.slice(0, 80)}"`);
      }
      return answer;
    });
    const document = parsed(text);
    return isDocument(document) ? document : {};
  }

  /** What is answered, as it is. @throws Refused */
  text(method: string, url: string, asked: Asked = {}): Promise<string> {
    return this.#repeated(asked, (anew) => this.#once(method, url, asked, anew));
  }

  /** Asks again while it may be different in a moment; once more if the credentials were refused. */
  async #repeated(asked: Asked, once: (anew: boolean) => Promise<string>): Promise<string> {
    const { attempts: usual = 5, longestWait = 32_000, clock, random } = this.#options;
    const most = asked.attempts ?? usual;
    let isRefused = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(isRefused);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (error.status === 401 && !isRefused) {
          isRefused = true; // a token ran out in the middle: nothing is waited for
          continue;
        }
        if (!error.isPassing || attempt >= most) throw error;
        await clock.sleep(Math.min(1000 * 2 ** (attempt - 1), longestWait) + 1000 * random());
      }
    }
  }

  /** In whole seconds, as the header has them (RFC 9110, 6.6.1). */
  #compare(date: string | null): void {
    const given = Date.parse(date ?? "");
    if (Number.isNaN(given)) return;
    const here = Math.floor(this.#options.clock.now() / 1000) * 1000;
    this.#ahead = Math.min(this.#ahead ?? Infinity, here - given);
  }

  async #once(method: string, url: string, { body, type }: Asked, anew: boolean): Promise<string> {
    const { fetch, authorize, patience = 30_000 } = this.#options;
    const kind = type ?? (typeof body === "object" ? "application/json" : undefined);
    const who = await authorize(anew).catch((error: unknown) => {
      throw new Refused(401, "noCredentials", `${NOBODY}: ${messageOf(error)}`);
    });
    const headers = { ...who, ...(kind ? { "content-type": kind } : {}) };
    const sent = typeof body === "object" ? JSON.stringify(body) : body;
    const init = { method, headers, ...(sent === undefined ? {} : { body: sent }) };
    const { response, text } = await within(patience, async (signal) => {
      const response = await fetch(url, { ...init, signal });
      return { response, text: await response.text() };
    });
    this.#compare(response.headers.get("date"));
    if (response.ok) return text;
    throw refusal(response.status, text);
  }
}

/** No answer within so many milliseconds is none. The timer goes with the call: a drill has thousands. */
async function within<T>(patience: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new Error(`no answer in ${patience / 1000} s`)),
    patience,
  );
  try {
    return await call(late.signal);
  } catch (error) {
    throw new Refused(0, "noAnswer", messageOf(error));
  } finally {
    clearTimeout(timer);
  }
}

/** The credentials themselves can't be had: told apart from a call that they don't allow. */
const NOBODY = "Google Cloud doesn't know who asks; log in, and run the same command again";

function refusal(status: number, text: string): Refused {
  const error = at(parsed(text), "error");
  const [first] = listAt(error, "errors");
  const said = textAt(error, "message") || text.slice(0, 200) || `${status} without a word`;
  const message = status === 401 ? `${NOBODY}: ${said}` : said;
  return new Refused(status, textAt(first, "reason"), message);
}

/** A text as JSON; nothing where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Node says only "fetch failed"; what it failed of is behind it. */
function messageOf(error: unknown): string {
  const [said, cause] = [textAt(error, "message"), textAt(error, "cause.message")];
  if (said === "") return String(error);
  return cause === "" ? said : `${said}: ${cause}`;
}

function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value in a document by path, such as `settings.backupConfiguration`; undefined if it isn't there. */
export function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((inner, key) => (isDocument(inner) ? inner[key] : undefined), value);
}

export function textAt(value: unknown, path: string): string {
  const found = at(value, path);
  return typeof found === "string" ? found : "";
}

/** A number at a path; 0 where there is none. */
export function numberAt(value: unknown, path: string): number {
  const found = at(value, path);
  return typeof found === "number" ? found : 0;
}

export function listAt(value: unknown, path: string): readonly Document[] {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter(isDocument) : [];
}
