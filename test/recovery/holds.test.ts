import type { Condition } from "../../recovery/condition";
import { holds } from "../../recovery/holds";
import type { InstanceSeen, Observed, ServiceSeen } from "../../recovery/observed";

const writer: InstanceSeen = {
  state: "running",
  name: "bank-db-east-1",
  role: "writer",
  ha: true,
  backups: true,
  backupAge: 60,
  databases: ["accounts"],
  logins: ["web@bank.iam"],
};
const web: ServiceSeen = { open: true, listed: true, least: 5, running: 7, healthy: 6 };

const SEEN: Observed = {
  at: "2026-01-05T01:00:00.000Z",
  regions: { east: { works: true, fenced: false }, west: { works: "unknown", fenced: "unknown" } },
  databases: { db: { east: writer, west: "unknown" } },
  writers: { db: "east" },
  services: { web: { east: web, west: "unknown" } },
  lease: { holder: "anna", since: "2026-01-05T00:50:00.000Z", plan: "failover west" },
  frozen: true,
  described: { primary: "east", states: { east: "standing", west: "lost" }, standby: "hot" },
  changes: { east: false, west: "unknown" },
  route: "front",
};

const db = { store: "db", region: "east" } as const;
const service = { service: "web", region: "east" } as const;

/** Conditions that hold of what is seen above. */
const HOLD: readonly Condition[] = [
  { is: "lease-held" },
  { is: "frozen", value: true },
  { is: "backend", ...service, open: true },
  { is: "fenced", region: "east", value: false },
  { is: "writable", ...db },
  { is: "protected", ...db },
  { is: "backed-up", ...db },
  { is: "instance", ...db },
  { is: "complete", ...db, databases: ["accounts"], logins: [] },
  { is: "writer-name", ...db },
  { is: "route", through: "front" },
  { is: "scaled", ...service, least: 5 },
  { is: "healthy", ...service, least: 6 },
  { is: "described", edits: { primary: "east", "regions.west.state": "lost", standby: "hot" } },
  { is: "no-changes", region: "east" },
];

/** And those that don't. */
const DO_NOT: readonly Condition[] = [
  { is: "journalled" },
  { is: "lease-free" },
  { is: "frozen", value: false },
  { is: "backend", ...service, open: false },
  { is: "fenced", region: "east", value: true },
  { is: "replica", ...db },
  { is: "stopped", ...db },
  { is: "complete", ...db, databases: ["accounts"], logins: ["web@bank.iam", "jobs@bank.iam"] },
  { is: "complete", ...db, databases: ["accounts", "audit"], logins: [] },
  { is: "writer-name", store: "db", region: "west" },
  { is: "route", through: "bypass" },
  { is: "scaled", ...service, least: 6 },
  { is: "healthy", ...service, least: 7 },
  { is: "described", edits: { primary: "west" } },
];

describe("a condition", () => {
  it.each(HOLD)("holds: %j", (condition) => {
    expect(holds(condition, SEEN)).toBe(true);
  });

  it.each(DO_NOT)("does not hold: %j", (condition) => {
    expect(holds(condition, SEEN)).toBe(false);
  });

  // Of what can't be seen nothing is known, the opposite no more than the thing itself.
  it.each([...HOLD, ...DO_NOT].filter((one) => "region" in one && one.is !== "writer-name"))(
    "never holds of what can't be observed: %j",
    (condition) => {
      expect(holds({ ...condition, region: "west" }, SEEN)).toBe(false);
    },
  );

  it("holds of all only if each holds", () => {
    expect(holds({ is: "all", of: HOLD }, SEEN)).toBe(true);
    for (const one of DO_NOT) expect(holds({ is: "all", of: [...HOLD, one] }, SEEN)).toBe(false);
  });

  it("takes no backup for a new one that is older than the lease, or of unknown age", () => {
    const seen = (backupAge: number | "unknown"): Observed => ({
      ...SEEN,
      databases: { db: { east: { ...writer, backupAge } } },
    });
    const backedUp = { is: "backed-up", ...db } as const;
    expect([600, 601, "unknown" as const].map((age) => holds(backedUp, seen(age)))).toEqual([
      true,
      false,
      false,
    ]);
    expect(holds(backedUp, { ...SEEN, lease: "free" })).toBe(false);
  });

  it("takes no new and empty writer for a restored one, nor one that was restored before the lease", () => {
    const seen = (more: object): Observed => ({
      ...SEEN,
      databases: { db: { east: { ...writer, ...more } } },
    });
    const restored = { is: "restored", ...db } as const;
    const cases = [{}, { restoreAge: 601 }, { restoreAge: "unknown" }, { restoreAge: 600 }];
    expect(cases.map((more) => holds(restored, seen(more)))).toEqual([false, false, false, true]);
    expect(holds(restored, seen({ restoreAge: 600, state: "changing" }))).toBe(false);
    expect(holds({ ...restored, region: "west" }, SEEN)).toBe(false);
  });

  it("tells a backend that is closed from one that is taken out", () => {
    const seen = (open: boolean, listed: boolean): Observed => ({
      ...SEEN,
      services: { web: { east: { ...web, open, listed } } },
    });
    const closed = { is: "backend", ...service, open: false } as const;
    const out = { ...closed, listed: false };
    expect([holds(closed, seen(false, true)), holds(out, seen(false, true))]).toEqual([
      true,
      false,
    ]);
    expect([holds(closed, seen(false, false)), holds(out, seen(false, false))]).toEqual([
      true,
      true,
    ]);
  });

  it("knows where the description says that instances are", () => {
    const edits = { "data.db.instances": { east: 1, west: 2 } };
    const seen = (instances: Record<string, number>) => ({
      ...SEEN,
      described: { ...SEEN.described, instances: { db: instances } },
    });
    const described = { is: "described", edits } as const;
    expect(holds(described, seen({ west: 2, east: 1 }))).toBe(true);
    expect(holds(described, seen({ west: 1, east: 1 }))).toBe(false);
    expect(holds(described, SEEN)).toBe(false);
  });
});
