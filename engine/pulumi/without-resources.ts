import { isRecord } from "../config";

type Document = Readonly<Record<string, unknown>>;

/**
 * An exported state without some resources, and without any mention of them; all else stays as the
 * CLI wrote it. A resource that is a parent or a provider of others can't be taken out so.
 */
export function withoutResources(whole: Document, urns: readonly string[]): Document {
  const deployment = isRecord(whole["deployment"]) ? whole["deployment"] : {};
  const all: readonly unknown[] = Array.isArray(deployment["resources"])
    ? deployment["resources"]
    : [];
  const gone = new Set<unknown>(urns);
  const resources = all
    .filter(isRecord)
    .filter(({ urn }) => !gone.has(urn))
    .map((resource) => withoutMentions(resource, gone));
  return { ...whole, deployment: { ...deployment, resources } };
}

/** The fields of the engine's own schema that name others: sdk/go/common/apitype, ResourceV3. */
function withoutMentions(resource: Document, gone: ReadonlySet<unknown>): Document {
  const { dependencies, propertyDependencies, deletedWith, ...rest } = resource;
  const stays = (urns: unknown) =>
    Array.isArray(urns) ? urns.filter((urn) => !gone.has(urn)) : urns;
  const byProperty = isRecord(propertyDependencies) ? Object.entries(propertyDependencies) : [];
  return {
    ...rest,
    ...(dependencies === undefined ? {} : { dependencies: stays(dependencies) }),
    ...(propertyDependencies === undefined
      ? {}
      : {
          propertyDependencies: Object.fromEntries(
            byProperty.map(([key, urns]) => [key, stays(urns)]),
          ),
        }),
    ...(deletedWith === undefined || gone.has(deletedWith) ? {} : { deletedWith }),
  };
}
