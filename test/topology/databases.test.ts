import * as fc from "fast-check";
import type { System } from "../../system/schema/system";
import { editionOf } from "../../system/kinds/cloud-sql";
import type { SqlInstance } from "../../topology/model";
import {
  accountsDb,
  bank,
  bankIn,
  cold,
  failedOver,
  planned,
  steady,
  switchedOver,
  there,
  threeRegions,
  topologyOf,
  warm,
} from "./fixtures";

const CENTRAL = "bank-accounts-db-us-central1-1";
const EAST = "bank-accounts-db-us-east1-1";
const EUROPE = "bank-accounts-db-europe-west1-1";

/** The instance of each region that holds one. */
function instancesOf(system: System): Readonly<Record<string, SqlInstance>> {
  const regions = Object.values(topologyOf(system).regions);
  return Object.fromEntries(
    regions.flatMap(({ name, instances }) => {
      const instance = instances["accounts-db"];
      return instance ? [[name, instance]] : [];
    }),
  );
}

const database = (system: System) => there(topologyOf(system).databases["accounts-db"]);
const withStore = (overrides: object) => ({ data: { "accounts-db": accountsDb(overrides) } });

const writer = { role: "writer", ha: true, replicas: [], reads: [] } as const;
const replica = { role: "replica", replicas: [], reads: [] } as const;
const fenced = { role: "fenced", replicas: [], reads: [] } as const;
const central = { store: "accounts-db", region: "us-central1", name: CENTRAL } as const;
const east = { store: "accounts-db", region: "us-east1", name: EAST } as const;
const europe = { store: "accounts-db", region: "europe-west1", name: EUROPE } as const;

describe("the instances of a database", () => {
  it.each<[string, System, Record<string, SqlInstance>]>([
    [
      "hot: a writer whose DR replica is HA itself",
      steady(),
      {
        "us-central1": { ...central, ...writer, replicas: [EAST], drReplica: EAST },
        "us-east1": { ...east, ...replica, source: CENTRAL, ha: true },
      },
    ],
    [
      "hot, switched over: the same two, the other way round",
      switchedOver(),
      {
        "us-central1": { ...central, ...replica, source: EAST, ha: true },
        "us-east1": { ...east, ...writer, replicas: [CENTRAL], drReplica: CENTRAL },
      },
    ],
    [
      "hot, failed over: the lost one fenced, and nothing refers to it",
      failedOver(),
      {
        "us-central1": { ...central, ...fenced, source: EAST, ha: true },
        "us-east1": { ...east, ...writer, besideLost: true },
      },
    ],
    [
      "hot, the other region planned: its replica is declared, the writer doesn't know it",
      planned(),
      {
        "us-central1": { ...central, ...writer },
        "us-east1": { ...east, ...replica, source: CENTRAL, ha: true },
      },
    ],
    [
      "warm: a DR replica without HA",
      warm(),
      {
        "us-central1": { ...central, ...writer, replicas: [EAST], drReplica: EAST },
        "us-east1": { ...east, ...replica, source: CENTRAL, ha: false },
      },
    ],
    ["cold: the writer alone", cold(), { "us-central1": { ...central, ...writer } }],
    [
      "cold, switched over",
      bank({ standby: "cold", primary: "us-east1" }),
      { "us-east1": { ...east, ...writer } },
    ],
    [
      "hot in three regions: the first of the others is the DR replica",
      threeRegions(),
      {
        "us-central1": { ...central, ...writer, replicas: [EAST, EUROPE], drReplica: EAST },
        "us-east1": { ...east, ...replica, source: CENTRAL, ha: true },
        "europe-west1": { ...europe, ...replica, source: CENTRAL, ha: true },
      },
    ],
    [
      "hot in three regions, the standby lost: the third takes its place",
      bankIn({ "us-east1": "lost" }, { regions: threeRegions().regions }),
      {
        "us-central1": {
          ...{ ...central, ...writer, replicas: [EUROPE], drReplica: EUROPE },
          besideLost: true,
        },
        "us-east1": { ...east, ...fenced, source: CENTRAL, ha: true },
        "europe-west1": { ...europe, ...replica, source: CENTRAL, ha: true },
      },
    ],
  ])("are, in %s", (_, system, expected) => {
    expect(instancesOf(system)).toEqual(expected);
  });

  it("have no DR replica on Enterprise, which has no such thing", () => {
    const { "us-central1": home } = instancesOf(bank(withStore({ tier: "db-custom-4-15360" })));
    expect(home).toEqual({ ...central, ...writer, replicas: [EAST] });
  });

  it("are those of the map where one is written, with their generations", () => {
    const instances = { "us-central1": 3, "us-east1": 2 };
    const [third, second] = ["bank-accounts-db-us-central1-3", "bank-accounts-db-us-east1-2"];
    expect(instancesOf(bank(withStore({ instances })))).toEqual({
      "us-central1": { ...central, ...writer, name: third, replicas: [second], drReplica: second },
      "us-east1": { ...east, ...replica, name: second, source: third, ha: true },
    });
  });

  it("stay where the map says when the mode would have none", () => {
    const instances = { "us-central1": 1, "us-east1": 1 };
    expect(
      Object.keys(instancesOf(bank({ standby: "cold", ...withStore({ instances }) }))),
    ).toEqual(["us-central1", "us-east1"]);
  });

  it("stand only where the map says, even in hot", () => {
    const only = bank(withStore({ instances: { "us-central1": 1 } }));
    expect(instancesOf(only)).toEqual({ "us-central1": { ...central, ...writer } });
    expect(database(only).regions).toEqual(["us-central1"]);
  });
});

describe("a database over all regions", () => {
  it("is found by a name that follows the writer, and declared on the home region's instance", () => {
    for (const [system, region] of [
      [steady(), "us-central1"],
      [switchedOver(), "us-east1"],
      [failedOver(), "us-east1"],
    ] as const) {
      expect(database(system)).toMatchObject({
        writer: region,
        host: "accounts-db.bank.internal",
        homeInstance: CENTRAL,
        edition: "ENTERPRISE_PLUS",
        regions: ["us-central1", "us-east1"],
      });
    }
  });

  it("names the home instance with its generation", () => {
    const rebuilt = bank(withStore({ instances: { "us-central1": 4, "us-east1": 1 } }));
    expect(database(rebuilt).homeInstance).toBe("bank-accounts-db-us-central1-4");
  });

  it.each([
    ["db-perf-optimized-N-4", undefined, "ENTERPRISE_PLUS"],
    ["db-custom-4-15360", undefined, "ENTERPRISE"],
    ["db-custom-4-15360", "ENTERPRISE_PLUS", "ENTERPRISE_PLUS"],
  ] as const)("with tier %s and edition %s is %s", (tier, edition, expected) => {
    expect(editionOf({ tier, ...(edition ? { edition } : {}) })).toBe(expected);
  });
});

describe("any description of the same instances", () => {
  const regions = Object.keys(threeRegions().regions);
  const generation = fc.integer({ min: 1, max: 999 });
  const instances = fc.tuple(generation, generation, generation);
  const state = fc.constantFrom("planned", "standing", "lost" as const);
  const described = fc.record({
    standby: fc.constantFrom("cold", "warm", "hot" as const),
    primary: fc.constantFrom(...regions),
    states: fc.tuple(state, state, state),
  });

  it("names them alike, whatever the mode, the primary and the states", () => {
    fc.assert(
      fc.property(described, instances, ({ standby, primary, states }, numbers) => {
        const byRegion = <T>(values: readonly T[]) =>
          Object.fromEntries(regions.map((region, index) => [region, there(values[index])]));
        const system = bankIn(
          { ...byRegion(states), [primary]: "standing" },
          {
            ...{ standby, primary, regions: threeRegions().regions },
            ...withStore({ instances: byRegion(numbers) }),
          },
        );
        const held = instancesOf(system);
        expect(regions.map((region) => held[region]?.name)).toEqual(
          regions.map((region, index) => `bank-accounts-db-${region}-${numbers[index]}`),
        );
        holdsRoles(system, held);
      }),
    );
  });

  /** One writer, in the primary; what it knows is standing and copies it; nobody refers to what is lost. */
  function holdsRoles(system: System, held: Readonly<Record<string, SqlInstance>>): void {
    const { primary } = system;
    for (const [region, instance] of Object.entries(held)) {
      const lost = system.regions[region]?.state === "lost";
      expect(instance.role).toBe(lost ? "fenced" : region === primary ? "writer" : "replica");
      expect(instance.source).toBe(instance.role === "writer" ? undefined : held[primary]?.name);
    }
    const known = regions.filter(
      (region) => region !== primary && system.regions[region]?.state === "standing",
    );
    const others = Object.values(held).filter(({ region }) => region !== primary);
    expect(others.flatMap(({ replicas }) => replicas)).toEqual([]);
    const { replicas, drReplica } = there(held[primary]);
    expect(replicas).toEqual(known.map((region) => held[region]?.name));
    expect(drReplica).toBe(system.standby === "cold" ? undefined : replicas[0]);
  }
});
