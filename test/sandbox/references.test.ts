import { aCloud, address, refusal } from "./a-cloud";

const NETWORK = address("compute.Network", "net");
const SUBNET = address("compute.Subnetwork", "sub", "us-east1");
const LINK = "projects/sandbox-bank/global/networks/net";

describe("references", () => {
  it.each([
    LINK,
    `https://www.googleapis.com/compute/v1/${LINK}`,
    `https://compute.googleapis.com/compute/v1/${LINK}`,
    `//compute.googleapis.com/${LINK}`,
    `${LINK}?uniqueId=7`,
  ])("takes %s for what it names", (link) => {
    const { cloud } = aCloud();
    cloud.create(NETWORK, {});
    const subnet = cloud.create(SUBNET, { deep: [{ network: link }] });
    expect(cloud.referredTo(subnet).map(({ name }) => name)).toEqual(["net"]);
    expect(refusal(() => cloud.delete(NETWORK))).toEqual([400, "resourceInUseByAnotherResource"]);
    cloud.update(SUBNET, {});
    cloud.delete(NETWORK);
    expect([...cloud.all()].map(({ name }) => name)).toEqual(["sub"]);
  });

  it.each([
    ["another project's", "projects/debian-cloud/global/images/debian"],
    ["no resource's", "projects/sandbox-bank/zones/us-east1-b/machineTypes/e2-small"],
    [
      "a region's own",
      "https://www.googleapis.com/compute/v1/projects/sandbox-bank/regions/us-east1",
    ],
    ["a sentence's", `see ${LINK}`],
  ])("doesn't ask whether %s link leads anywhere", (_what, link) => {
    const { cloud } = aCloud();
    expect(cloud.create(SUBNET, { of: link }).revision).toBe(1);
  });

  it("refuses a link to nothing, but not one that was there before", () => {
    const { cloud } = aCloud();
    expect(refusal(() => cloud.create(SUBNET, { network: LINK }))).toEqual([404, "notFound"]);
    cloud.create(NETWORK, {});
    const check = address("monitoring.AlertPolicy", "alert");
    expect(cloud.create(check, { of: `${LINK}-missing` }).revision).toBe(1);
    const free = aCloud([{ kind: "compute.Subnetwork", refersFreely: true }]).cloud;
    free.create(SUBNET, { network: LINK });
    const kept = free.update(SUBNET, { network: LINK, more: 1 });
    expect(kept.revision).toBe(2);
  });

  it("finds what stands for a group under both of its links", () => {
    const { cloud } = aCloud();
    cloud.create(address("compute.RegionInstanceGroupManager", "web", "us-east1"), {});
    const group = "projects/sandbox-bank/regions/us-east1/instanceGroups/web";
    const backend = address("compute.BackendService", "web");
    expect(cloud.create(backend, { backends: [{ group }] }).revision).toBe(1);
    const scaler = address("compute.RegionAutoscaler", "web", "us-east1");
    const target = group.replace("instanceGroups", "instanceGroupManagers");
    expect(cloud.create(scaler, { target }).revision).toBe(1);
    const inZone = target.replace("regions/us-east1", "zones/us-east1-b");
    expect(refusal(() => cloud.update(scaler, { target: inZone }))).toEqual([404, "notFound"]);
  });

  it("takes a replication's id, which is its disk's link, for nothing but the disk's", () => {
    const { cloud } = aCloud();
    const disk = address("compute.RegionDisk", "volume", "us-central1");
    const link = "projects/sandbox-bank/regions/us-central1/disks/volume";
    cloud.create(disk, {});
    const copy = address("compute.RegionDisk", "volume", "us-east1");
    cloud.create(copy, { asyncPrimaryDisk: { disk: link } });
    const replication = address("compute.DiskAsyncReplication", link, "us-central1");
    cloud.create(replication, { id: link, primaryDisk: link });
    // Stopped while the copy is there: that is how one fails over.
    cloud.delete(replication);
    expect(refusal(() => cloud.delete(disk))).toEqual([400, "resourceInUseByAnotherResource"]);
  });

  it("goes by what the service computed, too", () => {
    const { cloud } = aCloud();
    const topic = address("pubsub.Topic", "orders");
    cloud.create(topic, { id: "projects/sandbox-bank/topics/orders" });
    const subscription = address("pubsub.Subscription", "worker");
    const made = cloud.create(subscription, { topic: "projects/sandbox-bank/topics/orders" });
    expect(cloud.referredTo(made).map(({ id }) => id)).toEqual([
      "pubsub.Topic:sandbox-bank/global/orders",
    ]);
    cloud.delete(topic); // Pub/Sub lets a topic go that has subscriptions
  });

  it("lets databases and users go with their instance, but no instance that has replicas", () => {
    const { cloud } = aCloud();
    const instance = (name: string) => address("sql.DatabaseInstance", name, "us-east1");
    const user = address("sql.User", "db/web");
    expect(refusal(() => cloud.create(user, { instance: "db" }))).toEqual([404, "notFound"]);
    cloud.create(instance("db"), {});
    cloud.create(user, { instance: "db" });
    cloud.create(instance("copy"), { masterInstanceName: "sandbox-bank:db" });
    expect(refusal(() => cloud.delete(instance("db")))).toEqual([400, "containerNotEmpty"]);
    cloud.delete(instance("copy"));
    cloud.delete(instance("db"));
    expect([...cloud.all()]).toEqual([]);
  });

  it("deletes no zone that has records", () => {
    const { cloud } = aCloud();
    const zone = address("dns.ManagedZone", "internal");
    const record = address("dns.RecordSet", "internal/db.internal./A");
    cloud.create(zone, {});
    cloud.create(record, { managedZone: "internal" });
    expect(refusal(() => cloud.delete(zone))).toEqual([400, "containerNotEmpty"]);
    cloud.delete(record);
    cloud.delete(zone);
    expect([...cloud.all()]).toEqual([]);
  });

  it("holds after a refused call and after reading what another has done", () => {
    const { cloud, records } = aCloud();
    cloud.create(NETWORK, {});
    cloud.create(SUBNET, { network: LINK });
    const other = aCloud();
    for (const change of records.all()) other.records.apply(change);
    expect(refusal(() => other.cloud.delete(NETWORK))).toEqual([
      400,
      "resourceInUseByAnotherResource",
    ]);
    other.cloud.faults.inject("f", { kind: "call", nth: 1, when: "before", verb: "delete" });
    expect(refusal(() => other.cloud.delete(SUBNET))).toEqual([503, "backendError"]);
    other.cloud.delete(SUBNET);
    other.cloud.delete(NETWORK);
    expect([...other.cloud.all()]).toEqual([]);
  });
});
