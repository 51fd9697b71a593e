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

/** What can't be changed of each disk, by its URN, over all cases. */
const seen: string[] = [];
const disksOf = (inventory: Inventory) =>
  of(inventory, "compute/regionDisk").map(({ urn, inputs, protect, ignoreChanges }) => {
    // Once made, what it was made from is ignored.
    const { asyncPrimaryDisk: _, ...kept } = inputs;
    return JSON.stringify([urn, kept, protect, ignoreChanges]);
  });

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
      seen.push(...disksOf(prod), ...disksOf(dr));
    },
    120_000,
  );
});

describe("its disk", () => {
  it("is one for each region, protected and the same in every mode, role and state", () => {
    const disks = [...new Set(seen)].map((text) => JSON.parse(text));
    expect(disks.map(([, { name, replicaZones }]) => [name, replicaZones])).toEqual([
      ["api-platform-volume-us-central1-1", ["us-central1-a", "us-central1-b"]],
      ["api-platform-volume-us-east1-1", ["us-east1-b", "us-east1-c"]],
    ]);
    expect(disks.map(([, , protect, ignored]) => [protect, ignored])).toEqual([
      [true, ["asyncPrimaryDisk", "snapshot"]],
      [true, ["asyncPrimaryDisk", "snapshot"]],
    ]);
    // Hot in five situations, both regions each; else the primary region's alone.
    expect(seen).toHaveLength(2 * 5 + 5 + 5);
  });

  it("is copied from its own stack to the other's, and snapshotted where it is written to", async () => {
    const { prod, dr } = await both(standing);
    const link = (region: string) =>
      `projects/example-bank-prod/regions/${region}/disks/api-platform-volume-${region}-1`;
    expect(of(prod, "compute/diskAsyncReplication").map(({ inputs }) => inputs)).toEqual([
      { primaryDisk: expect.anything(), secondaryDisk: { disk: link(AWAY) } },
    ]);
    expect(of(dr, "compute/diskAsyncReplication")).toEqual([]);
    expect(one(dr, "compute/regionDisk", "api-platform-volume-us-east1-1")).toMatchObject({
      asyncPrimaryDisk: { disk: link(HOME) },
      size: 500,
    });
    const attached = "compute/regionDiskResourcePolicyAttachment";
    expect([of(prod, attached).length, of(dr, attached).length]).toEqual([1, 0]);
    expect(one(prod, "compute/resourcePolicy", "volume-us-central1")).toMatchObject({
      snapshotSchedulePolicy: {
        schedule: { hourlySchedule: { hoursInCycle: 4 } },
        retentionPolicy: { maxRetentionDays: 14, onSourceDiskDelete: "KEEP_AUTO_SNAPSHOTS" },
        snapshotProperties: { storageLocations: "us" },
      },
    });
    // Each instance asks for its own region's, and may attach nothing else.
    const boots = one(dr, "compute/regionInstanceTemplate", "files-us-east1")?.["metadata"];
    expect(JSON.stringify(boots)).toContain(link(AWAY));
    expect(of(prod, "projects/iAMCustomRole").map(({ inputs }) => inputs["permissions"])).toEqual([
      ["compute.disks.use", "compute.instances.attachDisk"],
    ]);
    expect(one(prod, "projects/iAMMember", "files-attach")?.["condition"]).toMatchObject({
      expression:
        'resource.name.extract("/instances/{name}").startsWith("api-platform-files-") || resource.name.extract("/disks/{name}").startsWith("api-platform-volume-")',
    });
  });
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
