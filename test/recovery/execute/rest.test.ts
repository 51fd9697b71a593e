import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Hosts } from "../../../recovery/execute/hosts";
import { LeaseHeld, Leases } from "../../../recovery/execute/lease";
import { redirected } from "../../../recovery/execute/redirect";
import { Refused, Rest, type RestOptions } from "../../../recovery/execute/rest";
import { restFace } from "../../../sandbox/rest/face";
import { serve } from "../../../sandbox/rest/server";
import { storageRoutes } from "../../../sandbox/rest/storage";
import { openSandbox } from "../../../sandbox/sandbox";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const good: Answer = (_, response) => void response.end('{"state":"RUNNABLE"}');
const says =
  (status: number, text: string): Answer =>
  (_, response) =>
    void response.writeHead(status).end(text);
const refuses = (status: number, reason: string) =>
  says(status, JSON.stringify({ error: { message: `so it is: ${reason}`, errors: [{ reason }] } }));
const reset: Answer = (request) => void request.socket.resetAndDestroy();
/** A part of an answer, and then nothing more. */
const cut: Answer = (request, response) => {
  response.writeHead(200, { "content-length": "1000" });
  response.write('{"state":', () => request.socket.destroy());
};
const never: Answer = () => undefined;

/** A server that does to each request what its list says, and to all further ones the last of it. */
async function hostile(answers: readonly Answer[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]!;
    asked.push(request.headers.authorization ?? "");
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/`, asked, close };
}

/** Asks a hostile server once; what came of it, and what was waited for in between. */
async function ask(answers: readonly Answer[], more: Partial<RestOptions> = {}) {
  const { url, asked, close } = await hostile(answers);
  const waits: number[] = [];
  const clock = {
    now: () => 0,
    sleep: (length: number) => Promise.resolve(void waits.push(length)),
    beside: () => undefined,
  };
  const authorize = (anew = false) =>
    Promise.resolve({ authorization: anew ? "Bearer new" : "Bearer old" });
  const rest = new Rest({ fetch, authorize, clock, random: () => 0.5, ...more });
  try {
    const answer = await rest.ask("POST", url, { body: {} }).catch((error: unknown) => error);
    return { answer, asked, waits };
  } finally {
    await close();
  }
}

describe("calls to an API that isn't kind", () => {
  it.each<[string, Answer]>([
    ["answers 429", refuses(429, "rateLimitExceeded")],
    ["says 403 that it was asked too often", refuses(403, "rateLimitExceeded")],
    ["answers 500", says(500, "")],
    ["answers 503 with a page", says(503, "<html>busy</html>")],
    ["resets the connection", reset],
    ["is cut off in the middle of its answer", cut],
    ["answers 200 with the page of a proxy", says(200, "<html>sign in</html>")],
  ])("are made again where it %s", async (_, bad) => {
    const { answer, asked, waits } = await ask([bad, bad, good]);
    expect(answer).toEqual({ state: "RUNNABLE" });
    expect(asked).toHaveLength(3);
    expect(waits).toEqual([1500, 2500]);
  });

  it("are given up after five times, waiting twice as long each time, and at most as long as is said", async () => {
    const { answer, asked, waits } = await ask([says(503, "")], { longestWait: 3000 });
    expect(answer).toMatchObject({ name: "Refused", status: 503, message: "503 without a word" });
    expect(asked).toHaveLength(5);
    expect(waits).toEqual([1500, 2500, 3500, 3500]);
  });

  it("give up on an answer that doesn't come", async () => {
    const { answer, asked } = await ask([never, good], { patience: 100, attempts: 1 });
    expect(answer).toBeInstanceOf(Refused);
    expect([answer, asked.length]).toEqual([
      expect.objectContaining({ status: 0, reason: "noAnswer" }),
      1,
    ]);
    const again = await ask([never, good], { patience: 100 });
    expect(again.answer).toEqual({ state: "RUNNABLE" });
  });

  it("leave no timer behind", async () => {
    for (let calls = 0; calls < 30; calls += 1) await ask([good], { patience: 60_000 });
    const timers = process.getActiveResourcesInfo().filter((one) => one === "Timeout");
    expect(timers.length).toBeLessThan(30);
  });

  it.each([400, 403, 404, 409, 412])("are not made again after %i", async (status) => {
    const { answer, asked } = await ask([refuses(status, "no"), good]);
    expect(answer).toMatchObject({ status, reason: "no", message: "so it is: no" });
    expect(asked).toHaveLength(1);
  });

  it("get other credentials once, at once, when theirs have run out in the middle", async () => {
    const { answer, asked, waits } = await ask([refuses(401, "authError"), good]);
    expect([answer, asked, waits]).toEqual([
      { state: "RUNNABLE" },
      ["Bearer old", "Bearer new"],
      [],
    ]);
    const twice = await ask([refuses(401, "authError")]);
    expect(twice.asked).toHaveLength(2);
    expect(twice.answer).toMatchObject({
      status: 401,
      message: expect.stringContaining("log in, and run the same command again"),
    });
  });

  it("say who can't be had where there are no credentials, and ask nobody", async () => {
    const authorize = () => Promise.reject(new Error("invalid_grant"));
    const { answer, asked } = await ask([good], { authorize });
    expect([answer, asked]).toEqual([
      expect.objectContaining({
        status: 401,
        message: expect.stringMatching(/log in.*invalid_grant$/),
      }),
      [],
    ]);
  });

  it("say of what a connection failed", async () => {
    const { url, close } = await hostile([good]);
    await close();
    const clock = { now: () => 0, sleep: () => Promise.resolve(), beside: () => undefined };
    const authorize = () => Promise.resolve({});
    const rest = new Rest({ fetch, authorize, clock, random: () => 0, attempts: 1 });
    await expect(rest.ask("GET", url)).rejects.toThrow("ECONNREFUSED");
  });
});

describe("another endpoint than Google's", () => {
  it("is asked over sockets in its place, and isn't told who asks", async () => {
    const sandbox = openSandbox();
    sandbox.transact((cloud) => {
      const place = { project: "p", location: "US", name: "leases" };
      cloud.create({ kind: "storage.Bucket", ...place }, { name: "leases", location: "US" });
    });
    const server = await serve(restFace({ hold: sandbox.transact, tables: [storageRoutes] }));
    try {
      const send = redirected(fetch, server.url);
      if (typeof send === "string") throw new Error(send);
      const clock = { now: () => 0, sleep: () => Promise.resolve(), beside: () => undefined };
      const authorize = () => Promise.resolve({});
      const rest = new Rest({ fetch: send, authorize, clock, random: () => 0 });
      const leases = new Leases(rest, new Hosts("p"), "leases");
      const lease = { holder: "anna", since: "2026-01-05T00:00:00.000Z", plan: "drain us-east1" };
      await leases.take(lease);
      await expect(leases.take({ ...lease, holder: "ben" })).rejects.toThrow(LeaseHeld);
    } finally {
      await server.close();
    }
  });

  it.each([
    ["here", "is no address"],
    ["http://example.com", "can be read on its way"],
  ])("is refused: %s", (endpoint, why) => {
    expect(redirected(fetch, endpoint)).toContain(why);
  });
});
