import { runtimeOf } from "../../../../sandbox/kinds/sql/instance";
import {
  act,
  address,
  CENTRAL,
  change,
  DAY,
  heal,
  HOUR,
  lose,
  MINUTE,
  pair,
  rows,
  SECOND,
  sqlCloud,
  there,
  writable,
  writeRows,
  writerProperties,
} from "./fixtures";

const WRITER = "accounts-central";

const single = (availabilityType: string, settings = {}) => {
  const cloud = sqlCloud();
  cloud.create(address(WRITER), writerProperties({ settings: { availabilityType, ...settings } }));
  cloud.settle();
  return cloud;
};

const loseZone = (cloud: ReturnType<typeof sqlCloud>) => {
  const { zone } = runtimeOf(there(cloud, WRITER));
  cloud.faults.inject("zone", { kind: "zone-loss", zone });
  return zone;
};

describe("the loss of a zone", () => {
  it("moves an HA instance by itself: 1 to 3 minutes without writes, no row lost", () => {
    const cloud = single("REGIONAL");
    writeRows(cloud, WRITER, 1, 100);
    const zone = loseZone(cloud);
    const start = cloud.now;
    expect(writable(cloud, WRITER)).toBe(false);
    cloud.advanceTo(start + 60 * SECOND - 1);
    expect(writable(cloud, WRITER)).toBe(false);
    cloud.advanceTo(start + 3 * MINUTE);
    expect(writable(cloud, WRITER)).toBe(true);
    expect(rows(cloud, WRITER)).toEqual([{ from: 1, to: 100 }]);
    expect(runtimeOf(there(cloud, WRITER)).otherZone).toBe(zone);
  });

  it("leaves the zones swapped when the lost one is back", () => {
    const cloud = single("REGIONAL");
    const zone = loseZone(cloud);
    cloud.advanceTo(cloud.now + 3 * MINUTE);
    cloud.faults.heal("zone");
    cloud.advanceTo(cloud.now + HOUR);
    const { zone: now, otherZone } = runtimeOf(there(cloud, WRITER));
    expect([now === zone, otherZone]).toEqual([false, zone]);
  });

  it("does not move it if the zone is back before the heartbeat is missed for long enough", () => {
    const cloud = single("REGIONAL");
    const zone = loseZone(cloud);
    cloud.advanceTo(cloud.now + 30 * SECOND);
    cloud.faults.heal("zone");
    expect(writable(cloud, WRITER)).toBe(true);
    cloud.advanceTo(cloud.now + HOUR);
    expect(runtimeOf(there(cloud, WRITER)).zone).toBe(zone);
  });

  it("keeps an instance without HA down until its zone is back", () => {
    const cloud = single("ZONAL");
    writeRows(cloud, WRITER, 1, 10);
    loseZone(cloud);
    cloud.advanceTo(cloud.now + DAY);
    expect(writable(cloud, WRITER)).toBe(false);
    cloud.faults.heal("zone");
    expect(writable(cloud, WRITER)).toBe(true);
    expect(rows(cloud, WRITER)).toEqual([{ from: 1, to: 10 }]);
  });

  it("does not help against both zones being lost, until one of them is back", () => {
    const cloud = single("REGIONAL");
    const { otherZone } = runtimeOf(there(cloud, WRITER));
    loseZone(cloud);
    cloud.faults.inject("other", { kind: "zone-loss", zone: otherZone });
    cloud.advanceTo(cloud.now + HOUR);
    expect(writable(cloud, WRITER)).toBe(false);
    cloud.faults.heal("other");
    cloud.advanceTo(cloud.now + 3 * MINUTE);
    expect(writable(cloud, WRITER)).toBe(true);
  });

  it("interrupts replication until the HA standby serves", () => {
    const cloud = pair();
    writeRows(cloud, WRITER, 1, 10);
    loseZone(cloud);
    cloud.advanceTo(cloud.now + 3 * MINUTE);
    expect(writable(cloud, WRITER)).toBe(true);
    writeRows(cloud, WRITER, 11, 10);
    cloud.advanceTo(cloud.now + MINUTE);
    expect(rows(cloud, "accounts-east")).toEqual([{ from: 1, to: 20 }]);
  });
});

describe("the loss of a region", () => {
  it("takes an HA instance down, and gives it back as it was", () => {
    const cloud = single("REGIONAL");
    writeRows(cloud, WRITER, 1, 10);
    lose(cloud, CENTRAL);
    cloud.advanceTo(cloud.now + DAY);
    expect(writable(cloud, WRITER)).toBe(false);
    heal(cloud, CENTRAL);
    expect(writable(cloud, WRITER)).toBe(true);
    expect(rows(cloud, WRITER)).toEqual([{ from: 1, to: 10 }]);
  });

  it("of the replica leaves the writer alone", () => {
    const cloud = pair();
    lose(cloud, "us-east1");
    expect(writable(cloud, WRITER)).toBe(true);
  });
});

describe("interruptions on purpose", () => {
  it("a restart is one, as long as its operation", () => {
    const cloud = single("REGIONAL");
    const { start, end } = cloud.act(address(WRITER), "restart");
    expect(writable(cloud, WRITER)).toBe(false);
    cloud.advanceTo(end);
    expect(writable(cloud, WRITER)).toBe(true);
    expect(end - start).toBeGreaterThanOrEqual(30 * SECOND);
  });

  it("maintenance comes in its window, months apart", () => {
    // Tuesday at 03:00, as 2026-01-05 is a Monday.
    const cloud = single("REGIONAL", { maintenanceWindow: { day: 2, hour: 3 } });
    const { maintenanceEvent } = runtimeOf(there(cloud, WRITER));
    const event = cloud.clock.pending().find(({ id }) => id === maintenanceEvent);
    expect((event?.at ?? 0) % (7 * DAY)).toBe(DAY + 3 * HOUR);
    expect(event?.at).toBeGreaterThan(90 * DAY);
    cloud.advanceTo(event?.at ?? 0);
    expect(writable(cloud, WRITER)).toBe(false);
    cloud.advanceTo(cloud.now + 3 * MINUTE);
    expect(writable(cloud, WRITER)).toBe(true);
    expect(runtimeOf(there(cloud, WRITER)).maintenanceEvent).not.toBe(maintenanceEvent);
  });

  it("a change that restarts waits for the operation before it", () => {
    const cloud = single("REGIONAL");
    change(cloud, WRITER, { userLabels: { a: "b" } });
    const first = there(cloud, WRITER).readyAt;
    change(cloud, WRITER, { tier: "db-perf-optimized-N-8" });
    cloud.advanceTo(first - 1);
    expect(writable(cloud, WRITER)).toBe(true);
    cloud.advanceTo(first);
    expect(writable(cloud, WRITER)).toBe(false);
    cloud.settle();
    expect(act(cloud, WRITER, "restart").error).toBeUndefined();
  });
});
