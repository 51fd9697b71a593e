import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import { askedOptions, transformedOptions } from "./options";
import type { Goal } from "./registry";
import type { Sdk } from "./sdk";
import { askedTimeouts } from "./timeouts";
import { dependenciesOf, unpacked, withoutOutputs, type Properties } from "./wire";

type Request = resource.RegisterResourceRequest;
type Options = resource.TransformResourceOptions;

/** The goal of a registration that no transform applies to. */
export function goalOf(request: Request): Goal {
  const propertyDependencies: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((entry, key) => {
    propertyDependencies[key] = entry.getUrnsList();
  });
  return {
    ...identity(request),
    inputs: unpacked(request.getObject()),
    dependencies: request.getDependenciesList(),
    propertyDependencies,
    protect: request.hasProtect() ? request.getProtect() : undefined,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    timeouts: askedTimeouts(request.getCustomtimeouts()),
    ...askedOptions(request),
  };
}

/**
 * The goal after transforms. As in the real engine, dependencies are taken from what the transforms
 * returned only if the resource has some of its own; those of parents and the stack can't remove any.
 */
export function transformedGoal(request: Request, properties: Properties, options: Options): Goal {
  const entries = Object.entries(properties);
  const asked = goalOf(request);
  const own = request.getTransformsList().length > 0;
  const before = own ? {} : asked.propertyDependencies;
  const needs = entries.map(([key, value]): [string, string[]] => [
    key,
    [...(before[key] ?? []), ...dependenciesOf(value)],
  ]);
  return {
    ...identity(request),
    inputs: Object.fromEntries(entries.map(([key, value]) => [key, withoutOutputs(value)])),
    dependencies: own
      ? [...options.getDependsOnList(), ...needs.flatMap(([, urns]) => urns)]
      : asked.dependencies,
    propertyDependencies: Object.fromEntries(needs),
    protect: afterTransforms(asked.protect, options.getProtect()),
    retainOnDelete: afterTransforms(asked.retainOnDelete, options.getRetainOnDelete()),
    ignoreChanges: options.getIgnoreChangesList(),
    additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
    timeouts: askedTimeouts(options.getCustomTimeouts()),
    ...transformedOptions(options),
  };
}

/** The SDK shows its transforms an option that nobody gave as `false`, and hands it back as that. */
function afterTransforms(asked: boolean | undefined, returned: boolean | undefined) {
  return asked === undefined ? returned || undefined : returned;
}

function identity(request: Request): Pick<Goal, "type" | "name" | "custom" | "remote" | "parent"> {
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    remote: request.getRemote(),
    parent: request.getParent() || undefined,
  };
}

/** The options of a registration in the form in which transforms see and change them. */
export function optionsOf(sdk: Sdk, request: Request): Options {
  const options = new sdk.resource.TransformResourceOptions()
    .setDependsOnList(request.getDependenciesList())
    .setIgnoreChangesList(request.getIgnorechangesList())
    .setReplaceOnChangesList(request.getReplaceonchangesList())
    .setVersion(request.getVersion())
    .setAliasesList(request.getAliasesList())
    .setProvider(request.getProvider())
    .setPluginDownloadUrl(request.getPlugindownloadurl())
    .setDeletedWith(request.getDeletedwith())
    .setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList())
    .setImport(request.getImportid())
    .setHideDiffList(request.getHidediffsList())
    .setReplaceWithList(request.getReplaceWithList())
    .setCustomTimeouts(request.getCustomtimeouts())
    .setHooks(request.getHooks())
    .setReplacementTrigger(request.getReplacementTrigger());
  const protect = request.getProtect();
  if (request.hasProtect() && protect !== undefined) options.setProtect(protect);
  const retain = request.getRetainondelete();
  if (request.hasRetainondelete() && retain !== undefined) options.setRetainOnDelete(retain);
  if (request.getDeletebeforereplacedefined()) {
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  }
  const providers = options.getProvidersMap();
  request.getProvidersMap().forEach((reference, name) => providers.set(name, reference));
  return options;
}
