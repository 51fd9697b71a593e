import type { Properties } from "../wire";

/** When a hook runs, in Pulumi's words. */
export type HookPoint =
  "BeforeCreate" | "AfterCreate" | "BeforeUpdate" | "AfterUpdate" | "BeforeDelete" | "AfterDelete";

/** Names of hooks by when they run. */
export type Hooks = Readonly<Partial<Record<HookPoint, readonly string[]>>>;

/** One resource as a deployment has left it. Secrets are marked and in the clear: only files hide them. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  /** The provider's name for it; empty for components, and while it is being made. */
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly parent?: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** The provider's URN and id, joined by `::`; none for components and providers. */
  readonly provider?: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deletedWith?: string;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly hooks: Hooks;
  /** It was only looked up: it is somebody else's. */
  readonly external: boolean;
  /** A successor is there already; this one has to go. */
  readonly delete: boolean;
  /** It has been deleted; its successor is yet to come. */
  readonly pendingReplacement: boolean;
  /** Why it is not whole, if the call that made or changed it failed half-way. */
  readonly initErrors: readonly string[];
  /** ISO 8601. */
  readonly created?: string;
  /** ISO 8601. */
  readonly modified?: string;
}

export type OperationType = "creating" | "updating" | "deleting" | "reading";

/** A call to a provider whose answer has not been recorded. */
export interface Operation {
  readonly type: OperationType;
  readonly resource: ResourceState;
}

/** What is known of a stack. */
export interface StackState {
  /** Each after all that it needs. */
  readonly resources: readonly ResourceState[];
  readonly pending: readonly Operation[];
}

/** A stack that doesn't exist yet. */
export const NOTHING: StackState = { resources: [], pending: [] };

/** The kind of a resource, from its URN. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** The logical name, from a URN; names may hold `::`. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Whether resources of this type are providers. */
export function isProvider(type: string): boolean {
  return type.startsWith("pulumi:providers:");
}

/** Takes a reference to a provider apart. */
export function providerOf(reference: string): { readonly urn: string; readonly id: string } {
  const cut = reference.lastIndexOf("::");
  return { urn: reference.slice(0, cut), id: reference.slice(cut + 2) };
}

/** URNs of all that has to be there as long as this resource is. */
export function needsOf(state: ResourceState): ReadonlySet<string> {
  return new Set([
    ...state.dependencies,
    ...Object.values(state.propertyDependencies).flat(),
    ...(state.parent === undefined ? [] : [state.parent]),
    ...(state.provider === undefined ? [] : [providerOf(state.provider).urn]),
    ...(state.deletedWith === undefined ? [] : [state.deletedWith]),
  ]);
}

/** The resource with every mention of another's URN changed, as after an alias was followed. */
export function renamed(state: ResourceState, from: string, to: string): ResourceState {
  if (!needsOf(state).has(from)) return state;
  const swap = (urn: string) => (urn === from ? to : urn);
  const byProperty = Object.entries(state.propertyDependencies);
  const provider = state.provider === undefined ? undefined : providerOf(state.provider);
  return {
    ...state,
    dependencies: state.dependencies.map(swap),
    propertyDependencies: Object.fromEntries(
      byProperty.map(([key, urns]) => [key, urns.map(swap)]),
    ),
    ...(state.parent === undefined ? {} : { parent: swap(state.parent) }),
    ...(provider === undefined ? {} : { provider: `${swap(provider.urn)}::${provider.id}` }),
    ...(state.deletedWith === undefined ? {} : { deletedWith: swap(state.deletedWith) }),
  };
}

/** The state without some resources, and without any mention of them. */
export function forgotten({ resources, pending }: StackState, urns: readonly string[]): StackState {
  const gone = new Set(urns);
  const left = resources.filter(({ urn }) => !gone.has(urn));
  return { resources: left.map((one) => withoutNeeds(one, gone)), pending };
}

/** The resource without mentions of what is gone. */
export function withoutNeeds(state: ResourceState, gone: ReadonlySet<string>): ResourceState {
  const { deletedWith, ...rest } = state;
  const stays = (urns: readonly string[]) => urns.filter((urn) => !gone.has(urn));
  const byProperty = Object.entries(state.propertyDependencies);
  return {
    ...rest,
    dependencies: stays(state.dependencies),
    propertyDependencies: Object.fromEntries(byProperty.map(([key, urns]) => [key, stays(urns)])),
    ...(deletedWith === undefined || gone.has(deletedWith) ? {} : { deletedWith }),
  };
}
