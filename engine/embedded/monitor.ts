import type * as grpc from "@grpc/grpc-js";
import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import type { Callbacks } from "./callbacks";
import { Refusal, unary } from "./grpc";
import type { ProgramHooks } from "./hooks";
import type { Registered, Registrar } from "./registrar";
import type { Registry } from "./registry";
import type { Sdk } from "./sdk";
import { Transforms } from "./transforms";
import { unpacked } from "./wire";

const FEATURES = new Set([
  "aliasSpecs",
  "deletedWith",
  "errorHooks",
  "invokeTransforms",
  "outputValues",
  "parameterization",
  "replaceWith",
  "resourceHooks",
  "resourceReferences",
  "secrets",
  "transforms",
]);

/** The engine's face towards a program: reads its messages, applies its transforms, and asks a registrar. */
export class Monitor {
  readonly #sdk: Sdk;
  readonly #registry: Registry;
  readonly #registrar: Registrar;
  readonly #hooks: ProgramHooks;
  readonly #callbacks: Callbacks;
  readonly #transforms: Transforms;
  #packages = 0;

  constructor(
    sdk: Sdk,
    registry: Registry,
    registrar: Registrar,
    hooks: ProgramHooks,
    callbacks: Callbacks,
  ) {
    this.#sdk = sdk;
    this.#registry = registry;
    this.#registrar = registrar;
    this.#hooks = hooks;
    this.#callbacks = callbacks;
    this.#transforms = new Transforms(sdk, callbacks);
  }

  /** What this answers to; gRPC itself says "unimplemented" for the rest. */
  methods(): grpc.UntypedServiceImplementation {
    const { provider, resource: messages, Struct, Empty } = this.#sdk;
    const nothing = () => new Empty();
    return {
      supportsFeature: unary((request: resource.SupportsFeatureRequest) =>
        new messages.SupportsFeatureResponse().setHassupport(FEATURES.has(request.getId())),
      ),
      registerResource: unary((request: resource.RegisterResourceRequest) =>
        this.#register(request),
      ),
      readResource: unary((request: resource.ReadResourceRequest) => this.#read(request)),
      registerResourceOutputs: unary(async (request: resource.RegisterResourceOutputsRequest) => {
        await this.#registrar.setOutputs(request.getUrn(), unpacked(request.getOutputs()));
        return new Empty();
      }),
      invoke: unary(async (request: resource.ResourceInvokeRequest) => {
        const found = await this.#registrar.invoke({
          token: request.getTok(),
          args: unpacked(request.getArgs()),
          provider: request.getProvider() || undefined,
          version: request.getVersion(),
        });
        return new provider.InvokeResponse().setReturn(Struct.fromJavaScript({ ...found }));
      }),
      call: unary((request: resource.ResourceCallRequest) => cannotCall(request.getTok())),
      registerStackTransform: unary((transform: Parameters<Transforms["addToStack"]>[0]) => {
        this.#transforms.addToStack(transform);
        return new Empty();
      }),
      // Transforms of lookups have nothing to change: this program uses none.
      registerStackInvokeTransform: unary(nothing),
      registerResourceHook: unary((request: resource.RegisterResourceHookRequest) => {
        this.#hooks.add(request);
        return new Empty();
      }),
      registerErrorHook: unary(nothing),
      registerPackage: unary(() =>
        new messages.RegisterPackageResponse().setRef(`package-${++this.#packages}`),
      ),
      signalAndWaitForShutdown: unary(async () => {
        await this.#registrar.programEnds();
        this.close();
        return new Empty();
      }),
    };
  }

  close(): void {
    this.#callbacks.close();
  }

  async #register(request: resource.RegisterResourceRequest) {
    const goal = await this.#transforms.apply(request, this.#registry);
    const known = await this.#registrar.register(goal);
    this.#transforms.addToResource(known.urn, request.getTransformsList());
    return this.#response(known);
  }

  async #read(request: resource.ReadResourceRequest) {
    const { urn, outputs } = await this.#registrar.read({
      type: request.getType(),
      name: request.getName(),
      id: request.getId(),
      parent: request.getParent() || undefined,
      inputs: unpacked(request.getProperties()),
      dependencies: request.getDependenciesList(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      provider: request.getProvider() || undefined,
      version: request.getVersion(),
    });
    return new this.#sdk.resource.ReadResourceResponse()
      .setUrn(urn)
      .setProperties(this.#sdk.Struct.fromJavaScript({ ...outputs }));
  }

  #response({ urn, id, outputs, skipped }: Registered) {
    const { RegisterResourceResponse, Result } = this.#sdk.resource;
    return new RegisterResourceResponse()
      .setUrn(urn)
      .setId(id)
      .setObject(this.#sdk.Struct.fromJavaScript({ ...outputs }))
      .setResult(skipped ? Result.SKIP : Result.SUCCESS);
  }
}

function cannotCall(token: string): never {
  throw new Refusal(`a preview without a provider can't look things up: ${token}`);
}
