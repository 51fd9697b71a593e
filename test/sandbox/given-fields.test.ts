import { openSandbox } from "../../sandbox/sandbox";
import { address, refusal } from "./a-cloud";

const INVALID = [400, "invalid"];

/** The cloud with the project's own field files, and no behaviour of kinds. */
const cloud = () => openSandbox({ kinds: [] }).transact((all) => all);

describe("fields", () => {
  it("refuses what lacks a field that its kind needs, in blocks that are given too", () => {
    const subnet = address("compute.Subnetwork", "sub", "us-east1");
    const template = address("compute.RegionInstanceTemplate", "t", "us-east1");
    const network = { network: "default", ipCidrRange: "10.0.0.0/20" };
    expect(() => cloud().create(subnet, {})).toThrow("Required field 'network' not specified");
    expect(cloud().create(subnet, network).revision).toBe(1);
    const given = { machineType: "e2-small", disks: [{ guestOsFeatures: [] }] };
    expect(cloud().create(template, given).revision).toBe(1);
    const gpu = { ...given, guestAccelerators: [{ type: "t4" }] };
    expect(() => cloud().create(template, gpu)).toThrow("'guestAccelerators.count'");
  });

  it("refuses a change of what can't be changed, and lets all else through", () => {
    const one = cloud();
    const subnet = address("compute.Subnetwork", "sub", "us-east1");
    const network = "projects/sandbox-bank/global/networks/net";
    const given = { network, ipCidrRange: "10.0.0.0/20", description: "" };
    one.create(address("compute.Network", "net"), {});
    one.create(subnet, given);
    const change = (properties: object) =>
      refusal(() => one.update(subnet, { ...given, ...properties }).revision);
    expect(change({ network: "projects/other/global/networks/net-2" })).toEqual(INVALID);
    expect(change({ network: `https://www.googleapis.com/compute/v1/${network}` })).toEqual({
      gave: 2,
    });
    expect(change({ privateIpGoogleAccess: true })).toEqual({ gave: 3 });
  });

  it("takes what isn't given for unchanged, and what is empty for nothing", () => {
    const one = cloud();
    const bucket = address("storage.Bucket", "b", "US");
    one.create(bucket, {
      location: "US",
      customPlacementConfig: { dataLocations: ["US-EAST1", "US-WEST1"] },
    });
    expect(refusal(() => one.update(bucket, { location: "US" }))).toHaveProperty("gave");
    const other = { dataLocations: ["US-EAST1", "US-EAST4"] };
    one.update(bucket, {
      location: "US",
      customPlacementConfig: { dataLocations: ["US-EAST1", "US-WEST1"] },
    });
    expect(refusal(() => one.update(bucket, { customPlacementConfig: other }))).toEqual(INVALID);
  });

  it("lets a kind say what the API changes in place all the same", () => {
    const bucket = address("storage.Bucket", "b", "US");
    const kinds = [{ kind: "storage.Bucket", mutable: ["location"] }];
    openSandbox({ kinds }).transact((one) => {
      one.create(bucket, { location: "US" });
      expect(one.update(bucket, { location: "EU" }).revision).toBe(2);
    });
  });

  it("knows nothing of kinds that no file covers", () => {
    const one = cloud();
    const thing = address("test.Thing", "x");
    one.create(thing, {});
    expect(one.update(thing, { name: "y" }).revision).toBe(2);
  });
});
