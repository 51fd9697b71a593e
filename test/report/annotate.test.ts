import { annotate, regionNote } from "../../report/annotate";
import type { System } from "../../system/schema/system";
import {
  accountsDb,
  bank,
  bankIn,
  bucketIn,
  cold,
  failedOver,
  planned,
  steady,
  switchedOver,
  there,
  topologyOf,
  warm,
  webService,
} from "../topology/fixtures";
import { component, inventory } from "./fixtures";

/** What is said of a component in a region's stack. */
function note(system: System, region: string, kind: string, name: string): string | undefined {
  const topology = topologyOf(system);
  const [, resource] = inventory("prod", component(kind, name)).resources;
  return annotate(there(resource), topology, there(topology.regions[region]));
}

const CENTRAL = "us-central1";
const EAST = "us-east1";
const MACHINE = "POSTGRES_16, db-perf-optimized-N-4";

describe("what is said of a region", () => {
  it.each<[string, System, string, string]>([
    ["hot", steady(), "primary, takes the writes", "hot standby"],
    ["warm", warm(), "primary, takes the writes", "warm standby"],
    ["cold", cold(), "primary, takes the writes", "cold standby"],
    ["hot, switched over", switchedOver(), "hot standby", "primary, takes the writes"],
    [
      "hot, us-east1 planned",
      planned(),
      "primary, takes the writes",
      "hot standby, planned: nothing refers to it yet",
    ],
    [
      "failed over",
      failedOver(),
      "lost: fenced, nothing refers to it",
      "primary, takes the writes",
    ],
  ])("in %s", (_, system, central, east) => {
    const topology = topologyOf(system);
    const notes = Object.values(topology.regions).map((region) => regionNote(topology, region));
    expect(notes).toEqual([central, east]);
    expect(note(system, EAST, "Region", EAST)).toBe(east);
  });
});

describe("what is said of a service's instances", () => {
  it.each<[string, System, string, string]>([
    ["hot", steady(), EAST, "11 instances in zones b, c, d (up to 15), serving"],
    ["warm", warm(), EAST, "3 instances in zones b, c, d (up to 15), closed"],
    ["cold", cold(), EAST, "0 instances in zones b, c, d (autoscaler off), closed"],
    [
      "hot, us-east1 planned",
      planned(),
      EAST,
      "11 instances in zones b, c, d (up to 15), behind no load balancer yet",
    ],
    ["failed over", failedOver(), CENTRAL, "fenced, autoscaler off"],
  ])("in %s", (_, system, region, expected) => {
    expect(note(system, region, "InstanceService", `web-${region}`)).toBe(expected);
  });

  it("counts one as one", () => {
    const zones = { [CENTRAL]: ["a"], [EAST]: ["b"] };
    const web = webService({ placement: "single-zone", zones });
    const system = bank({ services: { web }, standby: "warm" });
    expect(note(system, EAST, "InstanceService", `web-${EAST}`)).toBe(
      "1 instance in zone b (up to 7), closed",
    );
  });
});

describe("what is said of a database", () => {
  it.each<[string, System, string, string]>([
    [
      "hot",
      steady(),
      `writer, HA, ${MACHINE}, DR replica bank-accounts-db-us-east1-1`,
      `replica of bank-accounts-db-us-central1-1, HA, ${MACHINE}`,
    ],
    [
      "warm",
      warm(),
      `writer, HA, ${MACHINE}, DR replica bank-accounts-db-us-east1-1`,
      `replica of bank-accounts-db-us-central1-1, no HA until promoted, ${MACHINE}`,
    ],
    [
      "failed over",
      failedOver(),
      `fenced: left in the role it had, ${MACHINE}`,
      `writer, HA, ${MACHINE}`,
    ],
  ])("in %s", (_, system, central, east) => {
    expect([
      note(system, CENTRAL, "Database", `accounts-db-${CENTRAL}`),
      note(system, EAST, "Database", `accounts-db-${EAST}`),
    ]).toEqual([central, east]);
  });

  it("is where its name leads", () => {
    const host = "accounts-db.bank.internal";
    expect(note(steady(), CENTRAL, "Dns", "bank")).toBe(`${host} → us-central1`);
    expect(note(switchedOver(), CENTRAL, "Dns", "bank")).toBe(`${host} → us-east1`);
  });
});

describe("what is said of load balancers", () => {
  it.each<[string, System, string, string]>([
    ["hot", steady(), "us-central1 open, us-east1 open", "us-central1 open, us-east1 closed"],
    ["warm", warm(), "us-central1 open, us-east1 closed", "us-central1 open, us-east1 closed"],
    ["failed over", failedOver(), "us-east1 open", "us-east1 open"],
  ])("in %s", (_, system, web, accounts) => {
    expect(note(system, CENTRAL, "LoadBalancer", "bank")).toBe(`web: ${web}`);
    expect(note(system, CENTRAL, "InternalLoadBalancer", "bank-internal")).toBe(
      `accounts: ${accounts}`,
    );
  });
});

describe("what is said of other data", () => {
  it.each<[string, string | [string, string], Partial<{ standby: "cold" }>, string]>([
    ["two regions", [CENTRAL, EAST], {}, "dual-region us-central1 + us-east1, turbo replication"],
    [
      "two regions, cold",
      [CENTRAL, EAST],
      { standby: "cold" },
      "dual-region us-central1 + us-east1",
    ],
    ["many", "US", {}, "multi-region US"],
    ["one", CENTRAL, {}, "region US-CENTRAL1"],
  ])("of a bucket in %s", (_, location, overrides, expected) => {
    const system = bank({ data: { documents: bucketIn(location) }, services: {}, ...overrides });
    expect(note(system, CENTRAL, "ObjectStore", "documents")).toBe(expected);
  });

  it("of documents is where they are", () => {
    expect(note(steady(), CENTRAL, "Documents", "products")).toBe("nam5");
  });

  it("of exports is how many, and that only the primary's run", () => {
    const store = accountsDb({ backups: { export: { every: "1 day", keep: "30 days" } } });
    const system = bank({ data: { "accounts-db": store } });
    expect(note(system, CENTRAL, "Backups", CENTRAL)).toBe("1 export");
    expect(note(system, EAST, "Backups", EAST)).toBe("1 export, paused");
    expect(note(steady(), CENTRAL, "Backups", CENTRAL)).toBeUndefined();
  });
});

describe("nothing", () => {
  it.each(["Network", "Identities", "Project"])("is said of a %s, which only groups", (kind) => {
    expect(note(steady(), CENTRAL, kind, "bank")).toBeUndefined();
  });

  it.each(["InstanceService", "Database", "ObjectStore", "Documents"])(
    "is said of a %s that the topology doesn't know",
    (kind) => {
      expect(note(bankIn({}), CENTRAL, kind, "gone-us-central1")).toBeUndefined();
    },
  );
});
