import type { Inventory, Resource } from "../../inventory/model";
import { inventoryOf, MODES } from "./runs";

/** A name of something in Google Cloud that a resource is given, and what it is a name of. */
interface Reference {
  readonly by: string;
  readonly name: string;
}

/** Inputs that name another resource, by the kind they name; lists and links are taken apart. */
const REFERENCES: readonly { readonly field: RegExp; readonly kind: string }[] = [
  { field: /(^|\.)network$|(^|\.)privateNetwork$|(^|\.)networkUrl$/, kind: "compute/network:" },
  { field: /(^|\.)subnetwork$/, kind: "compute/subnetwork:" },
  { field: /^managedZone$/, kind: "dns/managedZone:" },
  { field: /^backends\.group$/, kind: "compute/regionInstanceGroupManager:" },
  { field: /^target$/, kind: "compute/targetHttpsProxy:" },
  {
    field: /^masterInstanceName$|^replicaNames$|failoverDrReplicaName$/,
    kind: "sql/databaseInstance:",
  },
  { field: /^instance$/, kind: "sql/databaseInstance:" },
  { field: /^bucket$/, kind: "storage/bucket:" },
  {
    field: /serviceAccount\.email$|^serviceAccount$|serviceAccountEmail$/,
    kind: "serviceaccount/account:",
  },
  { field: /httpTarget\.uri$/, kind: "workflows/workflow:" },
];

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function references(resource: Resource, kind: string, field: RegExp): Reference[] {
  return leaves(resource.inputs, "").flatMap(([path, value]) =>
    field.test(path) && value !== "" && value !== UNKNOWN
      ? [{ by: `${resource.name} ${path}`, name: nameIn(kind, value) }]
      : [],
  );
}

/** The last part of a link, a `project:name`, an account's id, a workflow of a call. */
function nameIn(kind: string, value: string): string {
  if (kind.startsWith("workflows")) return /workflows\/([^/]+)/.exec(value)?.[1] ?? value;
  if (kind.startsWith("serviceaccount")) return value.slice(0, value.indexOf("@"));
  return value.slice(Math.max(value.lastIndexOf("/"), value.lastIndexOf(":")) + 1);
}

/** Strings by path, without list indices. */
function leaves(value: unknown, at: string): [string, string][] {
  if (typeof value === "string") return [[at, value]];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, at));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    leaves(item, at === "" ? key : `${at}.${key}`),
  );
}

function made(kind: string, inventories: readonly Inventory[]): Set<string> {
  const bearers = inventories.flatMap(({ resources }) =>
    resources.filter(({ type }) => type.startsWith(`gcp:${kind}`)),
  );
  return new Set(bearers.map(({ inputs }) => String(inputs["name"] ?? inputs["accountId"])));
}

function unresolved(stack: Inventory, earlier: readonly Inventory[]): string[] {
  return REFERENCES.flatMap(({ field, kind }) => {
    const there = made(kind, [stack, ...earlier]);
    return stack.resources
      .flatMap((resource) => references(resource, kind, field))
      .filter(({ name }) => !there.has(name))
      .map(({ by, name }) => `${by}: ${name}`);
  });
}

/** In the order of a first deployment, nothing names what only a later step makes. */
export function firstUpTests(): void {
  it.each(MODES)(
    "can be deployed from nothing, prod then dr then prod again, in %s",
    async (mode) => {
      const instances = mode === "cold" ? ("derived" as const) : ("described" as const);
      const planned = { mode, primary: "us-central1", other: "planned", instances } as const;
      const standing = { ...planned, other: "standing" } as const;
      const prod = await inventoryOf("prod", planned);
      const dr = await inventoryOf("dr", planned);
      const again = await inventoryOf("prod", standing);
      expect(unresolved(prod, [])).toEqual([]);
      expect(unresolved(dr, [prod])).toEqual([]);
      expect(unresolved(again, [dr])).toEqual([]);
    },
  );

  it("would notice what comes too early", async () => {
    const asked = { mode: "hot", primary: "us-central1", instances: "described" } as const;
    const early = await inventoryOf("prod", { ...asked, other: "standing" });
    expect(unresolved(early, [])).toEqual(
      expect.arrayContaining([
        "web backends.group: online-bank-web-us-east1",
        "online-bank-accounts-db-us-central1-1 replicaNames: online-bank-accounts-db-us-east1-1",
        "online-bank-accounts-db-us-central1-1 replicationCluster.failoverDrReplicaName: online-bank-accounts-db-us-east1-1",
      ]),
    );
  });

  it("has the dr stack use only what the prod stack makes first", async () => {
    const asked = {
      mode: "hot",
      primary: "us-central1",
      other: "planned",
      instances: "described",
    } as const;
    const dr = await inventoryOf("dr", asked);
    expect(unresolved(dr, []).length).toBeGreaterThan(10);
  });
}
