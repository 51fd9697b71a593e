import type { Properties } from "../../../engine/embedded/wire";
import { aGoogleProvider, type Kept } from "./providers";

// What a preview lets through, and only the API, or the provider on its way there, refuses.

type Google = Awaited<ReturnType<typeof aGoogleProvider>>;

const NETWORK = "gcp:compute/network:Network";
const SUBNET = "gcp:compute/subnetwork:Subnetwork";
const GROUP = "gcp:compute/regionInstanceGroupManager:RegionInstanceGroupManager";
const SERVICE = "gcp:compute/backendService:BackendService";
const RULE = "gcp:compute/globalForwardingRule:GlobalForwardingRule";
const SCALER = "gcp:compute/regionAutoscaler:RegionAutoscaler";
const BUCKET = "gcp:storage/bucket:Bucket";
const SQL = "gcp:sql/databaseInstance:DatabaseInstance";
const [here, there] = ["us-central1", "us-east1"];

const network = ({ up }: Google) => up(NETWORK, { name: "bank", autoCreateSubnetworks: false });

async function subnet(google: Google, name: string, ipCidrRange: string, more: Properties = {}) {
  const of = google.cloud.find("compute.Network:sandbox-bank/global/bank");
  const { id } = of ? { id: "projects/sandbox-bank/global/networks/bank" } : await network(google);
  const inputs = { name, network: id, region: here, ipCidrRange, ...more };
  return google.up(SUBNET, inputs, name);
}

async function group(google: Google, more: Properties = {}): Promise<Kept> {
  const template = await google.up("gcp:compute/regionInstanceTemplate:RegionInstanceTemplate", {
    region: here,
    machineType: "e2-small",
    disks: [{ sourceImage: "projects/cos-cloud/global/images/cos", boot: true }],
  });
  const versions = [{ instanceTemplate: template.id }];
  const inputs = { name: "web", baseInstanceName: "web", region: here, versions, ...more };
  return google.up(GROUP, inputs);
}

async function scaler(google: Google, target: string, name: string, mode = "ON") {
  const autoscalingPolicy = { minReplicas: 1, maxReplicas: 3, mode };
  return google.up(SCALER, { name, region: here, target, autoscalingPolicy }, name);
}

/** A load balancer's chain up to its proxy. */
async function proxy({ up }: Google, loadBalancingScheme: string): Promise<string> {
  const service = await up(SERVICE, { name: "web", loadBalancingScheme, protocol: "HTTP" });
  const map = await up("gcp:compute/uRLMap:URLMap", { name: "web", defaultService: service.id });
  const made = await up("gcp:compute/targetHttpProxy:TargetHttpProxy", { urlMap: map.id });
  return made.id;
}

const bucket = (google: Google, inputs: Properties) =>
  google.up(BUCKET, { name: "docs-bank", location: "US", ...inputs });

const instance = (google: Google, settings: Properties, more: Properties = {}) =>
  google.up(SQL, {
    name: "db",
    region: here,
    databaseVersion: "POSTGRES_16",
    settings: {
      tier: "db-perf-optimized-N-2",
      edition: "ENTERPRISE_PLUS",
      ipConfiguration: { ipv4Enabled: true },
      backupConfiguration: { enabled: true, pointInTimeRecoveryEnabled: true },
      ...settings,
    },
    deletionProtection: false,
    ...more,
  });

const REFUSED: Readonly<Record<string, readonly [(google: Google) => Promise<unknown>, string]>> = {
  "a surge below the number of zones": [
    (google) =>
      group(google, {
        distributionPolicyZones: [`${here}-a`, `${here}-b`, `${here}-c`],
        updatePolicy: { type: "PROACTIVE", minimalAction: "REPLACE", maxSurgeFixed: 2 },
      }),
    "is below the number of zones, 3",
  ],
  "a shape of machines that there isn't": [
    (google) => group(google, { distributionPolicyTargetShape: "ODD" }),
    '"ODD" is not one of',
  ],
  "a shape beside redistribution": [
    (google) => group(google, { distributionPolicyTargetShape: "BALANCED" }),
    "doesn't go with the shape",
  ],
  "an autoscaler's mode": [
    async (google) => scaler(google, (await group(google)).id, "one", "HALF"),
    '"HALF" is not one of ON, OFF, ONLY_SCALE_OUT',
  ],
  "a second autoscaler of a group": [
    async (google) => {
      const { id } = await group(google);
      await scaler(google, id, "one");
      return scaler(google, id, "two");
    },
    "has another autoscaler, one",
  ],
  "soft deletion for three days": [
    (google) => bucket(google, { softDeletePolicy: { retentionDurationSeconds: 259_200 } }),
    "is neither 0 nor from 604800",
  ],
  "an rpo in one region": [
    (google) => bucket(google, { location: "US-CENTRAL1", rpo: "DEFAULT" }),
    "single region",
  ],
  "turbo in a multi-region": [
    (google) => bucket(google, { rpo: "ASYNC_TURBO" }),
    "needs a dual-region",
  ],
  "a bucket's name": [(google) => bucket(google, { name: "My Docs" }), "is no bucket's name"],
  "a comparison other than more and less": [
    ({ up }) =>
      up("gcp:monitoring/alertPolicy:AlertPolicy", {
        displayName: "lag",
        combiner: "OR",
        conditions: [
          {
            displayName: "lag",
            conditionThreshold: { comparison: "COMPARISON_GE", duration: "60s", filter: "x" },
          },
        ],
      }),
    "is not one of COMPARISON_GT, COMPARISON_LT",
  ],
  "subnetworks that overlap": [
    async (google) => {
      await subnet(google, "one", "10.0.0.0/16");
      return subnet(google, "two", "10.0.1.0/24");
    },
    "overlaps 10.0.0.0/16 of one",
  ],
  "schemes that differ along a load balancer": [
    async (google) => {
      const target = await proxy(google, "EXTERNAL");
      return google.up(RULE, { loadBalancingScheme: "EXTERNAL_MANAGED", target, portRange: "80" });
    },
    'differs from "EXTERNAL" of the backend service',
  ],
  "another scheme of a backend service": [
    async ({ up, update }) => {
      const of = (loadBalancingScheme: string) => ({ name: "web", loadBalancingScheme });
      return update(await up(SERVICE, of("EXTERNAL_MANAGED")), of("INTERNAL_MANAGED"));
    },
    "'INTERNAL_MANAGED'; it is 'EXTERNAL_MANAGED' and stays so",
  ],
  "an internal load balancer without a place for its proxies": [
    async (google) => {
      const { id } = await subnet(google, "one", "10.0.0.0/16");
      return internalRule(google, id);
    },
    "An active proxy-only subnetwork is required",
  ],
  "more kept backups than there may be": [
    (google) =>
      instance(google, {
        backupConfiguration: { enabled: true, backupRetentionSettings: { retainedBackups: 400 } },
      }),
    "is not from 1 to 365",
  ],
  "a private address in a network without a services connection": [
    async (google) => {
      const { id } = await network(google);
      return instance(google, { ipConfiguration: { ipv4Enabled: false, privateNetwork: id } });
    },
    "doesn't have at least 1 private services connection",
  ],
  "a copy of another size than its disk": [
    ({ up }) => pair(up, { size: 10 }),
    "is not the 20 GB of here",
  ],
};

async function internalRule(google: Google, subnetwork: string): Promise<Kept> {
  const target = await proxy(google, "INTERNAL_MANAGED");
  const scheme = { loadBalancingScheme: "INTERNAL_MANAGED", portRange: "80" };
  return google.up(RULE, { ...scheme, network: "bank", subnetwork, target });
}

async function pair(up: Google["up"], more: Properties = {}) {
  const disk = (name: string, zone: string, inputs: Properties = {}) =>
    up("gcp:compute/disk:Disk", { name, zone, size: 20, ...inputs }, name);
  const primary = await disk("here", `${here}-a`);
  const copy = await disk("there", `${there}-b`, {
    asyncPrimaryDisk: { disk: primary.id },
    ...more,
  });
  const start = () =>
    up("gcp:compute/diskAsyncReplication:DiskAsyncReplication", {
      primaryDisk: primary.id,
      secondaryDisk: { disk: copy.id },
    });
  return { primary, copy, start };
}

describe("what only a deployment is refused", () => {
  it.each(Object.entries(REFUSED))("%s", async (_what, [deploy, why]) => {
    await expect(deploy(await aGoogleProvider())).rejects.toThrow(why);
  });

  it("takes all of that where it is right", async () => {
    const google = await aGoogleProvider();
    const one = await subnet(google, "one", "10.0.0.0/16");
    const proxies = { purpose: "GLOBAL_MANAGED_PROXY", role: "ACTIVE" };
    await subnet(google, "proxies", "10.1.0.0/23", proxies);
    expect((await internalRule(google, one.id)).id).toContain("forwardingRules/");
    const { id } = await group(google);
    expect((await scaler(google, id, "one")).id).toContain("autoscalers/one");
  });
});

describe("what is in use", () => {
  it("keeps the connection of a network that has databases in it", async () => {
    const google = await aGoogleProvider();
    const { id } = await network(google);
    const connection = await google.up("gcp:servicenetworking/connection:Connection", {
      network: id,
      service: "servicenetworking.googleapis.com",
      reservedPeeringRanges: ["services"],
    });
    const ipConfiguration = { ipv4Enabled: false, privateNetwork: id };
    const made = await instance(google, { ipConfiguration });
    await expect(google.delete(connection)).rejects.toThrow("are still using this connection");
    await google.delete(made);
    await google.delete(connection);
    expect(await google.refresh(connection)).toBeUndefined();
  });

  it("keeps a channel that an alert names, unless that is forced", async () => {
    const google = await aGoogleProvider();
    const { up, update, delete: remove } = google;
    const type = "gcp:monitoring/notificationChannel:NotificationChannel";
    const given = {
      displayName: "team",
      type: "email",
      labels: { email_address: "a@example.com" },
    };
    const channel = await up(type, given);
    await up("gcp:monitoring/alertPolicy:AlertPolicy", {
      displayName: "lag",
      combiner: "OR",
      notificationChannels: [channel.id],
      conditions: [
        {
          displayName: "lag",
          conditionThreshold: { comparison: "COMPARISON_GT", duration: "60s", filter: "x" },
        },
      ],
    });
    await expect(remove(channel)).rejects.toThrow("still used by");
    await remove(await update(channel, { ...given, forceDelete: true }));
    expect(await google.refresh(channel)).toBeUndefined();
  });

  it("keeps an instance of Spanner while one of its databases is guarded", async () => {
    const { up, update, delete: remove } = await aGoogleProvider();
    const spanner = await up("gcp:spanner/instance:Instance", {
      name: "ledger",
      config: "regional-us-central1",
      displayName: "ledger",
      numNodes: 1,
    });
    const given = { instance: "ledger", name: "main", deletionProtection: false };
    const database = await up("gcp:spanner/database:Database", {
      ...given,
      enableDropProtection: true,
    });
    await expect(remove(spanner)).rejects.toThrow("drop protection");
    await update(database, { ...given, enableDropProtection: false });
    await remove(spanner);
  });

  it("lets a copy that replication has left never be one again, and its old primary go", async () => {
    const { up, delete: remove } = await aGoogleProvider();
    const { primary, start } = await pair(up);
    const replication = await start();
    await expect(remove(primary)).rejects.toThrow("is already being used by");
    await remove(replication);
    await expect(start()).rejects.toThrow("Replication to 'there' was stopped");
    await remove(primary);
  });
});

describe("what replaces without its field's flag", () => {
  it("is a range of addresses that shrinks, and not one that grows", async () => {
    const google = await aGoogleProvider();
    const kept = await subnet(google, "one", "10.0.0.0/16");
    const to = async (ipCidrRange: string) =>
      (await google.diff(kept, { ...kept.inputs, ipCidrRange })).replaces;
    expect(await to("10.0.0.0/15")).toEqual([]);
    expect(await to("10.0.0.0/20")).toEqual(["ipCidrRange"]);
    expect(await to("10.8.0.0/16")).toEqual(["ipCidrRange"]);
  });
});
