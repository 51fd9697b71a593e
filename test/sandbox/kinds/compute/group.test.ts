import type { Cloud } from "../../../../sandbox/cloud";
import { stateOf } from "../../../../sandbox/kinds/compute/machine";
import { hang } from "../../../../sandbox/kinds/compute/life";
import { change, fresh, MINUTE, SECOND, service, template } from "../fleet";

const machines = (cloud: Cloud, group: string) => stateOf(cloud, group).machines;
const serving = (cloud: Cloud, group: string) =>
  machines(cloud, group).filter(({ answers }) => answers);
const byZone = (cloud: Cloud, group: string) =>
  Object.fromEntries(
    [...new Set(serving(cloud, group).map(({ zone }) => zone))]
      .sort()
      .map((zone) => [zone, serving(cloud, group).filter((one) => one.zone === zone).length]),
  );

/** A group that has grown to its size and has been healthy for a while. */
function running(...args: Parameters<typeof service>) {
  const group = service(...args);
  args[0].advanceTo(args[0].now + 20 * MINUTE);
  return group;
}

describe("a regional group", () => {
  it("grows from nothing to what its autoscaler says, even over its zones, as fast as machines boot", () => {
    const { cloud } = fresh();
    const group = service(cloud);
    expect(machines(cloud, group)).toEqual([]);
    cloud.advanceTo(20 * MINUTE);
    expect(byZone(cloud, group)).toEqual({ "us-central1-a": 7, "us-central1-b": 7 });
    // From when the autoscaler is there: its look 60 s, a machine 25 s, its boot 90 s.
    const { readyAt } = cloud.find(
      "compute.RegionAutoscaler:sandbox-bank/us-central1/web-us-central1",
    )!;
    const up = Math.max(...machines(cloud, group).map(({ since }) => since));
    expect(up).toBe(readyAt + (60 + 25 + 90) * SECOND);
  });

  it("boots as long as the deployed initialization period says", () => {
    const upAt = (boot: number) => {
      const { cloud } = fresh();
      const group = service(cloud, { boot });
      cloud.advanceTo(30 * MINUTE);
      return Math.max(...machines(cloud, group).map(({ since }) => since));
    };
    expect(upAt(180) - upAt(90)).toBe(90 * SECOND);
  });

  it("loses a zone and goes on with the others, without new machines", () => {
    const { cloud } = fresh();
    const group = running(cloud);
    cloud.faults.inject("zone", { kind: "zone-loss", zone: "us-central1-a" });
    cloud.advanceTo(cloud.now + 30 * MINUTE);
    expect(machines(cloud, group)).toHaveLength(14);
    expect(byZone(cloud, group)).toEqual({ "us-central1-b": 7 });
    cloud.faults.heal("zone");
    cloud.advanceTo(cloud.now + 89 * SECOND);
    expect(byZone(cloud, group)).toEqual({ "us-central1-b": 7 });
    cloud.advanceTo(cloud.now + 1 * SECOND);
    expect(byZone(cloud, group)).toEqual({ "us-central1-a": 7, "us-central1-b": 7 });
  });

  it("makes a hanging machine again once its own check gives it up (R14)", () => {
    const { cloud } = fresh();
    const group = running(cloud);
    const [first] = machines(cloud, group);
    const at = cloud.now;
    const resource = cloud.find(group)!;
    hang(cloud, resource, first!.name);
    const state = () => machines(cloud, group).find(({ name }) => name === first!.name)!;
    // Four probes every 15 s and the last one's 5 s: between 50 and 65 s by the probe's phase.
    cloud.advanceTo(at + 49 * SECOND);
    expect(state().state).toBe("running");
    cloud.advanceTo(at + 65 * SECOND);
    expect(state().state).toBe("deleting");
    cloud.advanceTo(at + (65 + 40 + 25 + 90) * SECOND);
    expect(state()).toMatchObject({ state: "running", answers: true, hung: false });
    expect(machines(cloud, group)).toHaveLength(14);
  });

  it("leaves a machine alone while it boots, and in a circle if the delay is too short (R14)", () => {
    const { cloud } = fresh();
    const group = service(cloud);
    const policy = cloud.find(group)!.properties["autoHealingPolicies"];
    change(cloud, group, {
      autoHealingPolicies: { ...(policy as object), initialDelaySec: 60 },
    });
    cloud.advanceTo(60 * MINUTE);
    expect(serving(cloud, group)).toEqual([]);
  });

  it("replaces its machines a few at a time and never serves with fewer (R13)", () => {
    const { cloud } = fresh();
    const group = running(cloud);
    const next = template(cloud, "us-central1", "web-2");
    change(cloud, group, { versions: [{ name: "current", instanceTemplate: next }] });
    let least = 14;
    let most = 14;
    for (let minute = 0; minute < 40 * 6; minute += 1) {
      cloud.advanceTo(cloud.now + 10 * SECOND);
      least = Math.min(least, serving(cloud, group).length);
      most = Math.max(
        most,
        machines(cloud, group).filter(({ state }) => state !== "deleting").length,
      );
    }
    expect({ least, most }).toEqual({ least: 14, most: 16 });
    expect(new Set(machines(cloud, group).map((one) => one.template))).toEqual(new Set([next]));
    expect(machines(cloud, group)).toHaveLength(14);
  });

  it("stops at a release that never gets healthy, and goes back", () => {
    const { cloud } = fresh();
    const group = running(cloud);
    const old = machines(cloud, group)[0]!.template;
    const bad = template(cloud, "us-central1", "web-2", "bad-image");
    cloud.faults.inject("bad", { kind: "bad-release", image: "bad-image" });
    change(cloud, group, { versions: [{ name: "current", instanceTemplate: bad }] });
    cloud.advanceTo(cloud.now + 60 * MINUTE);
    expect(serving(cloud, group)).toHaveLength(14);
    expect(machines(cloud, group).filter((one) => one.template === bad)).toHaveLength(2);
    change(cloud, group, { versions: [{ name: "current", instanceTemplate: old }] });
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    expect(machines(cloud, group).filter((one) => one.template === bad)).toEqual([]);
    expect(serving(cloud, group)).toHaveLength(14);
  });

  it("tries a new version on a share of its machines (a.2)", () => {
    const { cloud } = fresh();
    const group = running(cloud);
    const old = machines(cloud, group)[0]!.template;
    const next = template(cloud, "us-central1", "web-2");
    change(cloud, group, {
      versions: [
        { name: "canary", instanceTemplate: next, targetSize: { percent: 20 } },
        { name: "current", instanceTemplate: old },
      ],
    });
    cloud.advanceTo(cloud.now + 40 * MINUTE);
    expect(machines(cloud, group).filter((one) => one.template === next)).toHaveLength(3);
    expect(serving(cloud, group)).toHaveLength(14);
  });

  it.each([
    ["EVEN", 7, 0],
    ["BALANCED", 14, 0],
    ["ANY", 14, 0],
    ["ANY_SINGLE_ZONE", 14, 0],
  ])("with shape %s has %i machines while a zone has none to give", (shape, others, none) => {
    const { cloud } = fresh();
    cloud.faults.inject("full", { kind: "no-capacity", zone: "us-central1-a" });
    const group = running(cloud, { group: { distributionPolicyTargetShape: shape } });
    const counts = byZone(cloud, group);
    expect([counts["us-central1-b"], counts["us-central1-a"] ?? 0]).toEqual([others, none]);
    cloud.faults.heal("full");
    cloud.advanceTo(cloud.now + 60 * MINUTE);
    expect(machines(cloud, group)).toHaveLength(14);
  });

  it("stops at the region's quota and goes on when it is raised", () => {
    const { cloud } = fresh();
    const quota = { kind: "quota", region: "us-central1", metric: "instances" } as const;
    cloud.faults.inject("quota", { ...quota, most: 10 });
    const group = running(cloud);
    expect(serving(cloud, group)).toHaveLength(10);
    expect(stateOf(cloud, group).refused).toMatchObject({ "us-central1-a": "QUOTA_EXCEEDED" });
    cloud.faults.inject("quota", { ...quota, most: 20 });
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    expect(serving(cloud, group)).toHaveLength(14);
    expect(stateOf(cloud, group).refused).toEqual({});
  });

  it("is resized by hand only while no autoscaler decides (412)", () => {
    const { cloud } = fresh();
    const group = running(cloud);
    const resource = cloud.find(group)!;
    expect(() => cloud.act(resource, "resize", { size: 3 })).toThrow(
      expect.objectContaining({ status: 412 }),
    );
    const scaler = "compute.RegionAutoscaler:sandbox-bank/us-central1/web-us-central1";
    const policy = cloud.find(scaler)!.properties["autoscalingPolicy"] as object;
    change(cloud, scaler, { autoscalingPolicy: { ...policy, mode: "OFF" } });
    cloud.act(resource, "resize", { size: 3 });
    cloud.advanceTo(cloud.now + 5 * MINUTE);
    expect(machines(cloud, group)).toHaveLength(3);
    expect(cloud.find(group)!.properties["targetSize"]).toBe(3);
  });

  it("is the same after one long step as after many short ones, and by seed", () => {
    const bytes = (seed: number, step: number) => {
      const { cloud, records } = fresh({ seed });
      service(cloud);
      cloud.advanceTo(10 * MINUTE);
      cloud.faults.inject("zone", { kind: "zone-loss", zone: "us-central1-a" });
      for (let time = 10 * MINUTE; time <= 30 * MINUTE; time += step) cloud.advanceTo(time);
      return JSON.stringify(records.all());
    };
    expect(bytes(1, 20 * MINUTE)).toBe(bytes(1, SECOND));
    expect(bytes(1, 20 * MINUTE)).not.toBe(bytes(2, 20 * MINUTE));
  });
});
