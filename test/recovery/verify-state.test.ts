import { type StateFacts, verifyState } from "../../recovery/verify-state";

const HOME = "us-central1";
const sound: StateFacts = {
  stack: "prod",
  backend: "gs://acme-state-standby-state",
  bucket: {
    name: "acme-state-standby-state",
    location: "US",
    dataLocations: ["US-EAST4", "US-WEST1"],
    turbo: true,
    versions: true,
    retention: false,
  },
  secrets: "gcpkms://projects/acme-state/locations/us/keyRings/pulumi/cryptoKeys/state",
  read: { resources: 213, sealed: 3, opened: 3, pending: 0 },
  hosts: { asked: ["cloudkms.googleapis.com", "storage.googleapis.com"], refused: [] },
};
const bucket = (other: object) => ({ bucket: { ...(sound.bucket as object), ...other } as never });

/** What doesn't hold, and how. */
const said = (other: Partial<StateFacts>) =>
  verifyState({ ...sound, ...other }, HOME)
    .filter(({ outcome }) => outcome !== "holds")
    .map(({ id, outcome, says }) => `${outcome} ${id}: ${says}`);

describe("a state without the home region", () => {
  it("holds where bootstrap has made its home", () => {
    expect(said({})).toEqual([]);
    expect(verifyState(sound, HOME).map(({ id }) => id)).toEqual([
      ...["read", "secrets", "hosts", "place", "key", "keeping"],
    ]);
  });

  it.each<[string, Partial<StateFacts>, string]>([
    ["unread", { read: "error: access denied" }, "the state can't be read: error: access denied"],
    [
      "empty",
      { read: { resources: 0, sealed: 0, opened: 0, pending: 0 } },
      "the state holds nothing; name the backend that the stack was deployed with",
    ],
    [
      "closed",
      { read: { resources: 9, sealed: 3, opened: 1, pending: 0 } },
      "2 of 3 secrets stay closed",
    ],
    [
      "asking the home region",
      { hosts: { asked: ["x"], refused: ["storage.us-central1.rep.googleapis.com"] } },
      "asks storage.us-central1.rep.googleapis.com, which is gone with us-central1",
    ],
    [
      "in the home region alone",
      bucket({ location: "US-CENTRAL1", dataLocations: [] }),
      "acme-state-standby-state is in US-CENTRAL1 alone and gone with it; move the states",
    ],
    [
      "under a key of the home region",
      { secrets: "gcpkms://projects/p/locations/us-central1/keyRings/r/cryptoKeys/k" },
      "the key is in us-central1, so nothing secret opens without it; change it",
    ],
    [
      "in a bucket without versions",
      bucket({ versions: false }),
      "acme-state-standby-state keeps no versions, so an overwritten state is gone",
    ],
    [
      "behind",
      bucket({ turbo: false }),
      "acme-state-standby-state has no turbo replication, so its second region may be an hour behind",
    ],
    [
      "in a bucket that refuses the engine",
      bucket({ retention: true }),
      "acme-state-standby-state has a retention period, so the engine can't overwrite its own state",
    ],
  ])("is broken: %s", (_, other, says) => {
    expect(said(other)).toEqual([expect.stringMatching(/^broken \w+: /)]);
    expect(said(other)[0]).toContain(says);
  });

  it.each<[string, Partial<StateFacts>]>([
    ["somebody's service", { backend: "https://api.pulumi.com", bucket: undefined as never }],
    ["a folder", { backend: "file:///home/ada", bucket: undefined as never }],
    ["a bucket that can't be looked at", { bucket: "403 no access" }],
    ["an unknown location", bucket({ location: "MARS1", dataLocations: [] })],
    ["another service's key", { secrets: "awskms://alias/x" }],
    ["operations that were cut off", { read: { resources: 1, sealed: 0, opened: 0, pending: 2 } }],
    ["a machine that has a proxy", { hosts: undefined as never }],
  ])("is unclear: %s", (_, other) => {
    expect(said(other)).toEqual([expect.stringMatching(/^unclear \w+: /)]);
  });

  it("holds in a pair with a code of its own, and in a multi-region", () => {
    expect(said(bucket({ location: "NAM4", dataLocations: [] }))).toEqual([]);
    expect(said(bucket({ location: "US", dataLocations: [] }))).toEqual([]);
  });
});
