import type * as callback from "@pulumi/pulumi/proto/callback_pb";
import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import type { Callbacks } from "./callbacks";
import type { HookPoint } from "./deploy/state";
import type { Diagnostic } from "./diagnostics";
import type { Sdk } from "./sdk";
import type { Properties } from "./wire";

/** What a hook is told. Properties that don't exist yet, or any more, are left out. */
export interface HookEvent {
  readonly point: HookPoint;
  readonly urn: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly newInputs?: Properties;
  readonly oldInputs?: Properties;
  readonly newOutputs?: Properties;
  readonly oldOutputs?: Properties;
}

/** Runs a resource's hooks by their names, in order. Throws when one refuses. */
export type RunHooks = (names: readonly string[], event: HookEvent) => Promise<void>;

/** The hooks that a program has registered: functions in its process. */
export class ProgramHooks {
  readonly #hooks = new Map<string, resource.RegisterResourceHookRequest>();
  readonly #sdk: Sdk;
  readonly #callbacks: Callbacks;
  readonly #preview: boolean;
  readonly #report: (diagnostic: Diagnostic) => void;

  constructor(
    sdk: Sdk,
    callbacks: Callbacks,
    preview: boolean,
    report: (diagnostic: Diagnostic) => void,
  ) {
    this.#sdk = sdk;
    this.#callbacks = callbacks;
    this.#preview = preview;
    this.#report = report;
  }

  add(hook: resource.RegisterResourceHookRequest): void {
    this.#hooks.set(hook.getName(), hook);
  }

  /** Worded as the real engine words it. */
  readonly run: RunHooks = async (names, event) => {
    for (const name of names) {
      const hook = this.#hooks.get(name);
      const callback = hook?.getCallback();
      if (!hook || !callback) throw new Error(`hook "${name}" was not registered`);
      if (this.#preview && !hook.getOnDryRun()) continue;
      const reason = await this.#call(callback, event);
      if (reason === "") continue;
      if (!hook.getIgnoreErrors()) {
        const when = event.point.startsWith("Before") ? "before" : "after";
        throw new Error(`${when} hook "${name}" failed: ${reason}`);
      }
      const message = `${event.point} hook "${name}" failed: ${reason}`;
      this.#report({ severity: "warning", message, urn: event.urn });
    }
  };

  async #call(target: callback.Callback, event: HookEvent): Promise<string> {
    const struct = (properties: Properties | undefined) =>
      properties === undefined ? undefined : this.#sdk.Struct.fromJavaScript({ ...properties });
    const message = new this.#sdk.resource.ResourceHookRequest()
      .setUrn(event.urn)
      .setId(event.id)
      .setName(event.name)
      .setType(event.type)
      .setNewInputs(struct(event.newInputs))
      .setOldInputs(struct(event.oldInputs))
      .setNewOutputs(struct(event.newOutputs))
      .setOldOutputs(struct(event.oldOutputs));
    const answer = await this.#callbacks.call(target, message.serializeBinary());
    return this.#sdk.resource.ResourceHookResponse.deserializeBinary(answer).getError();
  }
}
