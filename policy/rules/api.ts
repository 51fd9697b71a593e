import type { Resource } from "../../inventory/model";
import { textAt } from "../../inventory/values";
import { kindName } from "../../inventory/fields/rules";
import { every, type PolicyContext, type StackInventory } from "../context";
import { broken, isNot, shown, type PolicyBreach, type PolicyRule } from "../rule";

const APIS = ["projects.Service"];

/** The API that answers for the resources of each of the provider's modules. */
const API_OF: Readonly<Record<string, string>> = {
  bigquery: "bigquery",
  certificateauthority: "privateca",
  certificatemanager: "certificatemanager",
  cloudscheduler: "cloudscheduler",
  compute: "compute",
  container: "container",
  dns: "dns",
  firestore: "firestore",
  kms: "cloudkms",
  monitoring: "monitoring",
  pubsub: "pubsub",
  secretmanager: "secretmanager",
  serviceaccount: "iam",
  servicenetworking: "servicenetworking",
  spanner: "spanner",
  sql: "sqladmin",
  storage: "storage",
  workflows: "workflows",
};

export const apiRules: readonly PolicyRule[] = [
  {
    id: "R37",
    title: "An API is enabled before it is used, and stays on",
    severity: "error",
    source:
      "provider's guide to google_project_service: switching an API off takes down what others made with it. Only the stack that enables APIs is held against it; the other one comes later",
    fix: "let what uses an API depend on it, and set disableOnDestroy to false",
    scope: "stack",
    applies: { to: "an API", when: (context) => every(context, APIS).length > 0 },
    breaches: (context) => [
      ...every(context, APIS).flatMap((api) =>
        broken(
          isNot(api, "disableOnDestroy", false),
          api,
          "disableOnDestroy",
          `${shown(api, "disableOnDestroy")}: a destroy would switch it off for everybody; set it to false`,
        ),
      ),
      ...context.stacks.flatMap((stack) => unordered(context, stack)),
    ],
  },
];

function unordered(context: PolicyContext, { inventory }: StackInventory): PolicyBreach[] {
  const apis = new Map(
    every(context, APIS)
      .filter(({ urn }) => inventory.resources.some((resource) => resource.urn === urn))
      .map((api) => [api.urn, textAt(api.inputs, "service")?.split(".")[0]]),
  );
  if (apis.size === 0) return [];
  const enabled = new Map<string, ReadonlySet<string>>();
  return inventory.resources.flatMap((resource) => {
    const api = API_OF[kindName(resource.type).split(".")[0] ?? ""];
    return broken(
      resource.custom &&
        api !== undefined &&
        !enabledBefore(context, resource, apis, enabled).has(api),
      resource,
      "",
      `may be made before its API "${api}.googleapis.com" is on; let it depend on that`,
    );
  });
}

/** The APIs that are on before a resource is made. Inventories have no cycles; each URN is visited once. */
function enabledBefore(
  context: PolicyContext,
  { urn, dependencies }: Resource,
  apis: ReadonlyMap<string, string | undefined>,
  known: Map<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const found = known.get(urn);
  if (found) return found;
  const enabled = new Set<string>();
  known.set(urn, enabled);
  for (const needed of dependencies) {
    const api = apis.get(needed);
    if (api !== undefined) enabled.add(api);
    const resource = context.byUrn.get(needed);
    if (!resource) continue;
    for (const earlier of enabledBefore(context, resource, apis, known)) enabled.add(earlier);
  }
  return enabled;
}
