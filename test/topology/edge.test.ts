import type { Described } from "./fixtures";
import { bank, bankIn, there, topologyOf, webService } from "./fixtures";

const AWAY = "203.0.113.7";
const edge = { route: "front", addresses: { "us-east1": AWAY } } as const;
const edgeOf = (states: Parameters<typeof bankIn>[0], overrides: Partial<Described> = {}) =>
  there(topologyOf(bankIn(states, { edge, ...overrides })).edge);
const home = { region: "us-central1" };
const away = { region: "us-east1", address: AWAY };

describe("the ways in", () => {
  it("are there only if described", () => {
    expect(topologyOf(bank())).not.toHaveProperty("edge");
  });

  it.each([
    ["hot: where all is open, the primary region first", {}, {}, [home, away]],
    ["hot, switched over", {}, { primary: "us-east1" }, [away, home]],
    ["warm: the other region is too small", {}, { standby: "warm" }, [home]],
    ["cold, switched over", {}, { standby: "cold", primary: "us-east1" }, [away]],
    ["the other region still to come", { "us-east1": "planned" }, {}, [home]],
    ["the home region lost", { "us-central1": "lost" }, { primary: "us-east1" }, [away]],
    ["an address that nobody wrote down", {}, { edge: { route: "front" } }, [home]],
    [
      "something public only where the writes are",
      {},
      { services: { web: webService({ placement: "primary" }) } },
      [home],
    ],
  ] as const)("lead to backups that serve now: %s", (_, states, overrides, backups) => {
    expect(edgeOf(states, overrides as Partial<Described>).backups).toEqual(backups);
  });

  it("are tried from three regions, its own first, whatever is primary", () => {
    const from = ["us-central1", "us-east1", "europe-west1"];
    expect(edgeOf({}).checkedFrom).toEqual(from);
    expect(edgeOf({}, { primary: "us-east1" }).checkedFrom).toEqual(from);
    const one = { regions: { "us-central1": { zones: ["a", "b"] } } };
    expect(edgeOf({}, { ...one, edge: { route: "front" } }).checkedFrom).toEqual([
      ...["us-central1", "europe-west1", "asia-east1"],
    ]);
  });
});
