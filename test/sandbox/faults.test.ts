import type { Fault } from "../../sandbox/faults";
import { NoAnswer } from "../../sandbox/error";
import type { Kind } from "../../sandbox/kind";
import { aCloud, address, refusal } from "./a-cloud";

const GONE = [503, "backendError"];
const thing = (location: string) => address("test.Thing", `of-${location}`, location);

/** What a call into each place comes to. */
function answers(fault: Fault, ...locations: string[]) {
  const { cloud, faults } = aCloud();
  for (const location of locations) cloud.create(thing(location), {});
  faults.inject("f", fault);
  const calls = locations.map((location) => {
    const answer = refusal(() => cloud.get(thing(location)).location);
    return answer instanceof NoAnswer ? "hangs" : answer;
  });
  const lost = locations.filter((location) => faults.isLost(location));
  faults.heal("f");
  for (const location of locations) cloud.get(thing(location));
  return { calls, lost };
}

describe("Faults", () => {
  it("loses a region with its zones, and nothing else", () => {
    const places = ["us-east1", "us-east1-b", "us-east10", "us-east4", "global", "nam5", "US"];
    const there = places.slice(2).map((location) => ({ gave: location }));
    const loss = { kind: "region-loss", region: "us-east1" } as const;
    const lost = ["us-east1", "us-east1-b"];
    expect(answers({ ...loss, calls: "fail" }, ...places)).toEqual({
      calls: [GONE, GONE, ...there],
      lost,
    });
    expect(answers({ ...loss, calls: "hang" }, ...places)).toEqual({
      calls: ["hangs", "hangs", ...there],
      lost,
    });
  });

  it("loses a zone, but not its region", () => {
    const fault = { kind: "zone-loss", zone: "us-east1-b" } as const;
    expect(answers(fault, "us-east1", "us-east1-b", "us-east1-c")).toEqual({
      calls: [{ gave: "us-east1" }, GONE, { gave: "us-east1-c" }],
      lost: ["us-east1-b"],
    });
  });

  it("has calls about a lost instance's users fail, wherever they are kept", () => {
    const { cloud, faults } = aCloud();
    cloud.create(address("sql.DatabaseInstance", "db", "us-east1"), {});
    const user = (name: string) => address("sql.User", `db/${name}`);
    cloud.create(user("a"), { instance: "db" });
    faults.inject("f", { kind: "region-loss", region: "us-east1", calls: "fail" });
    expect(refusal(() => cloud.get(user("a")))).toEqual(GONE);
    expect(refusal(() => cloud.create(user("b"), { instance: "db" }))).toEqual(GONE);
  });

  it.each(["before", "after"] as const)(
    "fails the n-th call that matches, %s its effect",
    (when) => {
      const { cloud, faults } = aCloud();
      faults.inject("f", { kind: "call", nth: 2, when, verb: "create", of: "test.Thing" });
      const names = ["a", "b", "c"];
      const create = (name: string) => refusal(() => cloud.create(address("test.Thing", name), {}));
      cloud.create(address("test.Other", "x"), {});
      const came = names.map((name) => (Array.isArray(create(name)) ? "fails" : "ok"));
      expect(came).toEqual(["ok", "fails", "ok"]);
      const there = [...cloud.all("test.Thing")].map(({ name }) => name);
      expect(there).toEqual(when === "before" ? ["a", "c"] : names);
      expect([...cloud.calls()].filter(({ answer }) => answer !== "ok")).toHaveLength(1);
    },
  );

  it("refuses the n-th call for good where that is asked for", () => {
    const { cloud, faults } = aCloud();
    faults.inject("f", { kind: "call", nth: 1, when: "before", refused: true });
    const create = () => refusal(() => cloud.create(address("test.Thing", "a"), {}));
    expect(create()).toEqual([403, "forbidden"]);
    expect(create()).toMatchObject({ gave: { name: "a" } });
  });

  it("fails a share of the calls into a degraded region, and slows its operations down", () => {
    const share = (seed: number) => {
      const { cloud, faults } = aCloud([], { takes: () => "any" });
      cloud.seed = seed;
      cloud.create(thing("us-east1"), {});
      faults.inject("f", { kind: "degraded", region: "us-east1", factor: 10, failing: 0.3 });
      const calls = Array.from({ length: 1000 }, () =>
        Array.isArray(refusal(() => cloud.get(thing("us-east1")))),
      );
      return { calls, cloud };
    };
    const { calls, cloud } = share(7);
    const failed = calls.filter(Boolean).length;
    expect(failed).toBeGreaterThan(250);
    expect(failed).toBeLessThan(350);
    expect(share(7).calls).toEqual(calls);
    expect(share(8).calls).not.toEqual(calls);
    const far = cloud.create(thing("us-west1"), {});
    expect(far.readyAt - cloud.now).toBeLessThanOrEqual(3000);
    while (!cloud.find("test.Thing:sandbox-bank/us-east1-b/of-us-east1-b")) {
      refusal(() => cloud.create(thing("us-east1-b"), {}));
    }
    expect(cloud.get(thing("us-east1-b")).readyAt - cloud.now).toBeGreaterThanOrEqual(10_000);
  });

  it("counts a quota by region and metric, in Google's words", () => {
    const group: Kind = {
      kind: "test.Group",
      uses: ({ properties }) => ({ instances: Number(properties["size"]) }),
    };
    const { cloud, faults } = aCloud([group]);
    const at = (name: string, location: string) => address("test.Group", name, location);
    faults.inject("f", { kind: "quota", region: "us-east1", metric: "instances", most: 5 });
    cloud.create(at("a", "us-east1"), { size: 3 });
    cloud.create(at("b", "us-east1-b"), { size: 2 });
    cloud.create(at("c", "us-west1"), { size: 9 });
    expect(() => cloud.update(at("a", "us-east1"), { size: 4 })).toThrow(
      "Quota 'INSTANCES' exceeded.  Limit: 5.0 in region us-east1.",
    );
    expect(refusal(() => cloud.create(at("d", "us-east1"), { size: 1 }))).toEqual([
      403,
      "quotaExceeded",
    ]);
    cloud.update(at("b", "us-east1-b"), { size: 1 });
    expect(cloud.update(at("a", "us-east1"), { size: 4 }).revision).toBe(2);
    faults.inject("g", { kind: "quota", region: "us-west1", metric: "test.Group", most: 1 });
    expect(refusal(() => cloud.create(at("e", "us-west1"), { size: 0 }))).toEqual([
      403,
      "quotaExceeded",
    ]);
  });

  it("hides what is new from others for a while", () => {
    const { cloud, faults } = aCloud();
    faults.inject("f", { kind: "propagation", of: "test.Thing", delay: 60_000 });
    faults.inject("g", { kind: "propagation", of: "projects.IAMMember", delay: 60_000 });
    const grant = address("projects.IAMMember", "grant");
    cloud.caller = "maker";
    cloud.create(thing("global"), {});
    cloud.create(grant, {});
    expect(cloud.get(thing("global")).revision).toBe(1);
    cloud.caller = "other";
    expect(refusal(() => cloud.get(thing("global")))).toEqual([404, "notFound"]);
    expect(refusal(() => cloud.get(grant))).toEqual([403, "forbidden"]);
    cloud.advanceTo(60_000);
    expect([cloud.get(thing("global")).revision, cloud.get(grant).revision]).toEqual([1, 1]);
  });

  it("says what kinds ask about: lag, capacity, bad releases", () => {
    const { cloud, faults } = aCloud();
    cloud.advanceTo(1000);
    faults.inject("f", { kind: "lag", instance: "copy", lag: 500, growth: 0.5 });
    faults.inject("g", { kind: "no-capacity", zone: "us-east1-b" });
    faults.inject("h", { kind: "bad-release", image: "web:7" });
    cloud.advanceTo(3000);
    expect([faults.lagOf("copy"), faults.lagOf("other")]).toEqual([1500, undefined]);
    expect(["us-east1-b", "us-east1-c"].map((zone) => faults.hasCapacity(zone))).toEqual([
      false,
      true,
    ]);
    expect(["web:7", "web:6"].map((image) => faults.isBadRelease(image))).toEqual([true, false]);
  });

  it("deletes data where the kind says how, and else notes it", () => {
    const rows: Kind = {
      kind: "test.Rows",
      dataDeleted: ({ id }, args, cloud) => cloud.setRuntime(id, { left: args["left"] ?? 0 }),
    };
    const { cloud } = aCloud([rows]);
    const [kept, noted] = [address("test.Rows", "r"), thing("global")].map(
      (at) => cloud.create(at, {}).id,
    );
    cloud.advanceTo(5);
    cloud.deleteData(kept!, { left: 3 });
    cloud.deleteData(noted!);
    expect([cloud.find(kept!)?.runtime, cloud.find(noted!)?.runtime]).toEqual([
      { left: 3 },
      { dataDeletedAt: 5 },
    ]);
  });
});
