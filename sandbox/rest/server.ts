import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { CloudError } from "../error";
import { contentOf, errorBody, type RestFace } from "./face";
import type { RestAnswer } from "./route";

export interface ServerOptions {
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** @default any that is free */
  readonly port?: number;
}

export interface RestServer {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  close(): Promise<void>;
}

const LOOPBACK: readonly string[] = ["127.0.0.1", "::1"];

/** Longest body that is read, in characters: what recovery sends is far below. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Serves the sandbox's APIs on this machine alone. A bearer token is accepted and not looked at.
 * @throws Error for a host that isn't a loopback address: others could reach it.
 */
export async function serve(face: RestFace, options: ServerOptions = {}): Promise<RestServer> {
  const { host = "127.0.0.1", port = 0 } = options;
  if (!LOOPBACK.includes(host)) {
    throw new Error(`the sandbox serves this machine alone: "${host}" is not 127.0.0.1 or ::1`);
  }
  const server = createServer((request, response) => {
    answer(face, request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      const failed = new CloudError(500, "backendError", message);
      send(response, { status: 500, body: errorBody(failed) });
    });
  });
  await listening(server, host, port);
  return { url: urlOf(server), close: () => closed(server) };
}

async function answer(face: RestFace, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? "/", "http://sandbox.invalid");
  const body = await bodyOf(request);
  if (body === undefined) {
    const refused = new CloudError(413, "uploadTooLarge", "The body is too long for the sandbox");
    return send(response, { status: refused.status, body: errorBody(refused) });
  }
  const given = face({
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: headersOf(request),
    body,
  });
  if (given !== "none") send(response, given); // else the client waits until it gives up
}

function send(response: ServerResponse, answer: RestAnswer): void {
  const content = contentOf(answer);
  response.writeHead(answer.status ?? 200, {
    ...(content && { "content-type": content.type }),
    ...answer.headers,
  });
  response.end(content?.text);
}

/** What the client sends, to its end; nothing if that is too much. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  request.setEncoding("utf8");
  let body = "";
  for await (const piece of request) {
    if (body.length <= LONGEST) body += String(piece);
  }
  return body.length > LONGEST ? undefined : body;
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

/** Lets go of those whose request was left without an answer, too. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
