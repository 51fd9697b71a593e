import { promoteDisk } from "../../../recovery/execute/call-disk";
import { Hosts } from "../../../recovery/execute/hosts";
import { DrillClock } from "../../../sandbox/drill/time";
import { sandboxRest } from "../../../sandbox/rest/client";
import { openSandbox } from "../../../sandbox/sandbox";
import { setting } from "../plan/fixtures";

const PROJECT = "sandbox-test";
const action = { kind: "disk.promote", store: "volume", region: "us-east1" } as const;

/** The pair that the platform has in hot, and nothing else. */
function pair() {
  const sandbox = openSandbox();
  const { topology: now } = setting("api-platform", "hot");
  const [from, to] = ["us-central1", "us-east1"].map((region) => {
    const disk = now.regions[region]?.disks["volume"];
    if (!disk) throw new Error(`no disk in ${region}`);
    return disk;
  });
  sandbox.transact((cloud) => {
    for (const disk of [from, to]) {
      const { name = "", region: location = "", copyOf } = disk ?? {};
      const place = { kind: "compute.RegionDisk", project: PROJECT, location, name };
      const source = copyOf === undefined ? {} : { asyncPrimaryDisk: { disk: copyOf } };
      cloud.create(place, {
        name,
        region: location,
        replicaZones: [...(disk?.zones ?? [])],
        ...source,
      });
    }
    const name = from?.name ?? "";
    cloud.create(
      { kind: "compute.DiskAsyncReplication", project: PROJECT, location: "us-central1", name },
      { primaryDisk: to?.copyOf ?? "", secondaryDisk: { disk: from?.copiedTo ?? "" } },
    );
  });
  const clock = new DrillClock(sandbox);
  sandbox.transact((cloud) => cloud.advanceTo(cloud.now + 600_000));
  const context = { rest: sandboxRest(sandbox, clock), hosts: new Hosts(PROJECT), now };
  const left = () =>
    sandbox.transact((cloud) =>
      [...cloud.all("compute.RegionDisk")].map(({ runtime }) => runtime["left"] === true),
    );
  return { sandbox, clock, context, left };
}

describe("the copy of a disk", () => {
  it("goes its own way while its source is gone, and is asked once, however often it is run", async () => {
    const { sandbox, clock, context, left } = pair();
    const region = "us-central1";
    sandbox.transact(({ faults }) =>
      faults.inject("lost", { kind: "region-loss", region, calls: "fail" }),
    );
    expect(await promoteDisk(action, context)).toEqual({ again: true });
    expect(await promoteDisk(action, context)).toEqual({ again: true });
    await clock.sleep(60_000);
    expect(await promoteDisk(action, context)).toEqual({
      said: "api-platform-volume-us-east1-1 goes its own way",
    });
    expect(await promoteDisk(action, context)).toMatchObject({ said: expect.any(String) });
    expect(left()).toEqual([false, true]);
    const stops = sandbox.transact((cloud) =>
      [...cloud.calls()].filter(({ verb }) => verb === "stopAsyncReplication"),
    );
    expect(stops).toHaveLength(1);
  });

  it("is said to be missing where there is none", async () => {
    const { context } = pair();
    const nowhere = { ...action, region: "us-west1" };
    await expect(promoteDisk(nowhere, context)).rejects.toThrow("volume has no copy in us-west1");
  });
});
