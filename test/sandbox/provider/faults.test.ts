import type { Properties } from "../../../engine/embedded/wire";
import { UNKNOWN } from "../../../inventory/model";
import { aGoogleProvider, PROJECT, urnOf } from "./providers";

// What was seen of the provider when calls fail.
const NETWORK = "gcp:compute/network:Network";
const SUBNET = "gcp:compute/subnetwork:Subnetwork";
const bank = { name: "bank" };

const subnet = (name: string) => ({
  name,
  network: `projects/${PROJECT}/global/networks/bank`,
  region: "us-east1",
  ipCidrRange: "10.2.0.0/16",
});

describe("Google's provider when calls fail", () => {
  it("tries again what is said to be passing: one 503 isn't seen", async () => {
    const { up, cloud } = await aGoogleProvider();
    cloud.faults.inject("once", { kind: "call", nth: 1, when: "before" });
    expect((await up(NETWORK, bank)).id).toContain("networks/bank");
    expect(cloud.now).toBeGreaterThan(0);
  });

  it("gives up on a lasting 503 after minutes, and makes it when the region is back", async () => {
    const { up, cloud } = await aGoogleProvider();
    await up(NETWORK, bank);
    cloud.faults.inject("gone", { kind: "region-loss", region: "us-east1", calls: "fail" });
    const before = cloud.now;
    await expect(up(SUBNET, subnet("east"))).rejects.toThrow(
      "Error creating Subnetwork: googleapi: Error 503: Service unavailable in us-east1, backendError",
    );
    expect(cloud.now - before).toBeGreaterThan(60_000);
    cloud.faults.heal("gone");
    expect((await up(SUBNET, subnet("east"))).id).toContain("subnetworks/east");
  });

  it("gets 409 for what took effect before its answer was lost, now and at the next run", async () => {
    const { up, cloud, provider } = await aGoogleProvider();
    cloud.faults.inject("lost", { kind: "call", nth: 1, when: "after", verb: "create" });
    await expect(up(NETWORK, bank)).rejects.toThrow(
      "Error 409: The resource 'bank' already exists, alreadyExists",
    );
    await expect(up(NETWORK, bank)).rejects.toThrow("Error 409");
    const urn = urnOf(NETWORK);
    const id = `projects/${PROJECT}/global/networks/bank`;
    expect(await provider.read({ urn, id, state: {}, inputs: {} })).toMatchObject({ id });
  });

  it("says where a call may have had its effect, and finds what it made by its inputs", async () => {
    const { up, cloud, provider } = await aGoogleProvider();
    const urn = urnOf(NETWORK);
    const look = () => provider.read({ urn, id: "", state: {}, inputs: bank });
    expect(await look()).toBeUndefined();
    cloud.faults.inject("lost", { kind: "call", nth: 1, when: "after", verb: "create" });
    await expect(up(NETWORK, bank)).rejects.toMatchObject({ uncertain: true });
    expect(await look()).toMatchObject({ id: `projects/${PROJECT}/global/networks/bank` });
    await expect(up(NETWORK, bank)).rejects.toMatchObject({ uncertain: false });
  });

  it("finds a version of a secret by what is in it: the one before is not what was being made", async () => {
    const { up, provider } = await aGoogleProvider();
    const [secret, type] = [
      "gcp:secretmanager/secret:Secret",
      "gcp:secretmanager/secretVersion:SecretVersion",
    ];
    const { id: parent } = await up(secret, { secretId: "key", replication: { auto: {} } });
    const data = (secretData: string) => ({ secret: parent, secretData });
    const first = await up(type, data("one"));
    const look = (inputs: Properties) =>
      provider.read({ urn: urnOf(type), id: "", state: {}, inputs });
    expect(await look(data("one"))).toMatchObject({ id: first.id });
    expect(await look(data("two"))).toBeUndefined();
    const second = await up(type, data("two"));
    expect(await look(data("two"))).toMatchObject({ id: second.id });
  });

  it("leaves nothing waiting that comes after a cancellation", async () => {
    const { up, cloud, provider } = await aGoogleProvider();
    await up(NETWORK, bank);
    cloud.faults.inject("gone", { kind: "region-loss", region: "us-east1", calls: "hang" });
    provider.cancel();
    await expect(up(SUBNET, subnet("east"))).rejects.toMatchObject({ uncertain: true });
  });

  it("takes a configuration that isn't known yet", async () => {
    const { provider } = await aGoogleProvider();
    await expect(provider.configure({ project: UNKNOWN })).resolves.toBeUndefined();
  });

  it("changes and deletes once where only the answer was lost", async () => {
    const { up, update, refresh, delete: remove, cloud } = await aGoogleProvider();
    const made = await up(NETWORK, bank);
    cloud.faults.inject("lost", { kind: "call", nth: 1, when: "after", verb: "update" });
    const routed = await update(made, { ...bank, routingMode: "GLOBAL" });
    expect([...cloud.all()][0]).toMatchObject({ revision: 2 });
    cloud.faults.inject("gone", { kind: "call", nth: 1, when: "after", verb: "delete" });
    await remove(routed);
    expect(await refresh(routed)).toBeUndefined();
  });

  it("waits for ever where nobody answers, until it is cancelled", async () => {
    const { up, cloud, provider } = await aGoogleProvider();
    await up(NETWORK, bank);
    cloud.faults.inject("dark", { kind: "region-loss", region: "us-east1", calls: "hang" });
    const waiting = up(SUBNET, subnet("east"));
    const soon = new Promise((resolve) => setTimeout(resolve, 20, "still waiting"));
    expect(await Promise.race([waiting, soon])).toBe("still waiting");
    provider.cancel();
    await expect(waiting).rejects.toThrow("the call was cancelled");
  });

  it("refuses to delete what is in use, and takes what is gone for deleted", async () => {
    const { up, delete: remove } = await aGoogleProvider();
    const network = await up(NETWORK, bank);
    const east = await up(SUBNET, subnet("east"));
    await expect(remove(network)).rejects.toThrow("is already being used by");
    await remove(east);
    await remove(east);
    await remove(network);
  });

  it("keeps an abandoned thing, and one whose deletion is prevented", async () => {
    const { up, delete: remove, refresh } = await aGoogleProvider();
    const left = await up(NETWORK, { ...bank, deletionPolicy: "ABANDON" });
    await remove(left);
    expect(await refresh(left)).toBeDefined();
    const held = await up(NETWORK, { name: "held", deletionPolicy: "PREVENT" }, "held");
    await expect(remove(held)).rejects.toThrow('something else than "PREVENT"');
  });
});
