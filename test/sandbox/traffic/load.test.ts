import type { Cloud } from "../../../sandbox/cloud";
import { stateOf } from "../../../sandbox/kinds/compute/machine";
import { startLoad } from "../../../sandbox/traffic/load";
import { countsOf, outagesOf } from "../../../sandbox/traffic/record";
import { fresh, MINUTE, PROJECT, SECOND, spans } from "../kinds/fleet";
import { backends, CENTRAL, EAST, HOST, stand, type FrontShape, type Standing } from "./front";

const PEAK = 1200;

interface Told {
  readonly cloud: Cloud;
  /** When the thing went wrong. */
  readonly at: number;
}

/** Lets users come at the peak's rate, then something happen, then half an hour pass. */
function suffer(
  happen: (cloud: Cloud) => void,
  regions: readonly Standing[] = [CENTRAL, EAST],
  shape: Partial<FrontShape> = {},
  seed = 1,
): Told {
  const { cloud } = fresh({ seed, timing: spans });
  stand(cloud, regions, shape);
  startLoad(cloud, { id: "users", host: HOST, path: "/", from: { "us-central1": PEAK } });
  cloud.advanceTo(cloud.now + 10 * MINUTE);
  const at = cloud.now;
  happen(cloud);
  cloud.advanceTo(at + 30 * MINUTE);
  return { cloud, at };
}

const zoneLoss = (cloud: Cloud) =>
  cloud.faults.inject("loss", { kind: "zone-loss", zone: "us-central1-a" });
const regionLoss = (cloud: Cloud) =>
  cloud.faults.inject("loss", { kind: "region-loss", region: "us-central1", calls: "hang" });

/** From what went wrong until the last request that failed. */
function length({ cloud, at }: Told): number {
  return (outagesOf(cloud, "users").at(-1)?.to ?? at) - at;
}

describe("requests", () => {
  it("are all answered by the nearest region while nothing is wrong", () => {
    const { cloud, at } = suffer(() => {});
    expect(countsOf(cloud, "users", at)).toEqual({
      served: PEAK * 1800,
      failed: 0,
      byRegion: { "us-central1": PEAK * 1800, "us-east1": 0 },
    });
  });

  it("fail for as long as the deployed check takes to see a lost zone, and no longer (N+2)", () => {
    const told = suffer(zoneLoss, [CENTRAL]);
    // Three probes every 5 s, of which the last is given up after 3 s; the load looks every second.
    expect(length(told)).toBeGreaterThan((2 * 5 + 3) * SECOND);
    expect(length(told)).toBeLessThanOrEqual((3 * 5 + 3 + 1) * SECOND);
    const { failed } = countsOf(told.cloud, "users", told.at);
    expect(failed).toBeGreaterThan(PEAK * 0.5 * 12);
    expect(failed).toBeLessThan(PEAK * 0.5 * 19);
    expect(outagesOf(told.cloud, "users")).toHaveLength(1);
  });

  it("fail for longer when the deployed check looks half as often", () => {
    const usual = length(suffer(zoneLoss, [CENTRAL]));
    const slow = length(suffer(zoneLoss, [CENTRAL], { check: { checkIntervalSec: 10 } }));
    const patient = length(suffer(zoneLoss, [CENTRAL], { check: { unhealthyThreshold: 6 } }));
    expect(slow - usual).toBeGreaterThan(8 * SECOND);
    expect(slow).toBeLessThanOrEqual((3 * 10 + 3 + 1) * SECOND);
    expect(patient - usual).toBeGreaterThan(13 * SECOND);
    expect(patient).toBeLessThanOrEqual((6 * 5 + 3 + 1) * SECOND);
  });

  it("fail for less when outliers are left out before the check sees them", () => {
    const outlierDetection = { interval: { seconds: 10 }, maxEjectionPercent: 50 };
    const told = suffer(zoneLoss, [CENTRAL], { backend: { outlierDetection } });
    expect(length(told)).toBeLessThanOrEqual(11 * SECOND);
    const few = { interval: { seconds: 10 }, maxEjectionPercent: 10 };
    const rest = suffer(zoneLoss, [CENTRAL], { backend: { outlierDetection: few } });
    expect(length(rest)).toBeGreaterThan(13 * SECOND);
  });

  it("go to the other region when theirs is lost, and back again", () => {
    const told = suffer(regionLoss);
    const { cloud } = told;
    expect(length(told)).toBeLessThanOrEqual(19 * SECOND);
    expect(countsOf(cloud, "users", told.at + 20 * SECOND)).toMatchObject({
      failed: 0,
      byRegion: { "us-east1": PEAK * (1800 - 20) },
    });
    cloud.faults.heal("loss");
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    const late = countsOf(cloud, "users", cloud.now - MINUTE);
    expect(late).toMatchObject({ failed: 0, byRegion: { "us-central1": PEAK * 60 } });
  });

  it("stay lost while the other region is closed, until it is opened and everywhere knows (b.1)", () => {
    const closed = { regions: { "us-central1": 1, "us-east1": 0 } };
    const told = suffer(regionLoss, [CENTRAL, EAST], closed);
    expect(length(told)).toBe(30 * MINUTE);
    const { cloud } = told;
    const from = cloud.now;
    backends(cloud, { regions: { "us-central1": 1, "us-east1": 1 } });
    const service = cloud.find(`compute.BackendService:${PROJECT}/global/web`)!;
    const known = service.readyAt - from;
    expect(known).toBeGreaterThanOrEqual(10 * SECOND);
    cloud.advanceTo(from + 10 * MINUTE);
    const end = outagesOf(cloud, "users").at(-1)!.to;
    expect(end - from).toBeGreaterThan(known - SECOND);
    expect(end - from).toBeLessThanOrEqual(known + SECOND);
  });

  it("overflow to the next region when the nearest is full (R18)", () => {
    const { cloud } = fresh();
    stand(cloud, [CENTRAL, EAST]);
    startLoad(cloud, { id: "users", host: HOST, path: "/", from: { "us-central1": 3000 } });
    cloud.advanceTo(cloud.now + 5 * SECOND);
    const { byRegion, failed } = countsOf(cloud, "users");
    expect({ byRegion, failed }).toEqual({
      byRegion: { "us-central1": 5 * 14 * 200, "us-east1": 5 * 200 },
      failed: 0,
    });
  });

  it("that are too many fail as far as there is no room, and a group grows by what it does", () => {
    const { cloud } = fresh();
    stand(cloud, [CENTRAL]);
    startLoad(cloud, { id: "users", host: HOST, path: "/", from: { "us-central1": 3500 } });
    const at = cloud.now;
    cloud.advanceTo(at + 10 * SECOND);
    expect(countsOf(cloud, "users")).toMatchObject({ served: 28_000, failed: 7000 });
    cloud.advanceTo(at + 20 * MINUTE);
    const group = `compute.RegionInstanceGroupManager:${PROJECT}/us-central1/web-us-central1`;
    expect(stateOf(cloud, group).target).toBe(21);
    expect(countsOf(cloud, "users", cloud.now - MINUTE)).toMatchObject({ failed: 0 });
  });

  it("that fail come again as their budget allows, and no more", () => {
    const { cloud } = fresh();
    stand(cloud, [CENTRAL]);
    const retries = { attempts: 2, budget: 0.1 };
    startLoad(cloud, { id: "u", host: HOST, path: "/", from: { "us-central1": 4000 }, retries });
    cloud.advanceTo(cloud.now + 10 * SECOND);
    // 4000 in the first second, then a tenth more; 2800 can be answered.
    expect(countsOf(cloud, "u")).toMatchObject({ served: 28_000, failed: 1200 + 9 * 1600 });
  });

  it("fare the same by seed, whatever the steps, and otherwise by another", () => {
    const bytes = (seed: number, step: number) => {
      const { cloud, records } = fresh({ seed, timing: spans });
      stand(cloud, [CENTRAL, EAST]);
      startLoad(cloud, { id: "users", host: HOST, path: "/", from: { "us-central1": PEAK } });
      zoneLoss(cloud);
      const end = cloud.now + 2 * MINUTE;
      while (cloud.now < end) cloud.advanceTo(Math.min(end, cloud.now + step));
      return JSON.stringify(records.all());
    };
    expect(bytes(1, 2 * MINUTE)).toBe(bytes(1, 700));
    expect(bytes(1, 2 * MINUTE)).not.toBe(bytes(2, 2 * MINUTE));
  });
});
