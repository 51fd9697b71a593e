import { retirement } from "../../recovery/retire";
import { setting, type Mode } from "./plan/fixtures";

const BOTH = { "data.accounts-db.instances": { "us-central1": 1, "us-east1": 2 } };

function problems(mode: Mode, store: string, region: string, supposed = {}): readonly string[] {
  return (
    retirement(setting("online-bank", mode, supposed).topology, { store, region }).problems ?? []
  );
}

describe("a retirement", () => {
  it("takes the region out of the map, and lets its own stack come first", () => {
    const { topology } = setting("online-bank", "cold", BOTH);
    const found = retirement(topology, { store: "accounts-db", region: "us-east1" });
    expect(found.retirement).toEqual({
      store: "accounts-db",
      region: "us-east1",
      instance: "online-bank-accounts-db-us-east1-2",
      kind: "cloud-sql",
      edits: { "data.accounts-db.instances": { "us-central1": 1 } },
      order: ["us-east1", "us-central1"],
    });
  });

  it("says everything that speaks against it", () => {
    expect(problems("cold", "accounts-db", "us-central1")).toEqual([
      "online-bank-accounts-db-us-central1-1 takes the writes; move them first: standby switchover",
      "online-bank-accounts-db-us-central1-1 is the last copy of accounts-db",
    ]);
    expect(problems("cold", "accounts-db", "us-east1")).toEqual([
      "accounts-db has no instance in us-east1; it has one in us-central1",
    ]);
    expect(problems("warm", "accounts-db", "us-east1")).toEqual([
      "warm standby takes over with this copy of accounts-db; go colder first: standby mode cold",
    ]);
    expect(
      problems("cold", "accounts-db", "us-central1", { ...BOTH, primary: "us-east1" }),
    ).toEqual([
      "online-bank-accounts-db-us-central1-1 is the home region's, on which logical databases and logins are declared; it can't be retired",
    ]);
    expect(problems("cold", "documents", "us-east1")).toEqual([
      '"documents" is not a store with an instance in each region; those are accounts-db',
    ]);
    expect(problems("cold", "accounts-db", "mars")).toEqual([
      '"mars" is not one of us-central1, us-east1',
    ]);
    expect(
      problems("cold", "accounts-db", "us-east1", { ...BOTH, "regions.us-east1.state": "lost" }),
    ).toEqual([
      "us-east1 is lost, so nothing there can be deleted; bring it back first: standby rejoin",
    ]);
  });
});
