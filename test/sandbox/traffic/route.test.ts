import type { Cloud } from "../../../sandbox/cloud";
import type { JsonObject } from "../../../sandbox/json";
import { request } from "../../../sandbox/traffic/request";
import { resolve } from "../../../sandbox/traffic/names";
import { change, fresh, link, MINUTE, PROJECT, put, SECOND } from "../kinds/fleet";
import { CENTRAL, EAST, HOST, stand } from "./front";

const outside = { id: "user", region: "us-east4", inside: false };
const inside = { id: "machine", region: "us-central1", inside: true };
const ask = (cloud: Cloud, host = HOST, path = "/") =>
  request(cloud, { host, path, client: outside });

function bank(): Cloud {
  const { cloud } = fresh();
  stand(cloud, [CENTRAL, EAST]);
  return cloud;
}

function rule(cloud: Cloud, name: string, more: JsonObject): void {
  put(cloud, "compute.Firewall", "global", name, { network: link("global/networks/n"), ...more });
}

describe("a request", () => {
  it("is answered by the region nearest to where it comes from (ClickTravel)", () => {
    const cloud = bank();
    expect(ask(cloud)).toMatchObject({ region: "us-east1" });
    const client = { ...outside, region: "us-west4" };
    expect(request(cloud, { host: HOST, path: "/", client })).toMatchObject({
      region: "us-central1",
    });
  });

  it.each<[string, (cloud: Cloud) => void, string]>([
    [
      "no-name",
      (cloud) => cloud.delete(cloud.find(`dns.RecordSet:${PROJECT}/global/public/${HOST}./A`)!),
      "the record is gone",
    ],
    [
      "no-front-end",
      (cloud) => cloud.delete(cloud.find(`compute.GlobalForwardingRule:${PROJECT}/global/web`)!),
      "nothing listens at the address",
    ],
    [
      "no-certificate",
      (cloud) =>
        cloud.delete(cloud.find(`certificatemanager.CertificateMapEntry:${PROJECT}/global/web`)!),
      "no certificate is for the name",
    ],
    [
      "no-healthy-backend",
      (cloud) =>
        ["us-central1", "us-east1"].forEach((region) =>
          cloud.faults.inject(region, { kind: "region-loss", region, calls: "fail" }),
        ),
      "every region is lost",
    ],
  ])("fails with %s when %3$s", (reason, happen) => {
    const cloud = bank();
    happen(cloud);
    cloud.advanceTo(cloud.now + 5 * MINUTE);
    expect(ask(cloud)).toEqual({ fails: reason });
  });

  it("doesn't go to a region that is closed, however near (b.1)", () => {
    const { cloud } = fresh();
    stand(cloud, [CENTRAL, EAST], { regions: { "us-central1": 1, "us-east1": 0 } });
    expect(ask(cloud)).toMatchObject({ region: "us-central1" });
  });

  it("goes to the service whose path is the longest that fits, once the map is known", () => {
    const cloud = bank();
    put(cloud, "compute.BackendService", "global", "api", {
      healthChecks: link("global/healthChecks/web-ready"),
      backends: [{ group: link("regions/us-east1/instanceGroups/web-us-east1") }],
    });
    change(cloud, `compute.URLMap:${PROJECT}/global/web`, {
      hostRules: [{ hosts: [HOST], pathMatcher: "paths" }],
      pathMatchers: [
        {
          name: "paths",
          defaultService: link("global/backendServices/web"),
          pathRules: [{ paths: ["/api/*"], service: link("global/backendServices/api") }],
        },
      ],
    });
    const west = { ...outside, region: "us-west1" };
    const region = (path: string) => request(cloud, { host: HOST, path, client: west });
    expect(region("/api/v1")).toMatchObject({ region: "us-central1" });
    cloud.settle();
    cloud.advanceTo(cloud.now + MINUTE);
    expect(region("/api/v1")).toMatchObject({ region: "us-east1" });
    expect(region("/apis")).toMatchObject({ region: "us-central1" });
  });

  it("finds nobody behind a fence, once that holds everywhere", () => {
    const cloud = bank();
    put(cloud, "compute.Network", "global", "n", { autoCreateSubnetworks: false });
    const probes = ["35.191.0.0/16", "130.211.0.0/22"];
    const allows = [{ protocol: "tcp", ports: ["8080"] }];
    rule(cloud, "probes", { sourceRanges: probes, targetTags: ["backend"], allows });
    cloud.settle();
    const fence = {
      priority: 0,
      direction: "INGRESS",
      sourceRanges: ["0.0.0.0/0"],
      targetTags: ["us-east1"],
      denies: [{ protocol: "all" }],
    };
    rule(cloud, "fence-us-east1-in", { ...fence, disabled: true });
    cloud.advanceTo(cloud.now + 5 * MINUTE);
    expect(ask(cloud)).toMatchObject({ region: "us-east1" });
    rule(cloud, "fence-us-east1-in", { ...fence, disabled: false });
    cloud.settle();
    cloud.advanceTo(cloud.now + 20 * SECOND);
    expect(ask(cloud)).toMatchObject({ region: "us-central1" });
    rule(cloud, "fence-us-east1-in", { ...fence, disabled: true });
    cloud.settle();
    cloud.advanceTo(cloud.now + 20 * SECOND);
    expect(ask(cloud)).toMatchObject({ region: "us-east1" });
  });

  it("reaches nobody when the rule that lets health checks in is gone", () => {
    const cloud = bank();
    put(cloud, "compute.Network", "global", "n", { autoCreateSubnetworks: false });
    rule(cloud, "shell", { sourceRanges: ["35.235.240.0/20"], allows: [{ protocol: "tcp" }] });
    cloud.advanceTo(cloud.now + MINUTE);
    expect(ask(cloud)).toEqual({ fails: "no-healthy-backend" });
  });
});

describe("a name", () => {
  const record = (cloud: Cloud, name: string, more: JsonObject, zone = "private") =>
    put(cloud, "dns.RecordSet", "global", `${zone}/${name}`, { managedZone: zone, name, ...more });

  function zone(): Cloud {
    const { cloud } = fresh();
    put(cloud, "dns.ManagedZone", "global", "private", { dnsName: "x.", visibility: "private" });
    return cloud;
  }

  it("of a private zone is known inside the network only (c)", () => {
    const cloud = zone();
    record(cloud, "db.x.", { type: "A", ttl: 30, rrdatas: ["10.0.0.2"] });
    cloud.advanceTo(MINUTE);
    expect(resolve(cloud, inside, "db.x")).toBe("10.0.0.2");
    expect(resolve(cloud, outside, "db.x")).toBeUndefined();
  });

  it("keeps its old answer for what is left of its TTL, for each client on its own", () => {
    const cloud = zone();
    record(cloud, "db.x.", { type: "A", ttl: 30, rrdatas: ["10.0.0.2"] });
    cloud.advanceTo(MINUTE);
    expect(resolve(cloud, inside, "db.x")).toBe("10.0.0.2");
    record(cloud, "db.x.", { type: "A", ttl: 30, rrdatas: ["10.0.0.3"] });
    cloud.advanceTo(MINUTE + 29 * SECOND);
    expect(resolve(cloud, inside, "db.x")).toBe("10.0.0.2");
    expect(resolve(cloud, { ...inside, id: "other" }, "db.x")).toBe("10.0.0.3");
    cloud.advanceTo(MINUTE + 30 * SECOND);
    expect(resolve(cloud, inside, "db.x")).toBe("10.0.0.3");
  });

  it("with a failover policy answers with another region's address after that of the first is dead (c)", () => {
    const cloud = zone();
    put(cloud, "compute.Network", "global", "n", {});
    for (const [place, address] of [
      ["us-central1", "10.0.0.5"],
      ["us-east1", "10.1.0.5"],
    ] as const) {
      const network = link("global/networks/n");
      put(cloud, "compute.Subnetwork", place, `s-${place}`, { network });
      const proxies = { purpose: "GLOBAL_MANAGED_PROXY", role: "ACTIVE" };
      put(cloud, "compute.Subnetwork", place, `p-${place}`, { network, ...proxies });
      put(cloud, "compute.GlobalForwardingRule", "global", `i-${place}`, {
        loadBalancingScheme: "INTERNAL_MANAGED",
        portRange: "443",
        ipAddress: address,
        subnetwork: link(`regions/${place}/subnetworks/s-${place}`),
      });
    }
    const target = (ipAddress: string) => ({ internalLoadBalancers: [{ ipAddress, port: "443" }] });
    const backupGeos = [{ location: "us-east1", healthCheckedTargets: target("10.1.0.5") }];
    const primaryBackup = { primary: target("10.0.0.5"), backupGeos };
    record(cloud, "services.x.", { type: "A", ttl: 5, routingPolicy: { primaryBackup } });
    put(cloud, "compute.HealthCheck", "global", "c", {
      checkIntervalSec: 5,
      timeoutSec: 3,
      unhealthyThreshold: 3,
    });
    put(cloud, "compute.BackendService", "global", "b", {
      loadBalancingScheme: "INTERNAL_MANAGED",
      healthChecks: link("global/healthChecks/c"),
    });
    cloud.advanceTo(5 * MINUTE);
    const answer = () => resolve(cloud, inside, "services.x");
    expect(answer()).toBe("10.0.0.5");
    cloud.faults.inject("loss", { kind: "region-loss", region: "us-central1", calls: "hang" });
    cloud.advanceTo(cloud.now + 12 * SECOND);
    expect(answer()).toBe("10.0.0.5");
    cloud.advanceTo(cloud.now + 5 * SECOND);
    expect(answer()).toBe("10.1.0.5");
    cloud.faults.heal("loss");
    cloud.advanceTo(cloud.now + 6 * SECOND);
    expect(answer()).toBe("10.0.0.5");
  });

  it("with a failover policy over ways in answers with the first that a load balancer stands behind (c)", () => {
    const cloud = zone();
    const way = (name: string, ipAddress: string) =>
      put(cloud, "compute.GlobalForwardingRule", "global", name, { portRange: "443", ipAddress });
    way("front", "203.0.113.1");
    way("bypass", "203.0.113.2");
    const to = (address: string) => ({ externalEndpoints: [address] });
    const backupGeos = [{ location: "us-central1", healthCheckedTargets: to("203.0.113.2") }];
    const primaryBackup = { primary: to("203.0.113.1"), backupGeos };
    record(cloud, "api.x.", { type: "A", ttl: 30, routingPolicy: { primaryBackup } });
    cloud.advanceTo(5 * MINUTE);
    expect(resolve(cloud, inside, "api.x")).toBe("203.0.113.1");
    cloud.delete(cloud.find(`compute.GlobalForwardingRule:${PROJECT}/global/front`)!);
    cloud.advanceTo(cloud.now + 31 * SECOND);
    expect(resolve(cloud, inside, "api.x")).toBe("203.0.113.2");
  });

  it("must end in a dot, and has either records or a policy (c)", () => {
    const cloud = zone();
    expect(() => record(cloud, "db.x", { type: "A", rrdatas: ["10.0.0.2"] })).toThrow(/dot/);
    expect(() => record(cloud, "db.x.", { type: "A" })).toThrow(/either/);
  });
});
