import type { Properties, Wire } from "../../../engine/embedded/wire";
import { UNKNOWN, type Inventory, type Resource } from "../../../inventory/model";
import { run } from "../../stacks/runs";
import { aGoogleProvider, PROJECT, type Kept } from "./providers";

const EUROPE = "europe-west2";
const TRAVEL = "systems/click-travel.yaml";

const SYSTEMS: Readonly<Record<string, () => Promise<readonly Inventory[]>>> = {
  "online-bank, cold": () => Promise.all([bank("prod", "cold"), bank("dr", "cold")]),
  "online-bank, hot": () => Promise.all([bank("prod", "hot"), bank("dr", "hot")]),
  "click-travel": () =>
    Promise.all([
      run("prod", {}, { system: TRAVEL }),
      run("dr", {}, { system: TRAVEL, region: EUROPE }),
    ]),
};

const bank = (stack: "prod" | "dr", standby: string) => run(stack, { standby });

/** What the programs register, for a project of the sandbox's. */
function ofGoogle({ resources }: Inventory): readonly Resource[] {
  const text = JSON.stringify(resources).replaceAll("example-bank-prod", PROJECT);
  const all = JSON.parse(text) as readonly Resource[];
  return all.filter(({ type }) => type.startsWith("gcp:"));
}

/** Outputs as a program sees them. */
interface Late {
  readonly address?: string;
  readonly dnsResourceRecords?: readonly { name: string; data: string; type: string }[];
  readonly member?: string;
  readonly privateIpAddress?: string;
  readonly serviceAccountEmailAddress?: string;
}

/** Which output a late input comes from, where that isn't the id. */
function lateValue(property: string, needs: readonly Kept[]): Wire {
  const late = needs.map(({ outputs }) => outputs as Late);
  const first = (read: (outputs: Late) => string | undefined) =>
    late.flatMap((outputs) => read(outputs) ?? []).at(-1);
  const proof = (key: "data" | "name" | "type") =>
    first(({ dnsResourceRecords: [record] = [] }) => record?.[key]);
  const account = first((outputs) => outputs.serviceAccountEmailAddress);
  const last = needs.at(-1)?.id;
  const known: Record<string, Wire | undefined> = {
    certificateMap: last && `//certificatemanager.googleapis.com/${last}`,
    member: first((outputs) => outputs.member) ?? (account && `serviceAccount:${account}`),
    name: proof("name"),
    rrdatas: proof("data") ?? first(({ privateIpAddress, address }) => privateIpAddress ?? address),
    type: proof("type"),
  };
  return known[property] ?? last ?? "drawn";
}

/** Only an engine knows late values; what the resource depends on says something of the same form. */
function known(resource: Resource, made: ReadonlyMap<string, Kept>): Properties {
  const fill = (value: Wire, property: string): Wire => {
    if (value === UNKNOWN) {
      const needs = resource.propertyDependencies[property] ?? [];
      return lateValue(
        property,
        needs.flatMap((urn) => made.get(urn) ?? []),
      );
    }
    if (Array.isArray(value)) return value.map((item) => fill(item, property));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, fill(inner, property)]),
    );
  };
  const inputs = resource.inputs as Properties;
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, fill(value, key)]));
}

/** Resources after everything that they depend on. */
function ordered(resources: readonly Resource[]): Resource[] {
  const left = new Map(resources.map((resource) => [resource.urn, resource]));
  const order: Resource[] = [];
  const visit = (resource: Resource) => {
    if (!left.delete(resource.urn)) return;
    for (const urn of resource.dependencies) {
      const needed = left.get(urn);
      if (needed) visit(needed);
    }
    order.push(resource);
  };
  for (const resource of resources) visit(resource);
  return order;
}

describe("what the described systems register", () => {
  it.each(Object.keys(SYSTEMS))(
    "is made in order, read back as it was made, and differs in nothing: %s",
    async (system) => {
      const google = await aGoogleProvider();
      const inventories = await SYSTEMS[system]!();
      const made = new Map<string, Kept>();
      const news = new Map<string, Properties>();
      for (const resource of inventories.flatMap((inventory) => ordered(ofGoogle(inventory)))) {
        const { urn, type } = resource;
        const inputs = known(resource, made);
        const stack = urn.split("::")[0]?.split(":").at(-1) ?? "";
        made.set(urn, await google.up(type, inputs, `${stack}-${resource.name}`));
        news.set(urn, inputs);
      }
      expect(made.size).toBeGreaterThan(100);
      const off: unknown[] = [];
      for (const [urn, kept] of made) {
        const { changes } = await google.diff(kept, news.get(urn)!);
        const read = await google.refresh(kept);
        const after = read && (await google.diff(read, news.get(urn)!)).changes;
        if (Object.keys(changes).length > 0 || !after) off.push([urn, changes, read?.id]);
        else if (Object.keys(after).length > 0) off.push([urn, after]);
      }
      expect(off).toEqual([]);
    },
    180_000,
  );
});
