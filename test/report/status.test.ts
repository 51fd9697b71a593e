import colors from "picocolors";
import type { RegionStatus, Status } from "../../recovery/machine/status";
import { statusText } from "../../report/status";

const PLAIN = colors.createColors(false);
const none = { wrong: [], unknown: [] };
const unseen = {
  open: "unknown",
  least: "unknown",
  running: "unknown",
  healthy: "unknown",
} as const;

function region(name: string, more: Partial<RegionStatus> = {}): RegionStatus {
  return {
    region: name,
    state: "standing",
    role: "primary",
    works: "unknown",
    databases: { "main-db": { state: "missing" } },
    services: { web: unseen },
    ...more,
  };
}

function status(...regions: RegionStatus[]): Status {
  return {
    system: "shop",
    standby: "warm",
    at: "2026-01-05T00:00:00.000Z",
    state: "alone",
    regions,
    differs: { wrong: ["shop-main-db is not there"], unknown: [] },
    lease: "free",
    frozen: false,
  };
}

const held = (resources: number) => [
  { stack: "prod", region: "us-central1", resources },
  { stack: "dr", region: "us-east1", resources },
];

describe("a status as text", () => {
  it("says in one line that nothing is deployed", () => {
    const nothing = status(region("us-central1"), region("us-east1", { state: "planned" }));
    expect(statusText(nothing, held(0), PLAIN)).toBe(
      'shop in warm: nothing is deployed yet; "standby up" deploys it',
    );
  });

  it.each([
    ["nobody has read a state", [], {}],
    ["a state holds something", held(3), {}],
    ["a database can't be seen", held(0), { databases: { "main-db": "unknown" as const } }],
    ["instances run", held(0), { services: { web: { ...unseen, running: 2 } } }],
  ])("doesn't say so while %s", (_why, stacks, more) => {
    const text = statusText(status(region("us-central1", more)), stacks, PLAIN);
    expect(text).not.toContain("nothing is deployed");
    expect(text).toContain("differs: shop-main-db is not there");
  });

  it("says how a stand-up goes on that was cut off, and only that", () => {
    const planned = region("us-east1", { state: "planned", role: "standby" });
    const all = { ...status(region("us-central1"), planned), differs: none };
    const goesOn = 'deployed, but nothing counts on it yet; "standby up us-east1" goes on';
    expect(statusText(all, held(3), PLAIN)).toContain(goesOn);
    expect(statusText(all, [held(3)[0]!, held(0)[1]!], PLAIN)).not.toContain("goes on");
    const standing = { ...all, regions: [region("us-central1"), region("us-east1")] };
    expect(statusText(standing, held(3), PLAIN)).not.toContain("goes on");
  });
});
