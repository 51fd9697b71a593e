import { assert as hold, jsonValue, property } from "fast-check";
import { named } from "../../engine/state-names";

const STATE = {
  urn: "urn:pulumi:prod::standby::gcp:sql/databaseInstance:DatabaseInstance::bank-db-us-central1-1",
  id: "projects/p/instances/bank-db-us-central1-1",
  dependencies: ["urn::bank-db-us-central1-1", "urn::bank-db-us-central1-12"],
  byName: { "bank-db-us-central1-1": true },
  inputs: {
    name: "bank-db-us-central1-1",
    other: "my-bank-db-us-central1-1",
    size: 10,
    none: null,
  },
};

describe("a state in which one name stands for another", () => {
  it("has every mention of it, whole, as the other, and nothing else", () => {
    const text = JSON.stringify(named(STATE, "bank-db-us-central1-1", "bank-db-us-central1-2"));
    expect(JSON.parse(text)).toEqual({
      urn: "urn:pulumi:prod::standby::gcp:sql/databaseInstance:DatabaseInstance::bank-db-us-central1-2",
      id: "projects/p/instances/bank-db-us-central1-2",
      dependencies: ["urn::bank-db-us-central1-2", "urn::bank-db-us-central1-12"],
      byName: { "bank-db-us-central1-2": true },
      inputs: {
        ...{ name: "bank-db-us-central1-2", other: "my-bank-db-us-central1-1" },
        ...{ size: 10, none: null },
      },
    });
  });

  it("comes back when the names are swapped, whatever it holds", () => {
    const document = jsonValue({ maxDepth: 4 });
    hold(
      property(document, (held) => {
        const there = named({ held, STATE }, "bank-db-us-central1-1", "bank-db-us-central1-2");
        const back = named(there, "bank-db-us-central1-2", "bank-db-us-central1-1");
        expect(back).toEqual({ held, STATE });
      }),
    );
  });

  it("is the same document the second time: a rerun changes nothing", () => {
    const once = named(STATE, "bank-db-us-central1-1", "bank-db-us-central1-2");
    expect(named(once, "bank-db-us-central1-1", "bank-db-us-central1-2")).toEqual(once);
  });
});
