import { readFileSync } from "node:fs";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { openSandbox } from "../sandbox";
import { PROVIDERS } from "./all";
import { methodsOf } from "./rpc";

/** Where the sandbox that this process serves is kept. */
export const SANDBOX_VARIABLE = "STANDBY_SANDBOX";

/** Messages of a stack's size, in bytes: as much as the CLI's own providers take. */
const LARGEST_MESSAGE = 400 << 20;

/**
 * Serves a package's provider to the Pulumi CLI, which starts this as `pulumi-resource-<package>`
 * and reads the port from its first line. Says why, and ends, outside of a sandbox.
 */
export function serve(name: string): void {
  const file = process.env[SANDBOX_VARIABLE];
  if (file === undefined || file === "") return refuse(name);
  const provider = PROVIDERS[name]?.(openSandbox({ file }).transact);
  if (!provider) throw new Error(`the sandbox has no provider "${name}"`);
  const server = new grpc.Server({ "grpc.max_receive_message_length": LARGEST_MESSAGE });
  server.addService(ResourceProviderService, complete(methodsOf(provider, versionOf(name))));
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}

function refuse(name: string): void {
  process.stderr.write(
    `pulumi-resource-${name}: this is the sandbox's provider, which makes nothing real, and ` +
      `${SANDBOX_VARIABLE} names no sandbox; run "standby sandbox -- pulumi …", or take the ` +
      `sandbox's folder off the PATH to reach Google Cloud\n`,
  );
  process.exitCode = 1;
}

/** gRPC wants a handler for every method; it answers the others itself with "unimplemented". */
function complete(methods: grpc.UntypedServiceImplementation): grpc.UntypedServiceImplementation {
  const none: grpc.handleUnaryCall<unknown, unknown> = (_call, callback) =>
    callback({ code: grpc.status.UNIMPLEMENTED });
  const all = Object.keys(ResourceProviderService).map((name) => [name, methods[name] ?? none]);
  return Object.fromEntries(all) as grpc.UntypedServiceImplementation; // entries are of that type
}

/** The version of the package that the program uses, which the CLI asks for. */
function versionOf(name: string): string {
  const file = require.resolve(`@pulumi/${name}/package.json`);
  const { version } = JSON.parse(readFileSync(path.resolve(file), "utf8")) as { version: string };
  return version;
}
