import type { Cloud } from "../cloud";
import { CloudError, NoAnswer } from "../error";
import type { Json } from "../json";
import type { Instant } from "../model";
import type { Content, RestAnswer, RestRequest, Route } from "./route";
import { router } from "./router";

/** Has the cloud to itself for one piece of work: a store that is a file is locked meanwhile. */
export type Hold = <T>(work: (cloud: Cloud) => T) => T;

/** A request as the journal of the face keeps it. */
export interface RestCall {
  /** Virtual time at which it came. */
  readonly at: Instant;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** HTTP status, or that there was no answer. */
  readonly status: number | "none";
  /** Google's reason, where it was refused. */
  readonly reason?: string;
}

export interface RestFaceOptions {
  readonly hold: Hold;
  /** One table for each API. */
  readonly tables: readonly (readonly Route[])[];
  /** Told of every request, once it is answered. */
  readonly journal?: (call: RestCall) => void;
  /**
   * Whether asking about an operation lets time pass until it is over, after the answer. For
   * clients that know nothing of virtual time, such as curl; a drill moves the clock itself.
   * @default "never"
   */
  readonly advance?: "never" | "on-poll";
}

/** Answers a request, or says that there is no answer: the caller has to give up by itself. */
export type RestFace = (request: RestRequest) => RestAnswer | "none";

/** The APIs over one cloud. Synchronous as the cloud is; `fetch` and a server stand in front of it. */
export function restFace({ hold, tables, journal, advance = "never" }: RestFaceOptions): RestFace {
  const find = router(tables);
  return (asked) =>
    hold((cloud) => {
      const query = asked.query.size === 0 ? "" : `?${asked.query.toString()}`;
      const call = { at: cloud.now, method: asked.method, path: `${asked.path}${query}` };
      try {
        const { route, request } = find(asked);
        const answer = route.answer(request, cloud);
        journal?.({ ...call, status: answer.status ?? 200 });
        const over = advance === "on-poll" ? route.over?.(request, cloud) : undefined;
        if (over !== undefined && over > cloud.now) cloud.advanceTo(over);
        return answer;
      } catch (error) {
        if (error instanceof NoAnswer) {
          journal?.({ ...call, status: "none" });
          return "none";
        }
        if (!(error instanceof CloudError)) throw error;
        journal?.({ ...call, status: error.status, reason: error.reason });
        return { status: error.status, body: errorBody(error) };
      }
    });
}

/** A refusal as Google's JSON APIs write it. */
export function errorBody({ status, reason, message }: CloudError): Json {
  return {
    error: { code: status, message, errors: [{ message, domain: "global", reason }] },
  };
}

/** What stands in the body of an answer; nothing where it has none. */
export function contentOf({ body, content }: RestAnswer): Content | undefined {
  if (content !== undefined || body === undefined) return content;
  return { text: JSON.stringify(body), type: "application/json; charset=UTF-8" };
}
