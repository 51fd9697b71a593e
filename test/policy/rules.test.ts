import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { policyRules } from "../../policy/rules/index";
import { type Case, titleOf } from "../stacks/runs";
import { bankIn, evaluated, said, type Scene } from "./bank";
import { type Change, type Mutant, mutated } from "./mutate";
import { data } from "./mutants/data";
import { databases } from "./mutants/databases";
import { disk, disks } from "./mutants/disks";
import { backup, edge } from "./mutants/edge";
import { keys } from "./mutants/keys";
import { podNodes } from "./mutants/nodes";
import { groups } from "./mutants/groups";
import { monitoring } from "./mutants/monitoring";
import { network } from "./mutants/network";
import { pods } from "./mutants/pods";
import { templates } from "./mutants/templates";
import { traffic } from "./mutants/traffic";
import { writers } from "./mutants/writers";

/** Every mode, both primary regions, the other one planned, standing and lost. */
const CASES = {
  hot: { mode: "hot", primary: "us-central1", other: "standing", instances: "described" },
  warm: { mode: "warm", primary: "us-east1", other: "standing", instances: "described" },
  cold: { mode: "cold", primary: "us-central1", other: "planned", instances: "derived" },
  lost: { mode: "hot", primary: "us-east1", other: "lost", instances: "described" },
} as const satisfies Record<string, Case>;

const MUTANTS = [
  ...databases,
  ...groups,
  ...templates,
  ...pods,
  ...podNodes,
  ...traffic,
  ...network,
  ...data,
  ...keys,
  ...edge,
  ...monitoring,
  ...writers,
  ...disks,
];

describe("the bank", () => {
  it.each(Object.values(CASES).map((asked) => [titleOf(asked), asked] as const))(
    "breaks no rule: %s",
    async (_, asked) => {
      expect(said(evaluated(await bankIn(asked)))).toEqual([]);
    },
  );

  it("is held against every rule but those about queues and the states' home", async () => {
    const { evaluated: held } = evaluated(await bankIn(CASES.hot));
    const ids = policyRules.map(({ id }) => id).filter((id) => id !== "R34" && id !== "R32");
    expect(held).toEqual(ids);
  });
});

describe("what is described as such", () => {
  it("may be kept on a disk, and in a copy of another region's", async () => {
    const copy = { asyncPrimaryDisk: { disk: "projects/p/regions/us-east1/disks/volume" } };
    const scene = mutated(await bankIn(CASES.hot), disk(copy));
    expect(said(evaluated(scene))).toEqual([]);
  });

  it("may be reached by a load balancer of one region", async () => {
    expect(said(evaluated(mutated(await bankIn(CASES.hot), backup())))).toEqual([]);
  });

  it("may have no backend while its region is lost, and takes no load then", async () => {
    const scene = mutated(await bankIn(CASES.hot), [
      { at: "prod compute.BackendService products", set: { backends: [] } },
    ]);
    const rules = evaluated(scene).findings.map(({ rule }) => rule);
    expect(rules).not.toContain("R18");
  });

  it("may be in one zone", async () => {
    const scene = mutated(await bankIn(CASES.hot), [
      { at: "dr compute.RegionInstanceGroupManager web-us-east1", set: { zone: "us-east1-b" } },
    ]);
    const { services } = scene.situation;
    const web = { ...services["web"]!, placement: "single-zone" as const };
    const situation = { ...scene.situation, services: { ...services, web } };
    expect(said(evaluated({ ...scene, situation }))).toEqual([]);
  });
});

describe("one writer", () => {
  const writer = "online-bank-accounts-db-us-central1-1";
  const onlyR41 = (scene: Scene) => said(evaluated(scene)).filter((line) => line.startsWith("R41"));

  it("is in the region that is described as primary", async () => {
    const scene = await bankIn(CASES.hot);
    const situation = { ...scene.situation, primary: "us-east1" };
    expect(onlyR41({ ...scene, situation })).toEqual([
      `R41 prod ${writer} instanceType: takes the writes in "us-central1", and the primary region is "us-east1"; switch over, or name the region that has the writes`,
    ]);
  });

  it("is there at all", async () => {
    const scene = mutated(await bankIn(CASES.hot), [
      { at: `prod sql.DatabaseInstance ${writer}`, set: { masterInstanceName: "another" } },
    ]);
    expect(onlyR41(scene)).toEqual([
      `R41 prod ${writer} masterInstanceName: copies a store that no instance takes writes for; make the instance in "us-central1" the writer`,
    ]);
  });
});

describe("workers and their queue", () => {
  const zonal = (zone: string): Change => ({
    at: `dr compute.InstanceGroupManager products-${zone}`,
    is: "new",
    set: { zone, updatePolicy: { maxSurgeFixed: 1, maxUnavailableFixed: 0 } },
  });

  it("have a group in each zone, which count together", async () => {
    const scene = await bankIn(CASES.hot);
    const two = mutated(scene, [zonal("us-east1-b"), zonal("us-east1-c")]);
    expect(said(evaluated(two))).toEqual([]);
    expect(said(evaluated(mutated(scene, [zonal("us-east1-b")])))).toEqual([
      'R10 prod products-us-east1-b zone: "us-east1-b" is the only zone, and the service goes down with it; use a RegionInstanceGroupManager',
    ]);
  });

  it("need no second place for what was given up", async () => {
    const kept = { options: { protect: true }, is: "new" as const };
    const needs = ["prod projects.Service pubsub"] as const;
    const dead = "prod pubsub.Topic dead";
    const scene = mutated(await bankIn(CASES.hot), [
      {
        at: "prod projects.Service pubsub",
        is: "new",
        set: { service: "pubsub.googleapis.com", disableOnDestroy: false },
      },
      { ...kept, at: dead, needs, set: { name: "dead" } },
      { ...kept, at: "prod pubsub.TopicIAMMember dead", needs, needsBy: { topic: [dead] } },
      {
        ...{ ...kept, at: "prod pubsub.Subscription tasks", needs },
        set: { deadLetterPolicy: { deadLetterTopic: "dead" } },
        needsBy: { deadLetterPolicy: [dead] },
      },
      { ...kept, at: "prod pubsub.Subscription dead", needs, needsBy: { topic: [dead] } },
    ]);
    expect(said(evaluated(scene))).toEqual([]);
  });
});

describe("a mutant of the bank", () => {
  it("is there for every rule", () => {
    const broken = new Set(MUTANTS.map(({ rule }) => rule));
    // No stack of the bank has a home of the states: R32's mutants are in test/bootstrap.
    expect([...broken, "R32"].sort()).toEqual(policyRules.map(({ id }) => id).sort());
  });

  it("comes from every file of mutants", () => {
    const files = readdirSync(path.join(__dirname, "mutants"));
    const source = readFileSync(__filename, "utf8");
    const read = [...source.matchAll(/from "\.\/mutants\/(.+)"/g)].map(([, name]) => `${name}.ts`);
    expect(read.sort()).toEqual(files.sort());
  });

  const titled = MUTANTS.map((mutant): [string, string, Mutant] => [
    mutant.rule,
    mutant.what,
    mutant,
  ]);
  it.each(titled)("breaks %s alone: %s", async (rule, _, { changes, says, of }) => {
    const found = said(evaluated(mutated(await bankIn(CASES[of ?? "hot"]), changes)));
    expect(found).toEqual(says.map((line) => `${rule} ${line}`));
  });
});
