import type { System } from "../../system/schema/system";
import {
  bank,
  bankIn,
  failedOver,
  planned,
  steady,
  switchedOver,
  threeRegions,
  topologyOf,
} from "./fixtures";

const partsOf = (system: System) =>
  Object.values(topologyOf(system).regions).map(
    ({ name, role, state }) => `${name} ${role} ${state}`,
  );

describe("regions", () => {
  it.each<[string, System, string[]]>([
    ["steady", steady(), ["us-central1 primary standing", "us-east1 standby standing"]],
    [
      "switched over",
      switchedOver(),
      ["us-central1 standby standing", "us-east1 primary standing"],
    ],
    ["failed over", failedOver(), ["us-central1 fenced lost", "us-east1 primary standing"]],
    ["the other planned", planned(), ["us-central1 primary standing", "us-east1 standby planned"]],
    [
      "the other lost",
      bankIn({ "us-east1": "lost" }),
      ["us-central1 primary standing", "us-east1 fenced lost"],
    ],
  ])("have, %s, these roles and states", (_, system, expected) => {
    expect(partsOf(system)).toEqual(expected);
  });

  it("keep the order of the description, and name their zones in full", () => {
    const { regions } = topologyOf(threeRegions());
    expect(Object.values(regions).map(({ zones }) => zones)).toEqual([
      ["us-central1-a", "us-central1-b"],
      ["us-east1-b", "us-east1-c", "us-east1-d"],
      ["europe-west1-b", "europe-west1-c", "europe-west1-d"],
    ]);
  });
});

describe("the topology", () => {
  it("keeps home where it is, whichever region is primary or lost", () => {
    const homes = [steady(), switchedOver(), failedOver()].map((system) => {
      const { home, primary } = topologyOf(system);
      return { home, primary };
    });
    expect(homes).toEqual([
      { home: "us-central1", primary: "us-central1" },
      { home: "us-central1", primary: "us-east1" },
      { home: "us-central1", primary: "us-east1" },
    ]);
  });

  it("has each kind of data under its own, by name", () => {
    const { databases, documents, buckets } = topologyOf(steady());
    expect([databases, documents, buckets].map((stores) => Object.keys(stores))).toEqual([
      ["accounts-db"],
      ["products"],
      ["documents"],
    ]);
    const none = topologyOf(bank({ data: {} }));
    expect([none.databases, none.documents, none.buckets]).toEqual([{}, {}, {}]);
  });

  it("gives no resource's name a role, so that none changes in a switchover", () => {
    const namesIn = (system: System) => {
      const { regions, services, databases, buckets, backups } = topologyOf(system);
      const ofRegions = Object.values(regions).flatMap(({ groups, instances }) =>
        [...Object.values(groups), ...Object.values(instances)].map(({ name }) => name),
      );
      const accounts = Object.values(services).map(({ account }) => account);
      const stores = Object.values(databases).map(
        ({ host, homeInstance }) => `${host} ${homeInstance}`,
      );
      return [
        ...ofRegions,
        ...accounts,
        ...stores,
        ...Object.values(buckets).map(({ name }) => name),
        backups.bucket,
      ];
    };
    expect(namesIn(switchedOver())).toEqual(namesIn(steady()));
    expect(namesIn(failedOver())).toEqual(namesIn(steady()));
    expect(namesIn(steady()).join(" ")).not.toMatch(/primary|standby|\bdr\b/);
  });
});
