import { checkDisk, diskFrom, newestBy, snapshotsOf } from "../../../recovery/execute/disk-copy";
import { Hosts } from "../../../recovery/execute/hosts";
import { DrillClock } from "../../../sandbox/drill/time";
import { sandboxRest } from "../../../sandbox/rest/client";
import { openSandbox } from "../../../sandbox/sandbox";
import { setting } from "../plan/fixtures";

const PROJECT = "sandbox-test";
const HOUR = 3_600_000;
const HOME = "us-central1";
const COPY = "api-platform-volume-us-central1-copy-1";

/** The platform's disk with its schedule, one every four hours, a day later. */
async function kept() {
  const sandbox = openSandbox();
  const { topology: then } = setting("api-platform", "warm");
  const disk = then.regions[HOME]?.disks["volume"]?.name ?? "";
  sandbox.transact((cloud) => {
    const place = (kind: string, name: string) => ({
      kind,
      project: PROJECT,
      location: HOME,
      name,
    });
    cloud.create(place("compute.RegionDisk", disk), {
      ...{ name: disk, region: HOME, size: 500, type: "pd-balanced" },
      replicaZones: [`${HOME}-a`, `${HOME}-b`],
    });
    cloud.create(place("compute.ResourcePolicy", "four-hours"), {
      name: "four-hours",
      region: HOME,
      snapshotSchedulePolicy: {
        schedule: { hourlySchedule: { hoursInCycle: 4, startTime: "00:00" } },
        retentionPolicy: { maxRetentionDays: 14 },
        snapshotProperties: { storageLocations: "us" },
      },
    });
    cloud.create(place("compute.RegionDiskResourcePolicyAttachment", `${disk}/four-hours`), {
      ...{ name: "four-hours", disk, region: HOME },
    });
  });
  const clock = new DrillClock(sandbox);
  await clock.sleep(24 * HOUR);
  const context = { rest: sandboxRest(sandbox, clock), hosts: new Hosts(PROJECT), then };
  const from = { region: HOME, disk };
  const action = { kind: "disk.restore", store: "volume", region: HOME, disk: COPY, from } as const;
  const inserts = () =>
    sandbox.transact((cloud) =>
      [...cloud.calls()].filter((one) => one.verb === "create" && one.target.endsWith(COPY)),
    ).length;
  return { sandbox, clock, context, action, inserts };
}

describe("a disk of a snapshot", () => {
  it("is of the newest that is whole and not after the moment, and says how many seconds are lost", async () => {
    const { clock, context, action, inserts } = await kept();
    const all = await snapshotsOf(context, HOME, action.from.disk);
    expect(all.map(({ at }) => new Date(at).toISOString().slice(8, 16))).toEqual([
      "05T20:00",
      "05T16:00",
      "05T12:00",
      "05T08:00",
      "05T04:00",
    ]);
    const asked = { ...action, to: "2026-01-05T13:30:00.000Z" };
    expect(await diskFrom(asked, context)).toEqual({ again: true });
    expect(await diskFrom(asked, context)).toEqual({ again: true });
    await expect(checkDisk(asked, context)).rejects.toThrow(`${COPY} is not ready`);
    await clock.sleep(3 * HOUR);
    const name = newestBy(all, asked.to)?.name;
    expect(await diskFrom(asked, context)).toEqual({ said: `${COPY} is there, of ${name}` });
    expect(inserts()).toBe(1);
    expect(await checkDisk({ ...asked, kind: "disk.check" }, context)).toEqual({
      said: `${COPY} holds what ${action.from.disk} held at 2026-01-05T12:00:00.000Z; 5400 seconds of writes before ${asked.to} are not in it`,
    });
  });

  it("is made while the region of its source is lost, and of no snapshot that this cut off", async () => {
    const { sandbox, clock, context, action } = await kept();
    // The one of midnight has begun, and can't end.
    await clock.sleep(60_000);
    const lost = { kind: "region-loss", region: HOME, calls: "fail" } as const;
    sandbox.transact(({ faults }) => faults.inject("lost", lost));
    await clock.sleep(9 * HOUR);
    const there = { ...action, region: "us-east1", disk: "api-platform-volume-us-east1-1" };
    const { topology } = setting("api-platform", "hot");
    await diskFrom(there, { ...context, then: topology });
    await clock.sleep(3 * HOUR);
    const { said } = await checkDisk({ ...there, kind: "disk.check" }, context);
    expect(said).toBe(
      `${there.disk} holds what ${action.from.disk} held at 2026-01-05T20:00:00.000Z`,
    );
  });

  it("is refused where there is no snapshot so old, where it is of another, and where it is too late", async () => {
    const { clock, context, action } = await kept();
    const early = { ...action, to: "2026-01-05T03:00:00Z" };
    await expect(diskFrom(early, context)).rejects.toThrow("no usable snapshot of");
    const all = await snapshotsOf(context, HOME, action.from.disk);
    const snapshot = all[0]?.name ?? "";
    await diskFrom({ ...action, snapshot }, context);
    await clock.sleep(3 * HOUR);
    const late = { ...action, kind: "disk.check", to: "2026-01-05T10:00:00Z" } as const;
    await expect(checkDisk(late, context)).rejects.toThrow("which is after 2026-01-05T10:00:00Z");
    const other = { ...late, from: { region: HOME, disk: "another" } };
    await expect(checkDisk(other, context)).rejects.toThrow("is no snapshot of another");
  });
});
