import type * as callback from "@pulumi/pulumi/proto/callback_pb";
import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import type { Callbacks } from "./callbacks";
import { goalOf, optionsOf, transformedGoal } from "./goal";
import type { Goal, Registry } from "./registry";
import type { Sdk } from "./sdk";
import { unpacked, withOutputs, type Properties } from "./wire";

/** A program's transforms: functions in the program's process that are called back over gRPC. */
export class Transforms {
  readonly #stack: callback.Callback[] = [];
  readonly #byUrn = new Map<string, readonly callback.Callback[]>();
  readonly #sdk: Sdk;
  readonly #callbacks: Callbacks;

  constructor(sdk: Sdk, callbacks: Callbacks) {
    this.#sdk = sdk;
    this.#callbacks = callbacks;
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

  #inherited(parent: string | undefined, registry: Registry): callback.Callback[] {
    const found: callback.Callback[] = [];
    for (let urn = parent; urn !== undefined; urn = registry.get(urn)?.parent) {
      found.push(...(this.#byUrn.get(urn) ?? []));
    }
    return [...found, ...this.#stack];
  }

  async #call(transform: callback.Callback, message: resource.TransformRequest) {
    const answer = await this.#callbacks.call(transform, message.serializeBinary());
    return this.#sdk.resource.TransformResponse.deserializeBinary(answer);
  }
}
