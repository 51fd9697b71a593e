import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

const BIN = path.join(__dirname, "../../../sandbox/bin");
const NAMES = ["gcp", "kubernetes", "random"];

const executable = (name: string) => path.join(BIN, `pulumi-resource-${name}`);

/** Starts a provider as the CLI does, and gives its port to some work. */
async function served(name: string, work: (address: string) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), "standby-served-"));
  const env = { ...process.env, STANDBY_SANDBOX: path.join(scratch, "sandbox") };
  const child = spawn(executable(name), [], { env, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", (text: Buffer) => resolve(text.toString().trim()));
      child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
    });
    await work(`127.0.0.1:${port}`);
  } finally {
    child.kill();
    rmSync(scratch, { recursive: true, force: true });
  }
}

describe("the sandbox's provider executables", () => {
  it.each(NAMES)("refuse to start outside of a sandbox: %s", (name) => {
    const { STANDBY_SANDBOX: _, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(executable(name), { env, encoding: "utf8" });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("STANDBY_SANDBOX names no sandbox");
  });

  it("speak Pulumi's provider protocol on the port that they print", async () => {
    await served("gcp", async (address) => {
      const client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
      const request = new messages.CheckRequest()
        .setUrn("urn:pulumi:prod::bank::gcp:compute/network:Network::bank")
        .setNews(Struct.fromJavaScript({ mtu: "large" }));
      const { reason, property, name } = await new Promise<Record<string, unknown>>(
        (resolve, reject) => {
          client.check(request, (error, response) => {
            if (error) return reject(error);
            const [failure] = response.getFailuresList();
            const inputs = response.getInputs()?.toJavaScript() ?? {};
            resolve({ ...failure?.toObject(), name: inputs["name"] });
          });
        },
      );
      client.close();
      expect([property, reason]).toEqual(["mtu", expect.stringContaining("give a number")]);
      expect(name).toMatch(/^bank-[0-9a-f]{7}$/);
    });
  });
});
