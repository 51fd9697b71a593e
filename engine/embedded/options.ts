import type * as alias from "@pulumi/pulumi/proto/alias_pb";
import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import type { Hooks } from "./deploy/state";

/** The options of a registration that matter once there is a state: a mere preview needs none of them. */
export interface DeployOptions {
  /** URN and id of an explicit provider, joined by `::`. */
  readonly provider: string | undefined;
  /** Version of the package; empty means any. */
  readonly version: string;
  readonly aliases: readonly Alias[];
  /** URN of a resource whose deletion takes this one with it. */
  readonly deletedWith: string | undefined;
  /** Not said means: as the provider wants it. */
  readonly deleteBeforeReplace: boolean | undefined;
  readonly replaceOnChanges: readonly string[];
  readonly hooks: Hooks;
  /** What is asked for and can't be done here, in words; nothing, as a rule. */
  readonly unsupported: readonly string[];
}

/** Another name that a resource had: its URN, or what was different. */
export interface Alias {
  readonly urn?: string;
  readonly name?: string;
  readonly type?: string;
  readonly stack?: string;
  readonly project?: string;
  readonly parent?: string;
  readonly noParent?: boolean;
}

type Binding = resource.RegisterResourceRequest.ResourceHooksBinding | undefined;

/** The options as the program asked for them. */
export function askedOptions(request: resource.RegisterResourceRequest): DeployOptions {
  return {
    provider: request.getProvider() || undefined,
    version: request.getVersion(),
    aliases: request.getAliasesList().map(asAlias),
    deletedWith: request.getDeletedwith() || undefined,
    deleteBeforeReplace: request.getDeletebeforereplacedefined()
      ? request.getDeletebeforereplace()
      : undefined,
    replaceOnChanges: request.getReplaceonchangesList(),
    hooks: hooksOf(request.getHooks()),
    unsupported: [
      ...(request.getImportid() === "" ? [] : ["import"]),
      ...(request.getReplaceWithList().length === 0 ? [] : ["replaceWith"]),
      ...(request.hasReplacementTrigger() ? ["replacementTrigger"] : []),
      ...(request.getHooks()?.getOnErrorList().length ? ["hooks.onError"] : []),
    ],
  };
}

/** The options as transforms left them. */
export function transformedOptions(options: resource.TransformResourceOptions): DeployOptions {
  return {
    provider: options.getProvider() || undefined,
    version: options.getVersion(),
    aliases: options.getAliasesList().map(asAlias),
    deletedWith: options.getDeletedWith() || undefined,
    deleteBeforeReplace: options.hasDeleteBeforeReplace()
      ? options.getDeleteBeforeReplace()
      : undefined,
    replaceOnChanges: options.getReplaceOnChangesList(),
    hooks: hooksOf(options.getHooks()),
    unsupported: [
      ...(options.getImport() === "" ? [] : ["import"]),
      ...(options.getReplaceWithList().length === 0 ? [] : ["replaceWith"]),
      ...(options.hasReplacementTrigger() ? ["replacementTrigger"] : []),
      ...(options.getHooks()?.getOnErrorList().length ? ["hooks.onError"] : []),
    ],
  };
}

function asAlias(message: alias.Alias): Alias {
  const spec = message.getSpec();
  if (spec === undefined) return { urn: message.getUrn() };
  return {
    name: spec.getName(),
    type: spec.getType(),
    stack: spec.getStack(),
    project: spec.getProject(),
    parent: spec.getParenturn(),
    noParent: spec.getNoparent(),
  };
}

function hooksOf(binding: Binding): Hooks {
  if (binding === undefined) return {};
  const hooks: Required<Hooks> = {
    BeforeCreate: binding.getBeforeCreateList(),
    AfterCreate: binding.getAfterCreateList(),
    BeforeUpdate: binding.getBeforeUpdateList(),
    AfterUpdate: binding.getAfterUpdateList(),
    BeforeDelete: binding.getBeforeDeleteList(),
    AfterDelete: binding.getAfterDeleteList(),
  };
  return Object.fromEntries(Object.entries(hooks).filter(([, names]) => names.length > 0));
}
