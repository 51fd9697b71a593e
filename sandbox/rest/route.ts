import type { Cloud } from "../cloud";
import { CloudError } from "../error";
import { isObject, type Json, type JsonObject } from "../json";
import type { Instant } from "../model";

/** A request to one of Google's APIs. The host is left out: no two APIs share a path. */
export interface RestRequest {
  readonly method: string;
  /** As it stands in the line of the request, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
}

export interface RestAnswer {
  /** @default 200 */
  readonly status?: number;
  /** A JSON document. */
  readonly body?: Json;
  /** Instead of one: what an object holds, as it is. */
  readonly content?: Content;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Content {
  readonly text: string;
  /** Such as `application/json; charset=UTF-8`. */
  readonly type: string;
}

/** A request together with what its path names. */
export interface Matched extends RestRequest {
  readonly at: Readonly<Record<string, string>>;
}

/** One method of an API. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Such as `/v1/projects/{project}/instances/{instance}`; `{+name}` takes slashes, too. */
  readonly path: string;
  /** @throws CloudError, NoAnswer */
  readonly answer: (request: Matched, cloud: Cloud) => RestAnswer;
  /** When what is asked about is over, if it is still going on: a face may let time pass till then. */
  readonly over?: (request: Matched, cloud: Cloud) => Instant | undefined;
}

/** The JSON object in the body; none is an empty one. @throws CloudError 400 if it is anything else. */
export function documentOf({ body }: RestRequest): JsonObject {
  if (body.trim() === "") return {};
  const refused = new CloudError(400, "parseError", "The body is not a JSON object");
  let document: Json;
  try {
    document = JSON.parse(body) as Json; // what a JSON text can hold is what Json says
  } catch {
    throw refused;
  }
  if (!isObject(document)) throw refused;
  return document;
}

/** A part of the path. @throws Error if the route's path doesn't name it. */
export function partOf({ at }: Matched, name: string): string {
  const part = at[name];
  if (part === undefined) throw new Error(`the route's path has no {${name}}`);
  return part;
}
