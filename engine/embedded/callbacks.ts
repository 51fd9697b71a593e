import type * as grpcCallbacks from "@pulumi/pulumi/proto/callback_grpc_pb";
import type * as callback from "@pulumi/pulumi/proto/callback_pb";
import type { Sdk } from "./sdk";

/** Calls functions in the program's process, such as transforms and hooks. */
export class Callbacks {
  readonly #clients = new Map<string, grpcCallbacks.CallbacksClient>();
  readonly #sdk: Sdk;

  constructor(sdk: Sdk) {
    this.#sdk = sdk;
  }

  /** Hands over a message and returns the answer, both as they cross the wire. */
  async call(target: callback.Callback, message: Uint8Array): Promise<Uint8Array> {
    const request = new this.#sdk.callback.CallbackInvokeRequest()
      .setToken(target.getToken())
      .setRequest(message);
    const client = this.#client(target.getTarget());
    const answer = await new Promise<callback.CallbackInvokeResponse>((resolve, reject) => {
      client.invoke(request, (error, response) => {
        if (error) reject(new Error(error.details));
        else resolve(response);
      });
    });
    return answer.getResponse_asU8();
  }

  /** Hangs up: a program with an open connection doesn't end. */
  close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  #client(target: string): grpcCallbacks.CallbacksClient {
    const known = this.#clients.get(target);
    if (known) return known;
    const credentials = this.#sdk.grpc.credentials.createInsecure();
    const client = new this.#sdk.CallbacksClient(target, credentials);
    this.#clients.set(target, client);
    return client;
  }
}
