import type { Cloud } from "../../../../sandbox/cloud";
import { startLoad } from "../../../../sandbox/traffic/load";
import { countsOf, outagesOf } from "../../../../sandbox/traffic/record";
import { HOST } from "../../traffic/front";
import { fresh, MINUTE, SECOND } from "../fleet";
import { answering, deploy, frontOfPods, inPods, podsIn, type PodsShape, ZONES } from "../shop";

const BAD = "shop/web@sha256:2";

function shop(shape: PodsShape = {}): Cloud {
  const { cloud } = fresh();
  inPods(cloud, shape);
  return cloud;
}

/** Nine pods behind a load balancer, and users. */
function used(rate: number, shape: PodsShape = {}): Cloud {
  const cloud = shop(shape);
  frontOfPods(cloud);
  cloud.advanceTo(30 * MINUTE);
  startLoad(cloud, { id: "users", host: HOST, path: "/", from: { "us-central1": rate } });
  cloud.advanceTo(35 * MINUTE);
  return cloud;
}

const images = (cloud: Cloud) =>
  new Set(podsIn(cloud).map(({ template }) => template.split(" ")[0]));

describe("pods", () => {
  it("come up as soon as their autoscaler has looked, they are placed and have booted", () => {
    const cloud = shop();
    cloud.advanceTo(41 * SECOND);
    expect(answering(cloud)).toBe(0);
    cloud.advanceTo(42 * SECOND); // one pod until the autoscaler looks
    expect(answering(cloud)).toBe(1);
    cloud.advanceTo(52 * SECOND); // 10 s, then 12 s and 30 s
    expect(answering(cloud)).toBe(9);
    expect(ZONES.map((zone) => podsIn(cloud).filter((pod) => pod.zone === zone).length)).toEqual([
      3, 3, 3,
    ]);
  });

  it("wait for a node where none has room", () => {
    const cloud = shop({ least: 12 });
    cloud.advanceTo(52 * SECOND);
    expect(answering(cloud)).toBe(9);
    cloud.advanceTo(159 * SECOND);
    expect(answering(cloud)).toBe(9);
    cloud.advanceTo(160 * SECOND); // 10 s, 120 s for the node, 30 s
    expect(answering(cloud)).toBe(12);
  });

  it("wait in no number where the deployment says 0, whatever the autoscaler's limits", () => {
    const cloud = shop({ replicas: 0 });
    cloud.advanceTo(10 * MINUTE);
    expect(podsIn(cloud)).toEqual([]);
    deploy(cloud, {});
    cloud.advanceTo(20 * MINUTE);
    expect(answering(cloud)).toBe(1);
  });

  it("are replaced a few at a time, without a request lost", () => {
    const cloud = used(270);
    deploy(cloud, { image: BAD });
    let most = 0;
    for (let second = 0; second < 600; second += 1) {
      cloud.advanceTo(cloud.now + SECOND);
      most = Math.max(most, podsIn(cloud).filter(({ state }) => state !== "deleting").length);
      expect(answering(cloud)).toBeGreaterThanOrEqual(9);
    }
    expect([...images(cloud)]).toEqual([BAD]);
    expect(most).toBe(12);
    expect(outagesOf(cloud, "users")).toEqual([]);
  });

  it("of a version that never gets ready stay three, beside all the old ones", () => {
    const cloud = used(270);
    cloud.faults.inject("bad", { kind: "bad-release", image: BAD });
    deploy(cloud, { image: BAD });
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    expect(podsIn(cloud)).toHaveLength(12);
    expect(answering(cloud)).toBe(9);
    expect(outagesOf(cloud, "users")).toEqual([]);
  });

  it("of a version that answers probes alone fail their share of the requests", () => {
    const cloud = used(270);
    cloud.faults.inject("bad", { kind: "bad-release", image: BAD, answersProbes: true });
    deploy(cloud, { image: BAD });
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    const from = cloud.now;
    cloud.advanceTo(from + MINUTE);
    expect(countsOf(cloud, "users", from)).toMatchObject({ served: 0, failed: 16_200 });
  });

  it("grow with the load as far as they may, and shrink one a minute", () => {
    const cloud = used(400); // eight pods' worth, and 60 % of twelve is 7.2
    expect(podsIn(cloud)).toHaveLength(12);
    startLoad(cloud, { id: "users", host: HOST, path: "/", from: { "us-central1": 100 } });
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    expect(podsIn(cloud)).toHaveLength(12);
    cloud.advanceTo(cloud.now + 6 * MINUTE);
    expect(podsIn(cloud)).toHaveLength(9);
  });
});

describe("pods of a lost zone", () => {
  it("are found out by the load balancer's probes, and given up after 340 s", () => {
    const cloud = used(200);
    const at = cloud.now;
    cloud.faults.inject("lost", { kind: "zone-loss", zone: "us-central1-a" });
    cloud.advanceTo(at + 5 * MINUTE);
    const [outage, ...others] = outagesOf(cloud, "users");
    expect(others).toEqual([]);
    // Three probes, 5 s apart, the last by its timeout of 3 s.
    expect((outage?.to ?? 0) - at).toBeGreaterThanOrEqual(13 * SECOND);
    expect((outage?.to ?? 0) - at).toBeLessThanOrEqual(18 * SECOND);
    // A third of the requests, until the first of the zone's three pods is left out.
    expect(outage?.failed).toBeGreaterThan((13 * 200) / 3 - 1);
    expect(outage?.failed).toBeLessThan((18 * 200) / 3);
    expect(podsIn(cloud).filter(({ powered }) => !powered)).toHaveLength(3);
    cloud.advanceTo(at + 340 * SECOND + 3 * MINUTE);
    expect(podsIn(cloud).filter(({ powered }) => !powered)).toEqual([]);
    expect(answering(cloud)).toBeGreaterThanOrEqual(9);
  });

  it("boot again where it is back before that", () => {
    const cloud = used(200);
    cloud.faults.inject("lost", { kind: "zone-loss", zone: "us-central1-a" });
    cloud.advanceTo(cloud.now + MINUTE);
    cloud.faults.heal("lost");
    cloud.advanceTo(cloud.now + 30 * SECOND);
    expect(podsIn(cloud).filter(({ zone, answers }) => zone === ZONES[0] && answers)).toHaveLength(
      3,
    );
  });
});
