import { putState, stateOf } from "../../../sandbox/kinds/compute/machine";
import { computeRoutes } from "../../../sandbox/rest/compute";
import { monitoringRoutes } from "../../../sandbox/rest/monitoring";
import { fresh, MINUTE, PROJECT, put, SECOND } from "../kinds/fleet";
import { CENTRAL, EAST, stand } from "../traffic/front";
import { asker } from "./ask";

const BASE = `/compute/v1/projects/${PROJECT}`;
const GROUP = `${BASE}/regions/us-east1/instanceGroupManagers/web-us-east1`;
const SCALERS = `${BASE}/regions/us-east1/autoscalers`;
const SERVICE = `${BASE}/global/backendServices/web`;

function bank() {
  const { cloud } = fresh();
  stand(cloud, [CENTRAL, EAST]);
  return { cloud, ask: asker(cloud, [computeRoutes, monitoringRoutes]) };
}

describe("the Compute API", () => {
  it("shows a group with what goes on in it", async () => {
    const { ask } = bank();
    const { body } = await ask("GET", GROUP);
    expect(body).toMatchObject({
      name: "web-us-east1",
      targetSize: 11,
      status: { isStable: true, versionTarget: { isReached: true } },
      currentActions: { none: 11, creating: 0 },
    });
    const machines = await ask("POST", `${GROUP}/listManagedInstances`);
    expect(machines.body.managedInstances).toHaveLength(11);
    expect(machines.body.managedInstances[0]).toMatchObject({
      instanceStatus: "RUNNING",
      currentAction: "NONE",
      instanceHealth: [{ detailedHealthState: "HEALTHY" }],
    });
  });

  it("says whether all machines have the version that they shall have", async () => {
    const { cloud, ask } = bank();
    const id = `compute.RegionInstanceGroupManager:${PROJECT}/us-east1/web-us-east1`;
    const { properties } = cloud.find(id)!;
    cloud.setProperties(id, { ...properties, versions: [{ instanceTemplate: "another" }] });
    const { body } = await ask("GET", GROUP);
    expect(body.status).toMatchObject({ isStable: true, versionTarget: { isReached: false } });
    cloud.setProperties(id, properties);
    putState(cloud, id, { ...stateOf(cloud, id), target: 10 }); // one is still to go
    const moving = await ask("GET", GROUP);
    expect(moving.body.status).toEqual({
      ...moving.body.status,
      ...{ isStable: false, versionTarget: { isReached: true } },
    });
  });

  it("resizes a group only while its autoscaler is off, and the operation ends in time", async () => {
    const { cloud, ask } = bank();
    expect(await ask("POST", `${GROUP}/resize?size=3`)).toMatchObject({
      status: 412,
      body: { error: { errors: [{ reason: "conditionNotMet" }] } },
    });
    const off = { autoscalingPolicy: { mode: "OFF" } };
    await ask("PATCH", `${SCALERS}?autoscaler=web-us-east1`, off);
    cloud.settle();
    const resized = await ask("POST", `${GROUP}/resize?size=3`);
    expect(resized.body).toMatchObject({ kind: "compute#operation", status: "RUNNING" });
    const path = `${BASE}/regions/us-east1/operations/${resized.body.name}`;
    cloud.advanceTo(cloud.now + MINUTE * 5);
    expect((await ask("GET", path)).body).toMatchObject({ status: "DONE", progress: 100 });
    expect((await ask("GET", GROUP)).body.targetSize).toBe(3);
  });

  it("patches an autoscaler in the API's words and leaves the rest of its policy", async () => {
    const { cloud, ask } = bank();
    const patch = { autoscalingPolicy: { minNumReplicas: 13, maxNumReplicas: 20 } };
    await ask("PATCH", `${SCALERS}?autoscaler=web-us-east1`, patch);
    const { body } = await ask("GET", `${SCALERS}/web-us-east1`);
    expect(body.autoscalingPolicy).toMatchObject({
      minNumReplicas: 13,
      maxNumReplicas: 20,
      coolDownPeriodSec: 90,
      cpuUtilization: { utilizationTarget: 0.6 },
      mode: "ON",
    });
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    expect((await ask("GET", GROUP)).body.targetSize).toBe(13);
  });

  it("opens and closes backends, but never the only one (b.1)", async () => {
    const { ask } = bank();
    const { backends } = (await ask("GET", SERVICE)).body;
    const closed = backends.map((one: object, at: number) => ({ ...one, capacityScaler: at }));
    expect((await ask("PATCH", SERVICE, { backends: closed })).status).toBe(200);
    const again = (await ask("GET", SERVICE)).body.backends;
    expect(again.map((one: { capacityScaler: number }) => one.capacityScaler)).toEqual([0, 1]);
    const alone = { backends: [{ ...backends[0], capacityScaler: 0 }] };
    expect((await ask("PATCH", SERVICE, alone)).status).toBe(400);
    const odd = { backends: [{ ...backends[0], capacityScaler: 0.05 }, backends[1]] };
    expect((await ask("PATCH", SERVICE, odd)).status).toBe(400);
  });

  it("shows what the load balancer's check has found, after it has", async () => {
    const { cloud, ask } = bank();
    const group = (await ask("GET", SERVICE)).body.backends[0].group;
    const states = async () => {
      const { body } = await ask("POST", `${SERVICE}/getHealth`, { group });
      return body.healthStatus.filter(
        (one: { healthState: string }) => one.healthState === "HEALTHY",
      ).length;
    };
    cloud.faults.inject("zone", { kind: "zone-loss", zone: "us-central1-a" });
    cloud.advanceTo(cloud.now + 12 * SECOND);
    expect(await states()).toBe(14);
    cloud.advanceTo(cloud.now + 7 * SECOND);
    expect(await states()).toBe(7);
  });

  it("switches a fence in the API's words", async () => {
    const { cloud, ask } = bank();
    const denies = [{ protocol: "all" }];
    put(cloud, "compute.Firewall", "global", "fence", { disabled: true, denies, priority: 0 });
    const path = `${BASE}/global/firewalls/fence`;
    expect((await ask("GET", path)).body).toMatchObject({ denied: [{ IPProtocol: "all" }] });
    await ask("PATCH", path, { disabled: false });
    expect(cloud.find(`compute.Firewall:${PROJECT}/global/fence`)!.properties).toMatchObject({
      disabled: false,
      denies,
    });
  });

  it("answers 404 for what isn't there, 503 or nothing from a region that is lost", async () => {
    const { cloud, ask } = bank();
    expect((await ask("GET", `${SERVICE}s`)).status).toBe(404);
    cloud.faults.inject("loss", { kind: "region-loss", region: "us-east1", calls: "fail" });
    expect((await ask("GET", GROUP)).status).toBe(503);
    cloud.faults.inject("loss", { kind: "region-loss", region: "us-east1", calls: "hang" });
    await expect(ask("GET", GROUP)).rejects.toThrow(/no answer/);
    expect((await ask("GET", SERVICE)).status).toBe(200);
  });

  it("has the newest point of a metric, and says which it hasn't", async () => {
    const { ask } = bank();
    const filter = (text: string) =>
      `/v3/projects/${PROJECT}/timeSeries?filter=${encodeURIComponent(text)}`;
    const size = 'metric.type = "compute.googleapis.com/instance_group/size"';
    const one = `${size} AND resource.labels.instance_group_name = "web-us-east1"`;
    const { timeSeries } = (await ask("GET", filter(one))).body;
    expect(timeSeries).toHaveLength(1);
    expect(timeSeries[0].points[0].value).toEqual({ doubleValue: 11 });
    expect((await ask("GET", filter('metric.type = "x"'))).status).toBe(400);
  });
});
