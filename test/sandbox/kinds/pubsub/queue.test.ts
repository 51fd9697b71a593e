import type { Cloud } from "../../../../sandbox/cloud";
import type { JsonObject } from "../../../../sandbox/json";
import { setApplication } from "../../../../sandbox/kinds/compute/application";
import { stateOf } from "../../../../sandbox/kinds/compute/machine";
import { backlogOf, rowsIn } from "../../../../sandbox/kinds/pubsub/backlog";
import { fatesOf, publish, seek } from "../../../../sandbox/kinds/pubsub/queue";
import { fresh, IMAGE, link, MINUTE, PROJECT, put, SECOND, template } from "../fleet";

const ZONES = ["us-central1-a", "us-central1-b"];

/** A queue with workers in two zones, each zone's autoscaler seeing the whole backlog. */
function shop(topic: JsonObject = {}, subscription: JsonObject = {}): Cloud {
  const { cloud } = fresh();
  const regions = { allowedPersistenceRegions: ["us-central1", "us-east1"] };
  put(cloud, "pubsub.Topic", "global", "tasks", { messageStoragePolicy: regions, ...topic });
  put(cloud, "pubsub.Topic", "global", "dead", {});
  put(cloud, "pubsub.Subscription", "global", "tasks", {
    topic: link("topics/tasks"),
    messageRetentionDuration: "604800s",
    deadLetterPolicy: { deadLetterTopic: link("topics/dead"), maxDeliveryAttempts: 5 },
    retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
    ...subscription,
  });
  put(cloud, "pubsub.Subscription", "global", "dead", { topic: link("topics/dead") });
  const instanceTemplate = template(cloud, "us-central1", "workers-1");
  for (const zone of ZONES) workers(cloud, zone, instanceTemplate);
  setApplication(cloud, IMAGE, { rate: 2 });
  cloud.advanceTo(5 * MINUTE);
  return cloud;
}

function workers(cloud: Cloud, zone: string, instanceTemplate: string): void {
  put(cloud, "compute.InstanceGroupManager", zone, `workers-${zone}`, {
    zone,
    versions: [{ name: "current", instanceTemplate }],
    updatePolicy: { type: "PROACTIVE", maxSurgeFixed: 1, maxUnavailableFixed: 0 },
  });
  put(cloud, "compute.Autoscaler", zone, `workers-${zone}`, {
    zone,
    target: link(`zones/${zone}/instanceGroupManagers/workers-${zone}`),
    autoscalingPolicy: {
      mode: "ON",
      minReplicas: 1,
      maxReplicas: 10,
      cooldownPeriod: 60,
      metrics: [
        {
          name: "pubsub.googleapis.com/subscription/num_undelivered_messages",
          filter: `resource.type = pubsub_subscription AND resource.label.subscription_id = "tasks"`,
          singleInstanceAssignment: 200,
        },
      ],
    },
  });
}

const size = (cloud: Cloud, zone: string) =>
  stateOf(cloud, `compute.InstanceGroupManager:${PROJECT}/${zone}/workers-${zone}`).target;
const sizes = (cloud: Cloud) => ZONES.map((zone) => size(cloud, zone));
const backlog = (cloud: Cloud, name = "tasks") => backlogOf(cloud, PROJECT, name);
const hand = (cloud: Cloud, count: number, from = "us-central1", poison = false) =>
  publish(cloud, PROJECT, { topic: "tasks", count, from, poison });

describe("a queue", () => {
  it("is worked off as fast as its workers can", () => {
    const cloud = shop();
    hand(cloud, 100);
    cloud.advanceTo(cloud.now + 10 * SECOND);
    expect(backlog(cloud)).toBe(100 - 10 * 2 * 2);
    cloud.advanceTo(cloud.now + MINUTE);
    expect(backlog(cloud)).toBe(0);
    expect(fatesOf(cloud, PROJECT, "tasks")).toEqual({ done: 100, dead: 0, expired: 0 });
  });

  it("has its groups grow by each one's share of the backlog, and shrink when it is gone (a.3)", () => {
    const cloud = shop();
    expect(sizes(cloud)).toEqual([1, 1]);
    hand(cloud, 1800);
    cloud.advanceTo(cloud.now + 2 * MINUTE);
    // Shares of 200, each zone seeing all of them; few are done before the first look.
    expect(sizes(cloud)).toEqual([9, 9]);
    cloud.advanceTo(cloud.now + 9 * MINUTE);
    expect(backlog(cloud)).toBe(0);
    cloud.advanceTo(cloud.now + 30 * MINUTE);
    expect(sizes(cloud)).toEqual([1, 1]);
  });

  it("grows on in the zone that is left when the other is lost", () => {
    const cloud = shop();
    cloud.faults.inject("zone", { kind: "zone-loss", zone: "us-central1-a" });
    hand(cloud, 1900);
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    expect(size(cloud, "us-central1-a")).toBe(1);
    expect(backlog(cloud)).toBe(0);
    expect(fatesOf(cloud, PROJECT, "tasks").done).toBe(1900);
  });

  it("puts aside what nobody can do after as many tries as are deployed", () => {
    const cloud = shop();
    hand(cloud, 3, "us-central1", true);
    // Handed out at 1 s and after 10, 20, 40 and 80 s more; the look is each second.
    cloud.advanceTo(cloud.now + 150 * SECOND);
    expect(fatesOf(cloud, PROJECT, "tasks").dead).toBe(0);
    cloud.advanceTo(cloud.now + 10 * SECOND);
    expect(fatesOf(cloud, PROJECT, "tasks").dead).toBe(3);
    expect([backlog(cloud), backlog(cloud, "dead")]).toEqual([0, 3]);
  });

  it("keeps what waits in a lost region until that is back, and takes new tasks in another (h)", () => {
    const cloud = shop();
    hand(cloud, 40, "us-east1");
    cloud.faults.inject("loss", { kind: "region-loss", region: "us-east1", calls: "fail" });
    hand(cloud, 10, "us-east1");
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    expect(backlog(cloud)).toBe(40);
    cloud.faults.heal("loss");
    cloud.advanceTo(cloud.now + MINUTE);
    expect(backlog(cloud)).toBe(0);
  });

  it("drops what has waited longer than it is kept (R34)", () => {
    const cloud = shop({}, { messageRetentionDuration: "600s" });
    hand(cloud, 40, "us-east1");
    cloud.faults.inject("loss", { kind: "region-loss", region: "us-east1", calls: "fail" });
    cloud.advanceTo(cloud.now + 11 * MINUTE);
    expect(fatesOf(cloud, PROJECT, "tasks")).toEqual({ done: 0, dead: 0, expired: 40 });
  });

  it("refuses tasks from elsewhere only where that is enforced (h)", () => {
    const storage = { allowedPersistenceRegions: ["us-central1"] };
    hand(shop({ messageStoragePolicy: { ...storage, enforceInTransit: false } }), 1, "us-west1");
    const strict = shop({ messageStoragePolicy: { ...storage, enforceInTransit: true } });
    expect(() => hand(strict, 1, "us-west1")).toThrow(/may not come from/);
    strict.faults.inject("loss", { kind: "region-loss", region: "us-central1", calls: "fail" });
    expect(() => hand(strict, 1)).toThrow(expect.objectContaining({ status: 503 }));
  });
});

describe("messages that somebody takes and doesn't do", () => {
  /** One numbered message a second for so long, each done within the next. */
  function hand(cloud: Cloud, from: number, to: number): void {
    for (let row = from; row <= to; row += 1) {
      publish(cloud, PROJECT, { topic: "tasks", count: 1, from: "us-central1", row });
      cloud.advanceTo(cloud.now + SECOND);
    }
  }

  const rows = (cloud: Cloud) => rowsIn(cloud, `${PROJECT}/tasks`);
  const tasks = (cloud: Cloud) => cloud.find(`pubsub.Subscription:${PROJECT}/global/tasks`)!;

  it("are missing for the minute in which that is so, until a seek brings them again", () => {
    const cloud = shop({ messageRetentionDuration: "604800s" });
    hand(cloud, 1, 30);
    const before = cloud.now;
    cloud.deleteData(tasks(cloud).id);
    hand(cloud, 31, 120);
    expect([backlog(cloud), rows(cloud)]).toEqual([
      0,
      [
        { from: 1, to: 30 },
        { from: 91, to: 120 },
      ],
    ]);
    seek(cloud, tasks(cloud), before - 1);
    expect(backlog(cloud)).toBe(0); // not at once
    cloud.advanceTo(cloud.now + 2 * MINUTE);
    expect([backlog(cloud), rows(cloud)]).toEqual([0, [{ from: 1, to: 120 }]]);
    expect(fatesOf(cloud, PROJECT, "tasks").done).toBe(60 + 90); // what was done is done again
  });

  it("are lost where their topic has forgotten them by then", () => {
    const cloud = shop({ messageRetentionDuration: "600s" });
    const before = cloud.now;
    cloud.deleteData(tasks(cloud).id);
    hand(cloud, 1, 60);
    cloud.advanceTo(before + 10 * MINUTE - 30 * SECOND);
    seek(cloud, tasks(cloud), before);
    cloud.advanceTo(cloud.now + 2 * MINUTE);
    expect(rows(cloud)).toEqual([{ from: 31, to: 60 }]); // a seek takes its minute
  });
});
