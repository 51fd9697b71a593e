import * as fs from "node:fs";
import * as path from "node:path";
import { checkInventory } from "../../inventory/check";
import { type FieldRules, loadFieldRules } from "../../inventory/fields/rules";
import type { Inventory } from "../../inventory/model";
import { situationOf } from "../../policy/situation";
import { surprisesOf, titleOf } from "../../policy/survival/surprise";
import { survivalOf } from "../../policy/survival/survive";
import type { Topology } from "../../topology/model";
import { readTopology } from "../../topology/read";
import { evaluated, said, type Scene, TODAY } from "../policy/bank";
import { missing, pairs, replaced } from "./identity";
import { privilegesOf } from "./privileges";
import { MODES, PROJECT, run, type Stack } from "./runs";
import { SYSTEMS, type SystemName } from "./shipped";

const read = (file: string) => fs.readFileSync(path.join(PROJECT, file), "utf8");
const rules: FieldRules = loadFieldRules(
  read("inventory/fields/google.tsv"),
  read("inventory/fields/declared.tsv"),
);

/** A mode, where the writes go, and what the other region is. */
interface Asked {
  readonly standby: (typeof MODES)[number];
  readonly primary: "home" | "other";
  readonly other: "planned" | "standing" | "lost";
}

/** The home region can't be planned, and the other one can't be the primary before it stands. */
const CASES: readonly Asked[] = MODES.flatMap((standby) => [
  { standby, primary: "home" as const, other: "planned" as const },
  { standby, primary: "home" as const, other: "standing" as const },
  { standby, primary: "home" as const, other: "lost" as const },
  { standby, primary: "other" as const, other: "standing" as const },
  { standby, primary: "other" as const, other: "lost" as const },
]);

function topologyOf(system: string, whatIf: Readonly<Record<string, unknown>>): Topology {
  const found = readTopology({ path: system, text: read(system), whatIf }, "example-bank-prod");
  if (!found.topology) throw new Error(JSON.stringify(found.problems));
  return found.topology;
}

/** The values that make a system's description the one that is asked for. */
function whatIfOf(name: SystemName, { standby, primary, other }: Asked) {
  const { home, regions, system } = topologyOf(`systems/${name}.yaml`, {});
  const [away = ""] = Object.keys(regions).filter((region) => region !== home);
  const [writing, waiting] = primary === "home" ? [home, away] : [away, home];
  // Written out, so that no mode decides which of them there are.
  const instances = Object.fromEntries(
    Object.entries(system.data)
      .filter(([, { kind }]) => kind === "cloud-sql")
      .map(([store]) => [`data.${store}.instances`, { [home]: 1, [away]: 1 }]),
  );
  const onKubernetes = Object.values(system.services).some(({ runs }) => runs.on === "kubernetes");
  return {
    ...{ standby, primary: writing, ...instances },
    [`regions.${writing}.state`]: "standing",
    [`regions.${waiting}.state`]: other,
    ...(onKubernetes ? { "kubernetes.clusters": [home, away] } : {}),
  };
}

/** Both stacks of a system in a case; the same run is done once, one after the other. */
function sceneOf(name: SystemName, asked: Asked): Promise<Scene> {
  const key = JSON.stringify([name, asked]);
  const known = scenes.get(key) ?? runBoth(name, asked);
  scenes.set(key, known);
  return known;
}

const scenes = new Map<string, Promise<Scene>>();

async function runBoth(name: SystemName, asked: Asked): Promise<Scene> {
  const system = `systems/${name}.yaml`;
  const whatIf = whatIfOf(name, asked);
  const { home, regions, system: described } = topologyOf(system, whatIf);
  const stacks = await Promise.all(
    Object.keys(regions).map(async (region) => {
      const stack: Stack = region === home ? "prod" : "dr";
      return { region, inventory: await run(stack, whatIf, { system, region }) };
    }),
  );
  return { stacks, situation: situationOf(described) };
}

/** What ends something without having been decided, as `loss: what: because`. */
function surprisesIn({ stacks, situation }: Scene): readonly string[] {
  return surprisesOf(survivalOf(stacks, situation, TODAY)).map(
    ({ loss, what, because }) => `${titleOf(loss)}: ${what}: ${because}`,
  );
}

const inventoriesOf = async (name: SystemName, stack: Stack): Promise<Inventory[]> => {
  const all = await Promise.all(CASES.map((asked) => sceneOf(name, asked)));
  return all.flatMap(({ stacks }) =>
    stacks.map(({ inventory }) => inventory).filter((inventory) => inventory.stack === stack),
  );
};

describe.each(SYSTEMS)("%s", (name) => {
  it.each(CASES)(
    "has no problem, breaks no rule, opens nothing: $standby, primary $primary, the other region $other",
    async (asked) => {
      const scene = await sceneOf(name, asked);
      for (const { inventory } of scene.stacks) {
        const { findings, coverage } = checkInventory(inventory, rules);
        expect(findings).toEqual([]);
        expect(coverage.none).toEqual([]);
      }
      expect(said(evaluated(scene))).toEqual([]);
      expect(privilegesOf(scene)).toEqual([]);
      // Where one region stands alone, its loss is survived by nothing, and everybody knows it.
      const survivable = asked.other === "standing";
      expect(survivable ? surprisesIn(scene) : []).toEqual([]);
    },
  );

  it.each(["prod", "dr"] as const)(
    "keeps all data and every immutable field between any two cases, in %s",
    async (stack) => {
      const inventories = await inventoriesOf(name, stack);
      expect(inventories).toHaveLength(CASES.length);
      const seen = pairs(inventories).flatMap(([one, other]) => [
        ...missing(one, other),
        ...missing(other, one),
        ...replaced(one, other),
      ]);
      // What a disk was made from is ignored once it is made.
      const others = seen.filter((line) => !/:RegionDisk::\S+ asyncPrimaryDisk$/.test(line));
      expect([...new Set(others)]).toEqual([]);
    },
  );
});
