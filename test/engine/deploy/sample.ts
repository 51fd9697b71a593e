import type { ResourceState } from "../../../engine/embedded/deploy/state";
import { secret } from "../../../engine/embedded/wire";

const PREFIX = "urn:pulumi:prod::shop::";

/** A resource as small as can be, with what a test is about. */
export function resource(name: string, given: Partial<ResourceState> = {}): ResourceState {
  const type = given.type ?? "cloud:index:Thing";
  return {
    urn: `${PREFIX}${type}::${name}`,
    type,
    custom: true,
    id: `things/${name}`,
    inputs: { name },
    outputs: { name },
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: [],
    hooks: {},
    external: false,
    delete: false,
    pendingReplacement: false,
    initErrors: [],
    ...given,
  };
}

/** A stack with a provider, a thing with a secret, and one that needs it. */
export function sampleResources(): ResourceState[] {
  const stack = resource("shop-prod", {
    type: "pulumi:pulumi:Stack",
    custom: false,
    id: "",
    inputs: {},
    outputs: { address: "10.0.0.1", login: secret("s3same") },
  });
  const provider = resource("default", {
    type: "pulumi:providers:cloud",
    id: "0d2d62a5-3f0c-4a2b-8b6e-6a2a4b1d2c3f",
    inputs: { region: "us-east1" },
    outputs: { region: "us-east1" },
  });
  const reference = `${provider.urn}::${provider.id}`;
  const first = resource("first", {
    inputs: { name: "first", password: secret({ old: "hunter2", new: null }) },
    outputs: { name: "first", password: secret({ old: "hunter2", new: null }), size: 1.5 },
    parent: stack.urn,
    provider: reference,
    protect: true,
    ignoreChanges: ["labels.owner"],
    created: "2026-11-21T10:00:00.123Z",
  });
  const second = resource("second", {
    parent: stack.urn,
    provider: reference,
    dependencies: [first.urn],
    propertyDependencies: { name: [first.urn] },
    retainOnDelete: true,
    deletedWith: first.urn,
    hooks: { BeforeCreate: ["refuse"] },
  });
  return [stack, provider, first, second];
}
