import type * as callbacks from "@pulumi/pulumi/proto/callback_grpc_pb";
import type * as callback from "@pulumi/pulumi/proto/callback_pb";
import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import { goalOf, optionsOf, transformedGoal } from "./goal";
import type { Goal, Registry } from "./registry";
import type { Sdk } from "./sdk";
import { unpacked, withOutputs, type Properties } from "./wire";

/** A program's transforms: functions in the program's process that are called back over gRPC. */
export class Transforms {
  readonly #stack: callback.Callback[] = [];
  readonly #byUrn = new Map<string, readonly callback.Callback[]>();
  readonly #clients = new Map<string, callbacks.CallbacksClient>();
  readonly #sdk: Sdk;

  constructor(sdk: Sdk) {
    this.#sdk = sdk;
  }

  /** Adds a transform of every resource that is registered from now on. */
  addToStack(transform: callback.Callback): void {
    this.#stack.push(transform);
  }

  /** Keeps a resource's own transforms, which hold for its children too. */
  addToResource(urn: string, transforms: readonly callback.Callback[]): void {
    if (transforms.length > 0) this.#byUrn.set(urn, transforms);
  }

  /** What is registered in the end: the resource's own transforms run first, then its parents', then the stack's. */
  async apply(request: resource.RegisterResourceRequest, registry: Registry): Promise<Goal> {
    const goal = goalOf(request);
    const transforms = [...request.getTransformsList(), ...this.#inherited(goal.parent, registry)];
    if (transforms.length === 0) return goal;
    const own = request.getTransformsList().length > 0;
    let properties: Properties = withOutputs(goal.inputs, own ? goal.propertyDependencies : {});
    let options = optionsOf(this.#sdk, request);
    for (const transform of transforms) {
      const message = new this.#sdk.resource.TransformRequest()
        .setType(goal.type)
        .setName(goal.name)
        .setCustom(goal.custom)
        .setParent(goal.parent ?? "")
        .setProperties(this.#sdk.Struct.fromJavaScript(properties))
        .setOptions(options);
      const answer = await this.#call(transform, message);
      properties = unpacked(answer.getProperties());
      options = answer.getOptions() ?? options;
    }
    return transformedGoal(request, properties, options);
  }

  /** Hangs up: a program with an open connection doesn't end. */
  close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  #inherited(parent: string | undefined, registry: Registry): callback.Callback[] {
    const found: callback.Callback[] = [];
    for (let urn = parent; urn !== undefined; urn = registry.get(urn)?.parent) {
      found.push(...(this.#byUrn.get(urn) ?? []));
    }
    return [...found, ...this.#stack];
  }

  async #call(transform: callback.Callback, message: resource.TransformRequest) {
    const call = new this.#sdk.callback.CallbackInvokeRequest()
      .setToken(transform.getToken())
      .setRequest(message.serializeBinary());
    const client = this.#client(transform.getTarget());
    const answer = await new Promise<callback.CallbackInvokeResponse>((resolve, reject) => {
      client.invoke(call, (error, response) => {
        if (error) reject(new Error(error.details));
        else resolve(response);
      });
    });
    return this.#sdk.resource.TransformResponse.deserializeBinary(answer.getResponse_asU8());
  }

  #client(target: string): callbacks.CallbacksClient {
    const known = this.#clients.get(target);
    if (known) return known;
    const credentials = this.#sdk.grpc.credentials.createInsecure();
    const client = new this.#sdk.CallbacksClient(target, credentials);
    this.#clients.set(target, client);
    return client;
  }
}
