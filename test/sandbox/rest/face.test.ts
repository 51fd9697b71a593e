import { Cloud } from "../../../sandbox/cloud";
import { CloudError, NoAnswer } from "../../../sandbox/error";
import { Faults } from "../../../sandbox/faults";
import { restFace, type RestCall, type RestFaceOptions } from "../../../sandbox/rest/face";
import { sandboxFetch } from "../../../sandbox/rest/fetch";
import { documentOf, partOf, type Route } from "../../../sandbox/rest/route";
import { serve } from "../../../sandbox/rest/server";
import { Records } from "../../../sandbox/store/records";

const MINUTE = 60_000;

const cloudOf = () => {
  const records = new Records();
  const kinds = [{ kind: "test.Thing", takes: () => "any" }];
  const spans = () => ({ best: MINUTE, expected: MINUTE, worst: MINUTE });
  return new Cloud({ records, kinds, spans, faults: new Faults(records) });
};

const address = (name: string) => ({
  kind: "test.Thing",
  project: "sandbox-test",
  location: "us-east1",
  name,
});

const things: readonly Route[] = [
  {
    method: "POST",
    path: "/test/v1/things/{name}",
    answer: (request, cloud) => {
      cloud.create(address(partOf(request, "name")), documentOf(request));
      return { status: 201 };
    },
  },
  {
    method: "GET",
    path: "/test/v1/things/{name}",
    answer: (request, cloud) => {
      const { properties } = cloud.get(address(partOf(request, "name")));
      return { body: properties, headers: { etag: "a1" } };
    },
    over: (request, cloud) => cloud.get(address(partOf(request, "name"))).readyAt,
  },
];

const words: readonly Route[] = [
  {
    method: "GET",
    path: "/words/{word}/text",
    answer: (request) => ({ content: { text: partOf(request, "word"), type: "text/plain" } }),
  },
  {
    method: "GET",
    path: "/words/silent",
    answer: () => {
      throw new NoAnswer("nothing");
    },
  },
];

const faceOver = (cloud: Cloud, options: Partial<RestFaceOptions> = {}) =>
  restFace({ hold: (work) => work(cloud), tables: [things, words], ...options });

const base = "https://test.googleapis.com";

describe("the REST face, asked in process", () => {
  it("carries a request out and notes it with virtual time, method, path and status", async () => {
    const calls: RestCall[] = [];
    const cloud = cloudOf();
    const fetch = sandboxFetch(faceOver(cloud, { journal: (call) => calls.push(call) }));
    cloud.advanceTo(5000);
    const created = await fetch(`${base}/test/v1/things/a?alt=json`, {
      method: "POST",
      headers: { authorization: "Bearer anything" },
      body: '{"size":3}',
    });
    expect([created.status, await created.text()]).toEqual([201, ""]);
    const read = await fetch(`${base}/test/v1/things/a`);
    expect(await read.json()).toEqual({ size: 3 });
    expect(read.headers.get("etag")).toBe("a1");
    expect(read.headers.get("content-type")).toContain("application/json");
    expect(calls).toEqual([
      { at: 5000, method: "POST", path: "/test/v1/things/a?alt=json", status: 201 },
      { at: 5000, method: "GET", path: "/test/v1/things/a", status: 200 },
    ]);
  });

  it("refuses in Google's form", async () => {
    const calls: RestCall[] = [];
    const fetch = sandboxFetch(faceOver(cloudOf(), { journal: (call) => calls.push(call) }));
    const response = await fetch(`${base}/test/v1/things/none`);
    expect(response.status).toBe(404);
    const message = "The resource 'test.Thing:sandbox-test/us-east1/none' was not found";
    expect(await response.json()).toEqual({
      error: { code: 404, message, errors: [{ message, domain: "global", reason: "notFound" }] },
    });
    expect(calls).toMatchObject([{ status: 404, reason: "notFound" }]);
  });

  it.each([
    ["a method that no table has", "DELETE", "/test/v1/things/a", undefined, 404, "notFound"],
    ["a path below a served one", "GET", "/test/v1/things/a/b", undefined, 404, "notFound"],
    ["a body that is no JSON", "POST", "/test/v1/things/a", "{", 400, "parseError"],
    ["a body that is no object", "POST", "/test/v1/things/a", "[1]", 400, "parseError"],
    ["a path that can't be decoded", "GET", "/test/v1/things/%E0%A4", undefined, 400, "invalid"],
  ])("refuses %s", async (_, method, path, body, status, reason) => {
    const fetch = sandboxFetch(faceOver(cloudOf()));
    const response = await fetch(`${base}${path}`, { method, ...(body && { body }) });
    const { error } = (await response.json()) as { error: { errors: { reason: string }[] } };
    expect([response.status, error.errors[0]?.reason]).toEqual([status, reason]);
  });

  it("decodes the parts of a path, and gives content as it is", async () => {
    const fetch = sandboxFetch(faceOver(cloudOf()));
    const response = await fetch(`${base}/words/journal%2F2026%20a.json/text`);
    expect(await response.text()).toBe("journal/2026 a.json");
    expect(response.headers.get("content-type")).toBe("text/plain");
  });

  it("honours faults: 503 without effect, and no answer while it hangs", async () => {
    const cloud = cloudOf();
    const fetch = sandboxFetch(faceOver(cloud));
    cloud.faults.inject("lost", { kind: "region-loss", region: "us-east1", calls: "fail" });
    const response = await fetch(`${base}/test/v1/things/a`, { method: "POST" });
    expect(response.status).toBe(503);
    cloud.faults.heal("lost");
    expect((await fetch(`${base}/test/v1/things/a`)).status).toBe(404);
    cloud.faults.inject("lost", { kind: "region-loss", region: "us-east1", calls: "hang" });
    const signal = AbortSignal.timeout(20);
    await expect(fetch(`${base}/test/v1/things/a`, { signal })).rejects.toThrow(/timeout/);
  });

  it("lets a drill decide how long it waits for an answer that never comes", async () => {
    const cloud = cloudOf();
    const hung = () => cloud.advanceTo(cloud.now + 30_000);
    const fetch = sandboxFetch(faceOver(cloud), { hung });
    const error = await fetch(`${base}/words/silent`).catch((error: unknown) => error);
    expect(error).toMatchObject({ name: "TimeoutError" });
    expect(cloud.now).toBe(30_000);
  });

  it("doesn't ask for a request that was given up before", async () => {
    const cloud = cloudOf();
    const signal = AbortSignal.abort();
    const asked = sandboxFetch(faceOver(cloud))(`${base}/test/v1/things/a`, {
      method: "POST",
      signal,
    });
    await expect(asked).rejects.toThrow(/abort/);
    expect([...cloud.calls()]).toEqual([]);
  });

  it.each(["never", "on-poll"] as const)("moves the clock %s", async (advance) => {
    const cloud = cloudOf();
    const fetch = sandboxFetch(faceOver(cloud, { advance }));
    await fetch(`${base}/test/v1/things/a`, { method: "POST" });
    expect(cloud.now).toBe(0);
    await fetch(`${base}/test/v1/things/a`);
    expect(cloud.now).toBe(advance === "never" ? 0 : MINUTE);
  });

  it("doesn't hide a mistake of the sandbox's own behind an answer", async () => {
    const broken: Route = {
      method: "GET",
      path: "/broken",
      answer: (request) => ({ body: partOf(request, "missing") }),
    };
    const fetch = sandboxFetch(faceOver(cloudOf(), { tables: [[broken]] }));
    await expect(fetch(`${base}/broken`)).rejects.toThrow("the route's path has no {missing}");
  });
});

describe("the REST server", () => {
  it("answers on this machine, over a socket", async () => {
    const cloud = cloudOf();
    const server = await serve(faceOver(cloud));
    try {
      expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      const body = '{"name":"Zürich"}';
      await fetch(`${server.url}/test/v1/things/a`, { method: "POST", body });
      const response = await fetch(`${server.url}/test/v1/things/a`);
      expect(await response.json()).toEqual({ name: "Zürich" });
      expect(response.headers.get("etag")).toBe("a1");
      expect((await fetch(`${server.url}/elsewhere`)).status).toBe(404);
    } finally {
      await server.close();
    }
  });

  it("keeps a client waiting when there is no answer, and lets it go when it closes", async () => {
    const server = await serve(faceOver(cloudOf()));
    const asked = fetch(`${server.url}/words/silent`).then(
      () => "answered",
      () => "let go",
    );
    const patience = new Promise((resolve) => setTimeout(() => resolve("still waiting"), 100));
    expect(await Promise.race([asked, patience])).toBe("still waiting");
    await server.close();
    expect(await asked).toBe("let go");
  });

  it("answers 500 for a mistake of its own, and 413 for too long a body", async () => {
    const server = await serve(() => {
      throw new CloudError(200, "mistake", "thrown past the face");
    });
    try {
      const response = await fetch(`${server.url}/any`);
      expect([response.status, await response.text()]).toEqual([
        500,
        expect.stringContaining("thrown past the face"),
      ]);
      const body = "x".repeat(17 * 1024 * 1024);
      expect((await fetch(`${server.url}/any`, { method: "POST", body })).status).toBe(413);
    } finally {
      await server.close();
    }
  });

  it.each(["0.0.0.0", "::", "192.168.1.10", "localhost.example.com", ""])(
    "refuses to bind %j",
    async (host) => {
      await expect(serve(faceOver(cloudOf()), { host })).rejects.toThrow("serves this machine");
    },
  );
});
