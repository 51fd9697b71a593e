import type { Cloud } from "../../../../sandbox/cloud";
import { setApplication } from "../../../../sandbox/kinds/compute/application";
import { demand } from "../../../../sandbox/kinds/compute/demand";
import { stateOf } from "../../../../sandbox/kinds/compute/machine";
import { fresh, IMAGE, MINUTE, scale, SECOND, service, type ServiceShape } from "../fleet";

const HOUR = 60 * MINUTE;

function grown(shape: ServiceShape = {}): { readonly cloud: Cloud; readonly group: string } {
  const { cloud } = fresh();
  const group = service(cloud, { least: 4, most: 20, ...shape });
  cloud.advanceTo(20 * MINUTE);
  return { cloud, group };
}

const size = (cloud: Cloud, group: string) => stateOf(cloud, group).target;
const ask = (cloud: Cloud, group: string, requests: number) =>
  demand(cloud, "users", { group, requests, perInstance: 100 });

describe("an autoscaler", () => {
  it("grows at its next look to what the deployed target asks for (a.3)", () => {
    const { cloud, group } = grown();
    ask(cloud, group, 390);
    const at = cloud.now;
    cloud.advanceTo(at + 59 * SECOND);
    expect(size(cloud, group)).toBe(4);
    cloud.advanceTo(at + 60 * SECOND);
    // 3.9 machines' worth of work at 60 % each.
    expect(size(cloud, group)).toBe(7);
  });

  it("grows less with a higher target, and never beyond its limit", () => {
    const sizeAt = (target: number, most = 20) => {
      const { cloud, group } = grown({ scaling: { cpuUtilization: { target } }, most });
      ask(cloud, group, 390);
      cloud.advanceTo(cloud.now + 5 * MINUTE);
      return size(cloud, group);
    };
    expect([sizeAt(0.6), sizeAt(0.8), sizeAt(0.6, 6)]).toEqual([7, 5, 6]);
  });

  it("sees a machine at most busy all the time, so it grows in steps", () => {
    const { cloud, group } = grown();
    ask(cloud, group, 1200);
    cloud.advanceTo(cloud.now + 61 * SECOND);
    expect(size(cloud, group)).toBe(7);
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    expect(size(cloud, group)).toBe(20);
  });

  it("shrinks after ten steady minutes, by as many as the deployed control lets go", () => {
    const { cloud, group } = grown();
    ask(cloud, group, 390);
    cloud.advanceTo(cloud.now + 15 * MINUTE);
    ask(cloud, group, 0);
    const at = cloud.now;
    cloud.advanceTo(at + 9 * MINUTE);
    expect(size(cloud, group)).toBe(7);
    cloud.advanceTo(at + 13 * MINUTE);
    expect(size(cloud, group)).toBe(6);
    cloud.advanceTo(at + HOUR);
    expect(size(cloud, group)).toBe(4);
  });

  it("only grows in the mode that says so, and does nothing when off", () => {
    const { cloud, group } = grown({ mode: "ONLY_SCALE_OUT" });
    ask(cloud, group, 390);
    cloud.advanceTo(cloud.now + 5 * MINUTE);
    ask(cloud, group, 0);
    cloud.advanceTo(cloud.now + HOUR);
    expect(size(cloud, group)).toBe(7);
    const off = grown({ mode: "OFF" });
    expect(size(off.cloud, off.group)).toBe(0);
    scale(off.cloud, { least: 4, most: 20, mode: "ON" });
    off.cloud.advanceTo(off.cloud.now + 5 * MINUTE);
    expect(size(off.cloud, off.group)).toBe(4);
    scale(off.cloud, { least: 0, most: 20, mode: "OFF" });
    off.cloud.advanceTo(off.cloud.now + HOUR);
    expect(size(off.cloud, off.group)).toBe(4);
  });

  it("has a known peak's machines from its start to its end, in its time zone", () => {
    const schedule = {
      name: "lunch",
      schedule: "0 12 * * *",
      timeZone: "America/New_York",
      durationSec: 3600,
      minRequiredReplicas: 9,
    };
    const { cloud, group } = grown({ scaling: { scalingSchedules: [schedule] } });
    // January: New York is five hours behind.
    cloud.advanceTo(17 * HOUR - MINUTE);
    expect(size(cloud, group)).toBe(4);
    cloud.advanceTo(17 * HOUR + 2 * MINUTE);
    expect(size(cloud, group)).toBe(9);
    cloud.advanceTo(18 * HOUR + 5 * MINUTE);
    expect(size(cloud, group)).toBeGreaterThan(4);
    cloud.advanceTo(21 * HOUR);
    expect(size(cloud, group)).toBe(4);
    cloud.advanceTo(41 * HOUR + 2 * MINUTE);
    expect(size(cloud, group)).toBe(9);
  });

  it("makes up for the machines of a lost zone when the rest has too much to do", () => {
    const { cloud, group } = grown({ least: 8, most: 20 });
    ask(cloud, group, 390);
    cloud.advanceTo(cloud.now + 5 * MINUTE);
    cloud.faults.inject("zone", { kind: "zone-loss", zone: "us-central1-a" });
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    expect(size(cloud, group)).toBe(7 + 4);
    const { machines } = stateOf(cloud, group);
    expect(machines.filter(({ answers }) => answers)).toHaveLength(7);
  });

  it("decides nothing while its region is lost", () => {
    const { cloud, group } = grown();
    cloud.faults.inject("loss", { kind: "region-loss", region: "us-central1", calls: "hang" });
    ask(cloud, group, 390);
    cloud.advanceTo(cloud.now + HOUR);
    expect(size(cloud, group)).toBe(4);
    cloud.faults.heal("loss");
    cloud.advanceTo(cloud.now + 5 * MINUTE);
    expect(size(cloud, group)).toBe(7);
  });

  it("goes by what its machines really do, not by what is declared", () => {
    const { cloud, group } = grown();
    setApplication(cloud, IMAGE, { rate: 200 });
    ask(cloud, group, 390);
    cloud.advanceTo(cloud.now + 5 * MINUTE);
    expect(size(cloud, group)).toBe(4);
  });
});
