import { refusals } from "../../../recovery/machine/refusals";
import { stateOf } from "../../../recovery/machine/state";
import type { InstanceSeen, Observed } from "../../../recovery/observed";

const writer: InstanceSeen = {
  state: "running",
  name: "db-c",
  role: "writer",
  ha: true,
  backups: true,
};
const replica: InstanceSeen = {
  ...{ state: "running", name: "db-e", role: "replica", lag: 1, ha: true, backups: false },
};

function seen(
  changes: Partial<Observed> = {},
  here = replica as InstanceSeen | "unknown",
): Observed {
  return {
    at: "2026-01-05T00:00:00Z",
    regions: {
      "us-central1": { works: true, fenced: false },
      "us-east1": { works: true, fenced: false },
    },
    databases: { db: { "us-central1": writer, "us-east1": here } },
    writers: { db: "us-central1" },
    services: {},
    lease: "free",
    frozen: false,
    described: {
      primary: "us-central1",
      states: { "us-central1": "standing", "us-east1": "standing", "us-west1": "planned" },
      standby: "hot",
    },
    changes: {},
    route: "unknown",
    ...changes,
  };
}

const gone = { regions: { "us-central1": { works: false, fenced: false } } } as const;
const states = (east: "planned" | "standing" | "lost", primary = "us-central1") => ({
  described: {
    primary,
    states: { "us-central1": "standing", "us-east1": east } as const,
    standby: "hot" as const,
  },
});

describe("the state of a system", () => {
  it.each([
    ["steady", {}],
    ["alone", states("planned")],
    ["unprotected", states("lost")],
    ["unclear", states("lost", "us-east1")],
    ["unclear", { lease: "unknown" as const }],
    ["failing over", { lease: { holder: "ann", since: "now", plan: "failover us-central1" } }],
    ["recovering", { lease: { holder: "ann", since: "now", plan: "restore db" } }],
  ])("is %s", (state, changes) => {
    expect(stateOf(seen(changes))).toBe(state);
  });
});

describe("a drain", () => {
  const drained = { lease: { holder: "ann", since: "now", plan: "drain us-east1" } };
  const undo = { verb: "drain", region: "us-east1", undo: true } as const;

  it("is taken back only where it was made", () => {
    expect(refusals(undo, seen(drained))).toEqual([]);
    expect(refusals({ ...undo, region: "us-central1" }, seen(drained))).toEqual([
      "us-east1 is drained, and not us-central1",
    ]);
    expect(refusals(undo, seen())).toEqual(["no region is drained: all regions stand"]);
    expect(refusals({ verb: "drain", region: "us-east1" }, seen(drained))).toEqual([
      "a region is drained; open it first: standby drain REGION --undo",
    ]);
  });

  it("gives up any region but the one that takes the writes", () => {
    const lost = { verb: "drain", region: "us-east1", isLost: true } as const;
    expect(refusals(lost, seen())).toEqual([]);
    expect(refusals({ ...lost, region: "us-central1" }, seen())).toEqual([
      "us-central1 takes the writes; use standby failover, which moves them",
    ]);
  });
});

describe("a failover", () => {
  const to = { verb: "failover", region: "us-east1" } as const;
  const switching = { lease: { holder: "ann", since: "now", plan: "switchover us-east1" } };

  it("doesn't wait for a switchover that the loss has cut off, in whichever direction", () => {
    expect(refusals(to, seen({ ...gone, ...switching }))).toEqual([]);
    const back = { ...to, region: "us-central1", primaryIsLost: true, acceptUnknownLoss: true };
    expect(refusals(back, seen(switching))).toEqual([]);
    expect(refusals(back, seen())).toEqual(["us-central1 is the primary already"]);
  });

  it("is refused to a region that is fenced", () => {
    const regions = { ...gone.regions, "us-east1": { works: true, fenced: true } };
    expect(refusals(to, seen({ regions }))).toEqual([
      "us-east1 is fenced, so it can take nothing over; it must rejoin first",
    ]);
  });

  it("is the answer to a lost primary, and a switchover isn't", () => {
    expect(refusals({ ...to, verb: "switchover" }, seen(gone))).toEqual([
      "us-central1 doesn't work; a switchover needs both regions: use standby failover",
    ]);
  });

  it("begins when the primary is gone and the copy's lag is known", () => {
    expect(refusals(to, seen(gone))).toEqual([]);
  });

  it("is refused while the primary works, unless a person says that it is lost", () => {
    expect(refusals(to, seen())).toEqual([
      "us-central1 works; use standby switchover, which loses nothing, or say --primary-is-lost",
    ]);
    expect(refusals({ ...to, primaryIsLost: true }, seen())).toEqual([]);
  });

  it("is refused while the loss can't be stated, unless that is accepted", () => {
    for (const here of ["unknown", { ...replica, lag: "unknown" }] as const) {
      expect(refusals(to, seen(gone, here))).toEqual([
        "how far db in us-east1 is behind is unknown; say --accept-unknown-loss to go on all the same",
      ]);
      expect(refusals({ ...to, acceptUnknownLoss: true }, seen(gone, here))).toEqual([]);
    }
  });

  it.each([
    ["missing", { "us-central1": writer, "us-east1": { state: "missing" } }],
    ["not described", { "us-central1": writer }],
  ] as const)("restores the newest backup in cold, where an instance is %s", (_, db) => {
    const missing = { ...seen(gone), databases: { db } };
    const described = { ...missing.described, standby: "cold" } as const;
    const cold = (backups: Observed["backups"] = {}) => ({ ...missing, described, backups });
    const accepting = { ...to, acceptUnknownLoss: true };
    expect(refusals(to, cold({ db: 3600 }))).toEqual([]);
    // Nobody can accept that there is nothing.
    expect(refusals(accepting, cold({ db: "none" }))).toEqual([
      "there is no backup of db that could be restored in us-east1; wait for us-central1, or bring the newest export in by hand: standby runbook data-deletion --of db",
    ]);
    expect(refusals(to, cold())).toEqual([
      "whether there is a backup of db to restore in us-east1 is unknown; look, and say --accept-unknown-loss to go on all the same",
    ]);
    expect(refusals(accepting, cold({ db: "unknown" }))).toEqual([]);
    expect(refusals(to, missing)).toEqual([
      expect.stringContaining("db has no instance in us-east1 that could take over"),
    ]);
  });

  it("is refused twice over: what was lost can't be lost again", () => {
    const after = { ...gone, ...states("lost") };
    expect(refusals(to, seen(after))).toEqual([
      "a region is lost, and nothing could take over; bring it back first: standby rejoin",
      "us-east1 is lost; it must stand: standby up us-east1",
    ]);
  });
});

describe("a switchover", () => {
  const to = { verb: "switchover", region: "us-east1" } as const;

  it("begins from steady alone", () => {
    expect(refusals(to, seen())).toEqual([]);
    expect(
      refusals(to, seen({ lease: { holder: "b", since: "n", plan: "switchover x" } })),
    ).toEqual(["a switchover is under way; go on with it: standby switchover"]);
  });

  it.each([
    [
      "the region that has it already",
      { region: "us-central1" },
      "us-central1 is the primary already",
    ],
    [
      "a region that isn't there",
      { region: "mars" },
      '"mars" is not one of us-central1, us-east1, us-west1',
    ],
    [
      "a planned region",
      { region: "us-west1" },
      "us-west1 is planned; it must stand: standby up us-west1",
    ],
  ])("to %s is refused", (_, other, why) => {
    expect(refusals({ ...to, ...other }, seen())).toContain(why);
  });

  it("needs a replica whose lag is known", () => {
    const cold = { ...seen().described, standby: "cold" as const };
    expect(refusals(to, seen({ described: cold }, { state: "missing" }))).toEqual([
      "db has no instance in us-east1 that could take over; go warm first: standby mode warm",
    ]);
    expect(refusals(to, seen({}, { ...replica, state: "stopped" }))).toEqual([
      "db in us-east1 is stopped",
    ]);
    expect(refusals(to, seen({}, "unknown"))).toEqual(["db in us-east1 can't be seen"]);
  });
});

describe("a rejoin", () => {
  it("is for a lost region", () => {
    const lost = states("lost");
    expect(refusals({ verb: "rejoin", region: "us-east1" }, seen(lost))).toEqual([]);
    expect(refusals({ verb: "rejoin", region: "us-east1" }, seen())).toHaveLength(2);
  });
});
