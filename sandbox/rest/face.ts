import { EPOCH } from "../clock";
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
  /**
   * Whether each answer says when it was given, in virtual time. A server says so by itself, in the
   * time that its clients live in.
   * @default false
   */
  readonly dated?: boolean;
}

/** Answers a request, or says that there is no answer: the caller has to give up by itself. */
export type RestFace = (request: RestRequest) => RestAnswer | "none";

/** The APIs over one cloud. Synchronous as the cloud is; `fetch` and a server stand in front of it. */
export function restFace(options: RestFaceOptions): RestFace {
  const { hold, tables, journal, advance = "never" } = options;
  const find = router(tables);
  const said = (answer: RestAnswer, { now }: Cloud) =>
    options.dated ? dated(answer, now) : answer;
  return (asked) =>
    hold((cloud) => {
      const query = asked.query.size === 0 ? "" : `?${asked.query.toString()}`;
      const call = { at: cloud.now, method: asked.method, path: `${asked.path}${query}` };
      try {
        const { route, request } = find(asked);
        const answer = route.answer(request, cloud);
        journal?.({ ...call, status: answer.status ?? 200 });
        const whole = said(answer, cloud);
        const over = advance === "on-poll" ? route.over?.(request, cloud) : undefined;
        if (over !== undefined && over > cloud.now) cloud.advanceTo(over);
        return whole;
      } catch (error) {
        if (error instanceof NoAnswer) {
          journal?.({ ...call, status: "none" });
          return "none";
        }
        if (!(error instanceof CloudError)) throw error;
        journal?.({ ...call, status: error.status, reason: error.reason });
        return said({ status: error.status, body: errorBody(error) }, cloud);
      }
    });
}

function dated(answer: RestAnswer, now: Instant): RestAnswer {
  const date = new Date(EPOCH + now).toUTCString();
  return { ...answer, headers: { ...answer.headers, date } };
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
