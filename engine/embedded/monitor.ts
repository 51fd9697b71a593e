import type * as grpc from "@grpc/grpc-js";
import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import { UNKNOWN } from "../../inventory/model";
import { autoName, type AutoNames } from "./auto-name";
import type { Diagnostic } from "./diagnostics";
import { Refusal, unary } from "./grpc";
import type { Goal, Registry } from "./registry";
import type { Sdk } from "./sdk";
import { Transforms } from "./transforms";
import { secret, unpacked, type Properties } from "./wire";

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

// What a provider marks secret and the SDK doesn't know of by itself.
const SECRET_OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  "random:index/randomPassword:RandomPassword": ["result", "bcryptHash"],
};

/**
 * The engine's face towards a program, for previews of stacks that have no state and no provider.
 * Every resource is new, so its inputs are its outputs and all else is unknown. Hooks are accepted
 * and never run; component packages and lookups are refused; resources that are only read are
 * somebody else's and stay out of the inventory.
 */
export class Monitor {
  readonly #sdk: Sdk;
  readonly #registry: Registry;
  readonly #autoNames: AutoNames;
  readonly #fail: (diagnostic: Diagnostic) => void;
  readonly #transforms: Transforms;
  #stopped = false;
  #packages = 0;

  /** `fail` is told why the run can't go on, and ends it. */
  constructor(
    sdk: Sdk,
    registry: Registry,
    autoNames: AutoNames,
    fail: (diagnostic: Diagnostic) => void,
  ) {
    this.#sdk = sdk;
    this.#registry = registry;
    this.#autoNames = autoNames;
    this.#fail = fail;
    this.#transforms = new Transforms(sdk);
  }

  /** What this answers to; gRPC itself says "unimplemented" for the rest. */
  methods(): grpc.UntypedServiceImplementation {
    const { provider, resource: messages, Empty } = this.#sdk;
    const nothing = () => new Empty();
    return {
      supportsFeature: unary((request: resource.SupportsFeatureRequest) =>
        new messages.SupportsFeatureResponse().setHassupport(FEATURES.has(request.getId())),
      ),
      registerResource: unary((request: resource.RegisterResourceRequest) =>
        this.#register(request),
      ),
      readResource: unary((request: resource.ReadResourceRequest) => this.#read(request)),
      registerResourceOutputs: unary((request: resource.RegisterResourceOutputsRequest) => {
        this.#registry.setOutputs(request.getUrn(), unpacked(request.getOutputs()));
        return new Empty();
      }),
      invoke: unary((request: resource.ResourceInvokeRequest) =>
        new provider.InvokeResponse().setReturn(this.#lookUp(request)),
      ),
      call: unary((request: resource.ResourceCallRequest) => cannotLookUp(request.getTok())),
      registerStackTransform: unary((transform: Parameters<Transforms["addToStack"]>[0]) => {
        this.#transforms.addToStack(transform);
        return new Empty();
      }),
      // Transforms of lookups have nothing to change: no lookup is carried out.
      registerStackInvokeTransform: unary(nothing),
      registerResourceHook: unary(nothing),
      registerErrorHook: unary(nothing),
      registerPackage: unary(() =>
        new messages.RegisterPackageResponse().setRef(`package-${++this.#packages}`),
      ),
      signalAndWaitForShutdown: unary(() => {
        this.close();
        return new Empty();
      }),
    };
  }

  close(): void {
    this.#transforms.close();
  }

  async #register(request: resource.RegisterResourceRequest) {
    this.#checkRunning();
    if (request.getRemote()) {
      throw new Refusal(`a preview without a provider can't construct: ${request.getType()}`);
    }
    const goal = await this.#transforms.apply(request, this.#registry);
    this.#checkRunning();
    const urn = this.#registry.urn(goal.type, goal.name, goal.parent);
    if (this.#registry.has(urn)) {
      const message = `Duplicate resource URN '${urn}'; try giving it a unique name`;
      throw this.#stop({ severity: "error", message, urn });
    }
    const inputs = goal.custom ? this.#checked(goal, urn) : goal.inputs;
    this.#registry.add(urn, { ...goal, inputs });
    this.#transforms.addToResource(urn, request.getTransformsList());
    const outputs = goal.custom ? outputsOf(goal, inputs) : {};
    return new this.#sdk.resource.RegisterResourceResponse()
      .setUrn(urn)
      .setObject(this.#sdk.Struct.fromJavaScript(outputs));
  }

  /** A provider's check as far as it shows in a plan: a name is made up where none is given. */
  #checked(goal: Goal, urn: string): Properties {
    const rule = this.#autoNames(goal.type);
    if (!rule || rule.property in goal.inputs || "namePrefix" in goal.inputs) return goal.inputs;
    try {
      return { ...goal.inputs, [rule.property]: autoName(rule, urn, goal.name) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `could not make instance of '${goal.type}': ${reason}`;
      throw this.#stop({ severity: "error", message, urn });
    }
  }

  #read(request: resource.ReadResourceRequest) {
    this.#checkRunning();
    const urn = this.#registry.urn(request.getType(), request.getName(), request.getParent());
    const known = request.getProperties() ?? new this.#sdk.Struct();
    return new this.#sdk.resource.ReadResourceResponse().setUrn(urn).setProperties(known);
  }

  /** References between resources are resolved by looking up the engine's own records; nothing else can be. */
  #lookUp(request: resource.ResourceInvokeRequest) {
    const urn = unpacked(request.getArgs())["urn"];
    const goal = typeof urn === "string" ? this.#registry.get(urn) : undefined;
    if (request.getTok() !== "pulumi:pulumi:getResource" || !goal || typeof urn !== "string") {
      return cannotLookUp(request.getTok());
    }
    const state = goal.custom ? outputsOf(goal, goal.inputs) : {};
    return this.#sdk.Struct.fromJavaScript({ urn, id: "", state: { ...state } });
  }

  /** Ends the run as the real engine does: one error, and nothing more is taken from the program. */
  #stop(diagnostic: Diagnostic): Refusal {
    this.#stopped = true;
    this.#fail(diagnostic);
    return this.#shutDown();
  }

  #checkRunning(): void {
    if (this.#stopped) throw this.#shutDown();
  }

  #shutDown(): Refusal {
    return new Refusal("resource monitor shut down", this.#sdk.grpc.status.UNAVAILABLE);
  }
}

function cannotLookUp(token: string): never {
  throw new Refusal(`a preview without a provider can't look things up: ${token}`);
}

/** What a resource is seen to have before it exists; the SDK takes all that is missing for unknown. */
function outputsOf(goal: Goal, inputs: Properties): Properties {
  const secrets = [...goal.additionalSecretOutputs, ...(SECRET_OUTPUTS[goal.type] ?? [])];
  const marked = secrets.map((key) => [key, secret(inputs[key] ?? UNKNOWN)]);
  return { ...inputs, ...Object.fromEntries(marked) };
}
