import { createHash } from "node:crypto";
import { SIGNATURE } from "../../../inventory/signed";
import { isRecord } from "../../config";
import { isObject, isSecret, mapObject, secret, type Properties, type Wire } from "../wire";
import type { Crypter } from "./passphrase";
import type { Operation, ResourceState, StackState } from "./state";

/**
 * The document that `pulumi stack export` prints and `pulumi stack import` reads: version 3, or 4
 * where it needs what older readers don't know, which it names.
 */
export interface Checkpoint {
  readonly version: 3 | 4;
  readonly features?: readonly string[];
  readonly deployment: {
    readonly manifest: { readonly time: string; readonly magic: string; readonly version: string };
    readonly secrets_providers?: SecretsProvider;
    readonly resources?: readonly CheckpointResource[];
    readonly pending_operations?: readonly { resource: CheckpointResource; type: string }[];
    readonly metadata: object;
  };
}

interface SecretsProvider {
  readonly type: string;
  readonly state: { readonly salt: string };
}

/** A resource in a file: what is empty or false is left out, secrets are encrypted. */
export type CheckpointResource = Readonly<Record<string, unknown>>;

/** Which version of the CLI a file says it was written by: the one whose format this is. */
const VERSION = "v3.250.0";

const MAGIC = createHash("sha256").update(VERSION).digest("hex"); // as the CLI makes it

/** The one feature of version 4 that is known here. */
const HOOKS = "hooks";

/** A file that is no state of a stack. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
}

/** Writes resources so that secrets that have not changed stay the same text. */
export class Sealer {
  readonly #crypter: Crypter;
  readonly #texts = new Map<string, string>();

  constructor(crypter: Crypter) {
    this.#crypter = crypter;
  }

  resource(state: ResourceState): CheckpointResource {
    const { inputs, outputs, hooks, ...rest } = state;
    const { replaceOnChanges, ignoreChanges, ...others } = rest;
    const written = Object.entries({ ...others, ignoreChanges, replaceOnChanges });
    return {
      ...Object.fromEntries(written.filter(([key, value]) => key === "custom" || !isEmpty(value))),
      ...(isEmpty(inputs) ? {} : { inputs: this.#sealed(state.urn, inputs) }),
      ...(isEmpty(outputs) ? {} : { outputs: this.#sealed(state.urn, outputs) }),
      ...(isEmpty(hooks) ? {} : { resourceHooks: hooks }),
    };
  }

  /** Reads a resource, and remembers how its secrets were written. */
  opened(resource: unknown): ResourceState {
    const from = isRecord(resource) ? resource : {};
    const { urn, type } = from;
    if (typeof urn !== "string" || typeof type !== "string") {
      throw new CheckpointError(`not a stack's state: a resource has no "urn" or no "type"`);
    }
    const text = (key: string) => {
      const value = from[key];
      return typeof value === "string" && value !== "" ? { [key]: value } : {};
    };
    return {
      urn,
      type,
      custom: from["custom"] === true,
      id: typeof from["id"] === "string" ? from["id"] : "",
      inputs: this.#opened(urn, from["inputs"]),
      outputs: this.#opened(urn, from["outputs"]),
      dependencies: texts(from["dependencies"]),
      propertyDependencies: byProperty(from["propertyDependencies"]),
      protect: from["protect"] === true,
      retainOnDelete: from["retainOnDelete"] === true,
      ignoreChanges: texts(from["ignoreChanges"]),
      replaceOnChanges: texts(from["replaceOnChanges"]),
      additionalSecretOutputs: texts(from["additionalSecretOutputs"]),
      hooks: byProperty(from["resourceHooks"]),
      external: from["external"] === true,
      delete: from["delete"] === true,
      pendingReplacement: from["pendingReplacement"] === true,
      initErrors: texts(from["initErrors"]),
      ...text("parent"),
      ...text("provider"),
      ...text("deletedWith"),
      ...text("created"),
      ...text("modified"),
    };
  }

  #sealed(urn: string, properties: Properties): Properties {
    const seal = (value: Wire): Wire => {
      if (Array.isArray(value)) return value.map(seal);
      if (!isObject(value)) return value;
      if (!isSecret(value)) return mapObject(value, seal);
      const plain = JSON.stringify(value["value"] ?? null);
      const known = this.#texts.get(`${urn} ${plain}`) ?? this.#crypter.encrypt(plain);
      this.#texts.set(`${urn} ${plain}`, known);
      return { [SIGNATURE]: value[SIGNATURE] ?? null, ciphertext: known };
    };
    return mapObject(properties, seal);
  }

  #opened(urn: string, properties: unknown): Properties {
    const open = (value: Wire): Wire => {
      if (Array.isArray(value)) return value.map(open);
      if (!isObject(value)) return value;
      if (!isSecret(value)) return mapObject(value, open);
      const text = textOf(value["ciphertext"]);
      const plain = this.#crypter.decrypt(text);
      this.#texts.set(`${urn} ${plain}`, text);
      return secret(JSON.parse(plain));
    };
    return isRecord(properties) ? mapObject(properties as Properties, open) : {}; // JSON is wire form
  }
}

/** The state as a file holds it. `time` is ISO 8601. */
export function toCheckpoint(
  state: StackState,
  sealer: Sealer,
  salt: string,
  time: string,
): Checkpoint {
  const hooks = state.resources.some((resource) => Object.keys(resource.hooks).length > 0);
  return {
    ...(hooks ? { version: 4, features: [HOOKS] } : { version: 3 }),
    deployment: {
      manifest: { time, magic: MAGIC, version: VERSION },
      secrets_providers: { type: "passphrase", state: { salt } },
      ...(state.resources.length === 0
        ? {}
        : { resources: state.resources.map((resource) => sealer.resource(resource)) }),
      ...(state.pending.length === 0
        ? {}
        : {
            pending_operations: state.pending.map(({ type, resource }) => ({
              resource: sealer.resource(resource),
              type,
            })),
          }),
      metadata: {},
    },
  };
}

/** What a file says of its key, if it says anything. */
export function saltOf(document: unknown): string | undefined {
  const provider = deploymentOf(document)["secrets_providers"];
  if (!isRecord(provider)) return undefined;
  const state = isRecord(provider["state"]) ? provider["state"] : {};
  if (provider["type"] !== "passphrase" || typeof state["salt"] !== "string") {
    throw new CheckpointError(
      `secrets of the kind "${String(provider["type"])}" can't be read here; ` +
        `use "pulumi stack change-secrets-provider passphrase"`,
    );
  }
  return state["salt"];
}

/** Reads a file. Throws a `CheckpointError` that says what it is not. */
export function fromCheckpoint(document: unknown, sealer: Sealer): StackState {
  const { resources, pending_operations: pending } = deploymentOf(document);
  return {
    resources: list(resources).map((resource) => sealer.opened(resource)),
    pending: list(pending).map((operation): Operation => {
      const { type, resource } = isRecord(operation) ? operation : {};
      return { type: type as Operation["type"], resource: sealer.opened(resource) }; // the engine's own words
    }),
  };
}

function deploymentOf(document: unknown): Record<string, unknown> {
  const { version, features, deployment } = isRecord(document) ? document : {};
  if ((version !== 3 && version !== 4) || !isRecord(deployment)) {
    const form = `of version 3 or 4, as "pulumi stack export" prints it`;
    throw new CheckpointError(`not a stack's state ${form}`);
  }
  const strange = texts(features).filter((feature) => feature !== HOOKS);
  if (strange.length > 0) {
    throw new CheckpointError(`the state uses "${strange.join('", "')}", which is not known here`);
  }
  return deployment;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === false || value === "") return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): readonly string[] {
  return list(value).filter((item) => typeof item === "string");
}

function byProperty(value: unknown): Readonly<Record<string, readonly string[]>> {
  const entries = Object.entries(isRecord(value) ? value : {});
  return Object.fromEntries(entries.map(([key, urns]) => [key, texts(urns)]));
}
