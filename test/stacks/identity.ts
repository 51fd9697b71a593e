import * as fs from "node:fs";
import * as path from "node:path";
import { type FieldRules, loadFieldRules } from "../../inventory/fields/rules";
import { checkInventory } from "../../inventory/check";
import type { Inventory, Resource } from "../../inventory/model";
import { DERIVED, DESCRIBED, inventoryOf, PROJECT, type Stack, STACKS, titleOf } from "./runs";

/** What would be lost, or would have to be told to others again, if it were made anew. */
const HOLDS_DATA = new Set([
  "gcp:certificateauthority/authority:Authority",
  "gcp:certificateauthority/caPool:CaPool",
  "gcp:compute/globalAddress:GlobalAddress",
  "gcp:compute/network:Network",
  "gcp:container/cluster:Cluster",
  "gcp:dns/managedZone:ManagedZone",
  "gcp:firestore/database:Database",
  "gcp:gkebackup/backupPlan:BackupPlan",
  "gcp:secretmanager/secret:Secret",
  "gcp:secretmanager/secretVersion:SecretVersion",
  "gcp:servicenetworking/connection:Connection",
  "gcp:spanner/database:Database",
  "gcp:spanner/instance:Instance",
  "gcp:sql/database:Database",
  "gcp:sql/databaseInstance:DatabaseInstance",
  "gcp:sql/user:User",
  "gcp:storage/bucket:Bucket",
  "random:index/randomPassword:RandomPassword",
]);

const ALL = [...DESCRIBED, ...DERIVED.filter(({ instances }) => instances === "derived")];
const stacks: Stack[] = ["prod", "dr"];

const read = (name: string) =>
  fs.readFileSync(path.join(PROJECT, "inventory/fields", name), "utf8");
const rules: FieldRules = loadFieldRules(read("google.tsv"), read("declared.tsv"));

export function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((one, index) =>
    items.slice(index + 1).map((other): [Item, Item] => [one, other]),
  );
}

const holders = ({ resources }: Inventory): Resource[] =>
  resources.filter(({ type }) => HOLDS_DATA.has(type));

/** Data-holding resources of one that the other lacks, by name in Google Cloud. */
export function missing(from: Inventory, to: Inventory): string[] {
  const there = new Set(holders(to).map(identity));
  return holders(from)
    .map(identity)
    .filter((one) => !there.has(one));
}

const identity = ({ urn, inputs }: Resource): string => `${urn} ${String(inputs["name"])}`;

/** Immutable fields that differ between two lives of the same resource. */
export function replaced(one: Inventory, other: Inventory): string[] {
  const later = new Map(other.resources.map((resource) => [resource.urn, resource]));
  return one.resources.flatMap((resource) => {
    const now = later.get(resource.urn);
    return now
      ? changed(resource.inputs, now.inputs, "")
          .filter((field) => rules.isReplace(resource.type, field))
          .map((field) => `${resource.urn} ${field}`)
      : [];
  });
}

/** Paths whose values differ, without list indices, as the field rules name them. */
function changed(one: unknown, other: unknown, at: string): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (!isObject(one) || !isObject(other)) return [at];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const isList = Array.isArray(one) || Array.isArray(other);
  const below = [...keys].flatMap((key) =>
    changed(one[key], other[key], isList ? at : at === "" ? key : `${at}.${key}`),
  );
  return [...new Set(at === "" ? below : [at, ...below])];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Nothing that holds data, and no immutable field, depends on mode, role or a region's state. */
export function identityTests(): void {
  it.each(ALL.map((asked) => [titleOf(asked), asked] as const))(
    "runs both stacks without a problem: %s",
    async (_, asked) => {
      for (const stack of stacks) {
        const { findings, coverage } = checkInventory(await inventoryOf(stack, asked), rules);
        expect(findings).toEqual([]);
        expect(coverage.none).toEqual([]);
      }
    },
  );

  it.each(stacks)(
    "keeps all data and every immutable field between any two, in %s",
    async (stack) => {
      const seen: string[] = [];
      for (const [one, other] of pairs(DESCRIBED)) {
        const [before, after] = [await inventoryOf(stack, one), await inventoryOf(stack, other)];
        seen.push(...missing(before, after), ...missing(after, before), ...replaced(before, after));
      }
      expect([...new Set(seen)]).toEqual([]);
      expect(pairs(DESCRIBED)).toHaveLength(105);
    },
  );

  it.each(stacks)(
    "loses, with derived instances, the replica of cold alone, in %s",
    async (stack) => {
      const seen: string[] = [];
      for (const [one, other] of pairs(DERIVED)) {
        const [before, after] = [await inventoryOf(stack, one), await inventoryOf(stack, other)];
        const gone = [...missing(before, after), ...missing(after, before)];
        seen.push(...replaced(before, after));
        const cold = [one, other].filter(
          ({ mode, primary }) => mode === "cold" && primary !== STACKS[stack],
        );
        // Only where one of the two is a cold standby may anything differ: its instance.
        const name = `online-bank-accounts-db-${STACKS[stack]}-1`;
        expect(gone.map((line) => line.split(" ")[1])).toEqual(cold.length === 1 ? [name] : []);
      }
      expect([...new Set(seen)]).toEqual([]);
    },
  );

  it.each(stacks)(
    "has the same resources in any two, but for the fence of a region to come and alerts on one that stands, in %s",
    async (stack) => {
      const urns = await Promise.all(
        DESCRIBED.map(async (asked) =>
          (await inventoryOf(stack, asked)).resources.map((r) => r.urn),
        ),
      );
      const everywhere = urns.reduce((common, list) => common.filter((urn) => list.includes(urn)));
      const sometimes = [...new Set(urns.flat())].filter((urn) => !everywhere.includes(urn));
      const isAlert = (urn: string) => urn.includes("$gcp:monitoring/alertPolicy:AlertPolicy::");
      const named = (urn: string) => urn.split("::").at(-1) ?? "";
      const ofPlanned = ["fence-us-east1-in", "fence-us-east1-out"];
      expect(
        sometimes
          .filter((urn) => !isAlert(urn))
          .map(named)
          .sort(),
      ).toEqual(stack === "prod" ? ofPlanned : []);
      const alerts = sometimes.filter(isAlert).map(named);
      expect(alerts.filter((name) => !/us-(east1|central1)/.test(name))).toEqual([]);
    },
  );
}
