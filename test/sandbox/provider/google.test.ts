import { aGoogleProvider, PROJECT, urnOf } from "./providers";

const NETWORK = "gcp:compute/network:Network";
const SUBNET = "gcp:compute/subnetwork:Subnetwork";
const HEALTH = "gcp:compute/healthCheck:HealthCheck";
const GRANT = "gcp:projects/iAMMember:IAMMember";
const TEMPLATE = "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate";

describe("Google's provider in the sandbox", () => {
  it("completes inputs as the bridge does, and says which it gave", async () => {
    const { check } = await aGoogleProvider();
    const urn = urnOf(HEALTH, "web-ready");
    const news = { httpHealthCheck: { port: 8080 } };
    const { inputs, failures } = await check(urn, news);
    expect(failures).toEqual([]);
    expect(inputs).toEqual({
      checkIntervalSec: 5,
      healthyThreshold: 2,
      httpHealthCheck: {
        port: 8080,
        proxyHeader: "NONE",
        requestPath: "/",
        __defaults: ["proxyHeader", "requestPath"],
      },
      name: expect.stringMatching(/^web-ready-[0-9a-f]{7}$/),
      timeoutSec: 5,
      unhealthyThreshold: 2,
      __defaults: [
        "checkIntervalSec",
        "healthyThreshold",
        "name",
        "timeoutSec",
        "unhealthyThreshold",
      ],
    });
    const again = await check(urn, news, { ...inputs, name: "web-ready-kept", timeoutSec: 4 });
    expect(again.inputs).toMatchObject({ name: "web-ready-kept", timeoutSec: 4 });
  });

  it("says every input that is wrong, once", async () => {
    const { check } = await aGoogleProvider();
    const { failures } = await check(urnOf(HEALTH), { timeoutSec: "5", requestpath: "/" });
    expect(failures.map(({ property }) => property)).toEqual(["timeoutSec", "requestpath", ""]);
  });

  it("gives what it makes the ids, links and places of Google's provider", async () => {
    const { up, cloud } = await aGoogleProvider();
    const network = await up(NETWORK, { name: "bank", autoCreateSubnetworks: false });
    expect(network.id).toBe(`projects/${PROJECT}/global/networks/bank`);
    expect(network.outputs["selfLink"]).toBe(`https://www.googleapis.com/compute/v1/${network.id}`);
    const subnet = await up(SUBNET, {
      name: "east",
      network: network.id,
      ipCidrRange: "10.2.0.0/16",
      region: "us-east1",
    });
    expect(subnet.outputs).toMatchObject({ gatewayAddress: "10.2.0.1", project: PROJECT });
    expect(cloud.find(`compute.Subnetwork:${PROJECT}/us-east1/east`)).toBeDefined();
  });

  it("makes up a name after a prefix, a new one for each replacement", async () => {
    const { up } = await aGoogleProvider();
    const inputs = {
      namePrefix: "web-",
      machineType: "e2-small",
      disks: [{ sourceImage: "cos-cloud/cos-stable", boot: true }],
    };
    const first = await up(TEMPLATE, inputs);
    const second = await up(TEMPLATE, inputs);
    expect(first.outputs["name"]).toMatch(/^web-\d{26}$/);
    expect(second.id).not.toBe(first.id);
  });

  it("sees no difference in what it made, and one in what drifted once it is read", async () => {
    const { up, diff, refresh, cloud } = await aGoogleProvider();
    const news = { httpHealthCheck: { port: 8080 }, checkIntervalSec: 10 };
    const made = await up(HEALTH, news);
    expect((await diff(made, news)).changes).toEqual({});
    const [thing] = cloud.all("compute.HealthCheck");
    cloud.setProperties(thing!.id, { ...thing!.properties, checkIntervalSec: 30 });
    expect((await diff(made, news)).changes).toEqual({});
    const read = (await refresh(made))!;
    expect(read.inputs["checkIntervalSec"]).toBe(30);
    expect((await diff(read, news)).changes).toEqual({ checkIntervalSec: "update" });
    expect((await diff(read, news, ["checkIntervalSec"])).changes).toEqual({});
  });

  it("replaces by the field rules, the old one first where the program gave the name", async () => {
    const { up, diff } = await aGoogleProvider();
    const given = await up(NETWORK, { name: "bank", autoCreateSubnetworks: false });
    const replaced = await diff(given, { name: "bank", autoCreateSubnetworks: true });
    expect(replaced).toMatchObject({
      replaces: ["autoCreateSubnetworks"],
      deleteBeforeReplace: true,
    });
    const made = await up(NETWORK, { autoCreateSubnetworks: false }, "auto");
    expect(await diff(made, { autoCreateSubnetworks: true })).toMatchObject({
      deleteBeforeReplace: false,
    });
  });

  it("takes links in any form, and sets in any order, for the same", async () => {
    const { up, diff } = await aGoogleProvider();
    const network = await up(NETWORK, { name: "bank" });
    const news = {
      network: network.id,
      allows: [{ protocol: "tcp", ports: ["443"] }],
      sourceRanges: ["10.0.0.0/8", "10.0.1.0/24"],
    };
    const rule = await up("gcp:compute/firewall:Firewall", news);
    const other = {
      ...news,
      network: network.outputs["selfLink"]!,
      sourceRanges: ["10.0.1.0/24", "10.0.0.0/8"],
    };
    expect((await diff(rule, other)).changes).toEqual({});
    const less = { ...other, sourceRanges: ["10.0.1.0/24"] };
    expect((await diff(rule, less)).changes).toEqual({ "sourceRanges[0]": "delete" });
  });

  it("keeps on an update what the service filled in, and drops what is no longer given", async () => {
    const { up, update, cloud } = await aGoogleProvider();
    const zone = await up("gcp:dns/managedZone:ManagedZone", {
      name: "bank",
      dnsName: "bank.example.com.",
      description: "public",
      labels: { a: "b" },
    });
    const after = await update(zone, {
      name: "bank",
      dnsName: "bank.example.com.",
      description: "the public one",
    });
    expect(after.outputs["nameServers"]).toEqual(zone.outputs["nameServers"]);
    expect(after.outputs).not.toHaveProperty("labels");
    expect([...cloud.all("dns.ManagedZone")][0]).toMatchObject({
      revision: 2,
      properties: { description: "the public one" },
    });
  });

  it("finds by its id alone what it is told to import", async () => {
    const { up, provider } = await aGoogleProvider();
    const bucket = await up("gcp:storage/bucket:Bucket", { name: "docs", location: "US" });
    const found = await provider.read({ urn: bucket.urn, id: "docs", state: {}, inputs: {} });
    expect(found?.inputs).toMatchObject({ name: "docs", location: "US" });
    expect(
      await provider.read({ urn: bucket.urn, id: "none", state: {}, inputs: {} }),
    ).toBeUndefined();
  });

  it("tells grants apart by their condition, too", async () => {
    const { up, refresh } = await aGoogleProvider();
    const grant = { role: "roles/datastore.user", member: "serviceAccount:a@b.iam" };
    const all = await up(GRANT, { project: PROJECT, ...grant }, "all");
    const condition = { title: "one", expression: "true" };
    const one = await up(GRANT, { project: PROJECT, ...grant, condition }, "one");
    expect(one.id).toBe(`${all.id}/one`);
    expect((await refresh(one))?.outputs).toEqual(one.outputs);
    expect((await refresh(all))?.outputs).not.toHaveProperty("condition");
  });

  it("names a role of the project's own as grants name it", async () => {
    const { up } = await aGoogleProvider();
    const asked = { roleId: "bank.attach", title: "attach", permissions: ["compute.disks.use"] };
    const role = await up("gcp:projects/iAMCustomRole:IAMCustomRole", asked);
    expect(role.id).toBe(`projects/${PROJECT}/roles/bank.attach`);
    expect(role.outputs["name"]).toBe(role.id);
  });

  it("has a replication stand where its primary disk does, zonal or regional", async () => {
    const { up, cloud } = await aGoogleProvider();
    const disk = (name: string, region: string, more = {}) =>
      up("gcp:compute/regionDisk:RegionDisk", { name, region, size: 10, ...more }, name);
    const primary = await disk("here", "us-central1", {
      replicaZones: ["us-central1-a", "us-central1-b"],
    });
    const secondary = await disk("there", "us-east1", {
      replicaZones: ["us-east1-b", "us-east1-c"],
      asyncPrimaryDisk: { disk: primary.id },
    });
    const made = await up("gcp:compute/diskAsyncReplication:DiskAsyncReplication", {
      primaryDisk: primary.id,
      secondaryDisk: { disk: secondary.id },
    });
    expect(made.id).toBe(primary.id);
    const [thing] = cloud.all("compute.DiskAsyncReplication");
    expect(thing?.location).toBe("us-central1");
  });

  it("refuses to serve a project that isn't a sandbox's", async () => {
    const { provider } = await aGoogleProvider();
    await expect(provider.configure({ project: "acme-prod" })).rejects.toThrow(
      'gcp:project is "acme-prod"',
    );
  });

  it("says what is missing when neither the program nor the configuration has it", async () => {
    const { provider } = await aGoogleProvider();
    await provider.configure({ project: PROJECT });
    const asked = { urn: urnOf(SUBNET), inputs: { name: "s" }, preview: true };
    await expect(provider.create(asked)).rejects.toThrow("region: required field is not set");
  });
});
