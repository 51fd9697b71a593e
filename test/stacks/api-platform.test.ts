import * as fs from "node:fs";
import * as path from "node:path";
import { checkInventory } from "../../inventory/check";
import { loadFieldRules } from "../../inventory/fields/rules";
import type { Inventory, Resource } from "../../inventory/model";
import { situationOf } from "../../policy/situation";
import { readTopology } from "../../topology/read";
import { evaluated, said } from "../policy/bank";
import { MODES, PROJECT, run, SITUATIONS, STACKS } from "./runs";

const SYSTEM = "systems/api-platform.yaml";
const HOME = "us-central1";
const AWAY = "us-east1";
const read = (file: string) => fs.readFileSync(path.join(PROJECT, file), "utf8");
const rules = loadFieldRules(
  read("inventory/fields/google.tsv"),
  read("inventory/fields/declared.tsv"),
);
const standing = { [`regions.${AWAY}.state`]: "standing" };

async function both(whatIf: Readonly<Record<string, unknown>>) {
  const names = ["prod", "dr"] as const;
  const [prod, dr] = await Promise.all(names.map((name) => run(name, whatIf, { system: SYSTEM })));
  if (!prod || !dr) throw new Error("no inventories");
  return { prod, dr };
}

function situated(whatIf: Readonly<Record<string, unknown>>) {
  const read_ = readTopology({ path: SYSTEM, text: read(SYSTEM), whatIf }, "example-bank-prod");
  if (read_.problems) throw new Error(JSON.stringify(read_.problems));
  return situationOf(read_.topology.system);
}

const of = ({ resources }: Inventory, kind: string): readonly Resource[] =>
  resources.filter(({ type }) => type.startsWith(`gcp:${kind}:`));
const one = (inventory: Inventory, kind: string, name: string) =>
  of(inventory, kind).find((resource) => resource.name === name)?.inputs;

/** All that two inventories have differently, by URN. */
function changes(before: Inventory, after: Inventory): string[] {
  const [old, now] = [before, after].map(
    ({ resources }) => new Map(resources.map((r) => [r.urn, JSON.stringify(r.inputs)])),
  );
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])]
    .filter((urn) => old?.get(urn) !== now?.get(urn))
    .map((urn) => urn.split("::").slice(2).join(" "));
}

const CASES = MODES.flatMap((standby) =>
  SITUATIONS.map(({ primary, other }) => ({ standby, primary, other })),
);

describe("the API platform", () => {
  it.each(CASES)(
    "has both stacks without a problem: $standby, primary $primary, the other $other",
    async ({ standby, primary, other }) => {
      const away = primary === HOME ? AWAY : HOME;
      const whatIf = {
        standby,
        primary,
        [`regions.${primary}.state`]: "standing",
        [`regions.${away}.state`]: other,
      };
      const { prod, dr } = await both(whatIf);
      for (const inventory of [prod, dr]) {
        const { findings, coverage } = checkInventory(inventory, rules);
        expect(findings).toEqual([]);
        expect(coverage.none).toEqual([]);
      }
      const stacks = [
        { region: STACKS.prod, inventory: prod },
        { region: STACKS.dr, inventory: dr },
      ];
      expect(said(evaluated({ stacks, situation: situated(whatIf) }))).toEqual([]);
    },
    60_000,
  );
});

describe("the ways in", () => {
  const routed = (route: string) => ({ ...standing, "edge.route": route });
  const RECORD = /EdgeRecord\$gcp:dns\/recordSet:RecordSet api-platform$/;
  const kept = { "edge.addresses": { [AWAY]: "203.0.113.7" } };

  it("change by one update in place of the domain's record, whichever they are", async () => {
    const routes = ["front", "bypass", "backup"];
    const inventories = await Promise.all(
      routes.map((route) => run("prod", { ...routed(route), ...kept }, { system: SYSTEM })),
    );
    const records = inventories.map((inventory) => one(inventory, "dns/recordSet", "api-platform"));
    // Addresses come late, so which one it is shows in what the record needs.
    const needs = inventories.map((inventory) =>
      of(inventory, "dns/recordSet").find(({ name }) => name === "api-platform"),
    );
    expect(new Set(needs.map((r) => JSON.stringify(r?.propertyDependencies))).size).toBe(3);
    for (const [index, inventory] of inventories.entries()) {
      const others = changes(inventories[0] as Inventory, inventory);
      expect(others.filter((urn) => !RECORD.test(urn))).toEqual([]);
      const { name, type, ttl, managedZone } = records[index] ?? {};
      expect({ name, type, ttl, managedZone }).toEqual({
        ...{ name: "api.example.com.", type: "A", ttl: 30 },
        managedZone: records[0]?.["managedZone"],
      });
      // The provider replaces a record whose check changes; all else of a policy is updated.
      expect(needs[index]?.propertyDependencies["routingPolicy"]).toEqual(
        expect.arrayContaining([expect.stringMatching(/HealthCheck::api-platform-ways$/)]),
      );
    }
  });
});
