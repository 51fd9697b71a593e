import type { Resource } from "../../inventory/model";
import { type PolicyContext, regionOf, subjectOf, trusted } from "../context";
import type { PolicyBreach, PolicyRule } from "../rule";
import { anyDatabase, DATABASES, isReplica, writers } from "./database";

export const databaseWriterRules: readonly PolicyRule[] = [
  {
    id: "R41",
    title: "A store has one writer, in the primary region",
    severity: "error",
    source:
      "with two writers each takes what the other never sees, and no tool merges that afterwards. A lost region's instance is fenced and counts as none (docs/architecture.md)",
    fix: "make every other instance a replica of the primary region's",
    scope: "system",
    applies: anyDatabase,
    breaches: (context) => [
      ...[...byStore(context, writers(context)).values()].flatMap((writing) =>
        surplus(writing, context.situation.primary),
      ),
      ...orphans(context),
    ],
  },
];

/** All writers but the one that should be. */
function surplus(writing: readonly Resource[], primary: string): PolicyBreach[] {
  const right = writing.find((instance) => regionOf(instance) === primary);
  return writing
    .filter((instance) => instance !== right)
    .map((instance) => ({
      resource: instance,
      path: "instanceType",
      message: right
        ? `takes writes beside ${right.name}, so the two drift apart; make it a replica of that`
        : `takes the writes in "${regionOf(instance)}", and the primary region is "${primary}"; switch over, or name the region that has the writes`,
    }));
}

/** Replicas of stores that nothing writes. */
function orphans(context: PolicyContext): PolicyBreach[] {
  const written = byStore(context, writers(context));
  const replicas = byStore(context, trusted(context, DATABASES).filter(isReplica));
  return [...replicas].flatMap(([store, [replica]]) =>
    replica === undefined || written.has(store)
      ? []
      : [
          {
            resource: replica,
            path: "masterInstanceName",
            message: `copies a store that no instance takes writes for; make the instance in "${context.situation.primary}" the writer`,
          },
        ],
  );
}

/** What belongs to no described store stands for itself. */
function byStore(context: PolicyContext, instances: readonly Resource[]): Map<string, Resource[]> {
  const stores = new Map<string, Resource[]>();
  for (const instance of instances) {
    const store = subjectOf(context, instance) ?? instance.urn;
    stores.set(store, [...(stores.get(store) ?? []), instance]);
  }
  return stores;
}
