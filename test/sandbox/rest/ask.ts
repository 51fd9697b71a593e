import type { Cloud } from "../../../sandbox/cloud";
import type { Json } from "../../../sandbox/json";
import { restFace } from "../../../sandbox/rest/face";
import { sandboxFetch } from "../../../sandbox/rest/fetch";
import type { Route } from "../../../sandbox/rest/route";

export interface Answered {
  readonly status: number;
  /** What a test looks at in it is the test's business. */
  readonly body: ReturnType<typeof JSON.parse>;
  readonly text: string;
}

/** Asks a cloud over its REST face, as the executor does: without a socket. */
export function asker(cloud: Cloud, tables: readonly (readonly Route[])[]) {
  const face = restFace({ hold: (work) => work(cloud), tables });
  const hung = () => cloud.advanceTo(cloud.now + 60_000);
  const send = sandboxFetch(face, { hung });
  return async (method: string, path: string, body?: Json | string): Promise<Answered> => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const init = body === undefined ? { method } : { method, body: text };
    const response = await send(`https://sandbox.invalid${path}`, init);
    const said = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    return { status: response.status, body: isJson ? JSON.parse(said) : undefined, text: said };
  };
}
