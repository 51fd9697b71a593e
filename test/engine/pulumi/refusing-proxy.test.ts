import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isIn, refusing } from "../../../engine/pulumi/refusing-proxy";

let server: Server;
beforeAll(async () => {
  server = createServer((_, response) => response.end("here"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Asks for a way through; what came over it, or the status of the refusal. */
function through(proxy: string, host: string): Promise<string | number> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asked = request(proxy, { method: "CONNECT", path: `${host}:${port}` });
    asked.on("error", reject);
    asked.on("connect", ({ statusCode = 0 }, socket) => {
      if (statusCode !== 200) return resolve(statusCode);
      let text = "";
      socket.on("data", (piece) => (text += String(piece)));
      socket.on("end", () => resolve(text.split("\r\n\r\n")[1] ?? ""));
      socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    });
    asked.end();
  });
}

describe("a proxy without a region", () => {
  it("lets others through, refuses what is there, and says both", async () => {
    const proxy = await refusing("us-central1");
    expect(await through(proxy.url, "127.0.0.1")).toContain("here");
    expect(await through(proxy.url, "storage.us-central1.rep.googleapis.com")).toBe(503);
    expect(proxy.asked()).toEqual(["127.0.0.1", "storage.us-central1.rep.googleapis.com"]);
    expect(proxy.refused()).toEqual(["storage.us-central1.rep.googleapis.com"]);
    await proxy.close();
  });

  it.each([
    ["us-central1-run.googleapis.com", true],
    ["storage.us-central1.rep.googleapis.com", true],
    ["us-central1-docker.pkg.dev", true],
    ["us-central10-run.googleapis.com", false],
    ["storage.googleapis.com", false],
    ["us-east1-run.googleapis.com", false],
  ])("takes %s for there: %s", (host, there) => {
    expect(isIn("us-central1", host)).toBe(there);
  });
});
