import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** What went through, and what was kept from going. */
export interface RefusingProxy {
  /** For `HTTPS_PROXY`. */
  readonly url: string;
  /** Hosts that were asked, each once, those that were refused among them. */
  readonly asked: () => readonly string[];
  readonly refused: () => readonly string[];
  close(): Promise<void>;
}

/**
 * A proxy on this machine that lets TLS through as it is, and refuses every host that is in a region:
 * what Google's regional endpoints have in their names. So a command shows by itself whether it works
 * without that region.
 */
export async function refusing(region: string): Promise<RefusingProxy> {
  const asked = new Set<string>();
  const refused = new Set<string>();
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connection", (socket) => void sockets.add(socket));
  server.on("connect", (request: IncomingMessage, client: Socket, head: Buffer) => {
    const [host = "", port = "443"] = (request.url ?? "").split(":");
    asked.add(host);
    client.on("error", () => client.destroy());
    if (isIn(region, host)) {
      refused.add(host);
      client.end("HTTP/1.1 503 Service Unavailable\r\n\r\n");
      return;
    }
    const upstream = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on("error", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a path
  return {
    url: `http://127.0.0.1:${port}`,
    asked: () => [...asked].sort(),
    refused: () => [...refused].sort(),
    close: () => {
      sockets.forEach((socket) => socket.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** `us-central1-run.googleapis.com`, `storage.us-central1.rep.googleapis.com`; not `us-central10`. */
export function isIn(region: string, host: string): boolean {
  return host.split(".").some((label) => label === region || label.startsWith(`${region}-`));
}
