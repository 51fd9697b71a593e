import type { System } from "../../system/schema/system";
import { environmentOf } from "../../topology/environment";
import type { SqlInstance } from "../../topology/model";
import {
  accountsDb,
  bank,
  bankIn,
  failedOver,
  planned,
  steady,
  switchedOver,
  there,
  topologyOf,
} from "./fixtures";

const two = (overrides: object = {}) => ({
  data: { "accounts-db": accountsDb({ readReplicas: 2, ...overrides }) },
});
/** The same system, its database read from two copies in each region. */
const reading = ({ standby, primary, regions }: System): System => ({
  ...bank(two()),
  ...{ standby, primary, regions },
});
const held = (system: System): readonly SqlInstance[] =>
  Object.values(topologyOf(system).regions).flatMap(
    ({ instances }) => instances["accounts-db"] ?? [],
  );
const names = (system: System) =>
  Object.fromEntries(held(system).map(({ region, reads }) => [region, reads.map((r) => r.name)]));
const readFrom = (system: System) => there(topologyOf(system).databases["accounts-db"]).reading;

const BOTH = {
  "us-central1": ["bank-accounts-db-us-central1-1-read-a", "bank-accounts-db-us-central1-1-read-b"],
  "us-east1": ["bank-accounts-db-us-east1-1-read-b", "bank-accounts-db-us-east1-1-read-c"],
};

describe("read replicas", () => {
  it.each([
    ["hot", steady()],
    ["switched over", switchedOver()],
    ["failed over", failedOver()],
    ["the other region planned", planned()],
    ["warm", bank({ standby: "warm" })],
  ])("stand beside the instance of each region, named after their zones: %s", (_, system) => {
    expect(names(reading(system))).toEqual(BOTH);
  });

  it("are no replicas that take over, and leave the roles as they are", () => {
    const without = held(steady()).map((instance) => ({ ...instance, reads: [] }));
    const beside = held(reading(steady())).map((instance) => ({ ...instance, reads: [] }));
    expect(beside).toEqual(without);
  });

  it("follow the generation of what they copy", () => {
    const rebuilt = bank(two({ instances: { "us-central1": 4, "us-east1": 1 } }));
    expect(names(rebuilt)).toEqual({
      ...BOTH,
      "us-central1": BOTH["us-central1"].map((name) => name.replace("-1-read", "-4-read")),
    });
  });

  it("stand in cold only where no instance has to be made and restored into", () => {
    const derived = bank({ standby: "cold", ...two() });
    expect(names(derived)).toEqual({ "us-central1": [] });
    expect(readFrom(derived)).toEqual({ host: "accounts-db-read.bank.internal", regions: [] });
    const instances = { "us-central1": 1, "us-east1": 1 };
    expect(names(bank({ standby: "cold", ...two({ instances }) }))).toEqual(BOTH);
  });

  it("are watched by an alert of their own, as far as their regions stand", () => {
    const alertOf = (system: System) =>
      topologyOf(system).monitoring.alerts.find(({ name }) => name === "accounts-db-reading");
    const watched = JSON.stringify(alertOf(reading(bankIn({ "us-east1": "planned" }))));
    expect(watched).toContain("replica_lag");
    expect(watched).toContain("accounts-db-us-central1-1-read-a");
    expect(watched).not.toContain("us-east1");
    expect(alertOf(steady())).toBeUndefined();
  });

  it("are found by one name, which no recovery changes", () => {
    const found = { host: "accounts-db-read.bank.internal", regions: ["us-central1", "us-east1"] };
    for (const system of [steady(), switchedOver(), failedOver()]) {
      expect(readFrom(reading(system))).toEqual(found);
    }
    expect(readFrom(reading(bankIn({ "us-east1": "planned" })))).toEqual({
      ...found,
      regions: ["us-central1"],
    });
    expect(readFrom(steady())).toBeUndefined();
  });

  it("are told to the services that use the database", () => {
    expect(environmentOf(topologyOf(bank(two())), "accounts")).toMatchObject({
      ACCOUNTS_DB_HOST: "accounts-db.bank.internal",
      ACCOUNTS_DB_READ_HOST: "accounts-db-read.bank.internal",
    });
    expect(environmentOf(topologyOf(steady()), "accounts")).not.toHaveProperty(
      "ACCOUNTS_DB_READ_HOST",
    );
  });
});
