import { providerGuard } from "../../sandbox/protection";
import { aCloud, address, refusal } from "./a-cloud";

describe("deletion protection", () => {
  it.each([
    ["sql.DatabaseInstance", { settings: { deletionProtectionEnabled: true } }],
    ["firestore.Database", { deleteProtectionState: "DELETE_PROTECTION_ENABLED" }],
    ["spanner.Database", { enableDropProtection: true }],
    ["compute.Instance", { deletionProtection: true }],
  ])("of %s is the API's, till it is switched off", (kind, properties) => {
    const { cloud } = aCloud();
    const guarded = address(kind, "data", "us-east1");
    cloud.create(guarded, properties);
    expect(refusal(() => cloud.delete(guarded))).toEqual([400, "badRequest"]);
    expect(cloud.get(guarded).properties).toEqual(properties);
    cloud.update(guarded, {});
    cloud.delete(guarded);
    expect(refusal(() => cloud.get(guarded))).toEqual([404, "notFound"]);
  });

  it.each([
    ["sql.DatabaseInstance", { deletionProtection: true }],
    ["container.Cluster", { deletionProtection: true }],
    ["storage.Bucket", { deletionPolicy: "PREVENT" }],
  ])("of %s by %j is the provider's alone", (kind, properties) => {
    const { cloud } = aCloud();
    const thing = address(kind, "data", "us-east1");
    cloud.create(thing, properties);
    expect(providerGuard(kind, properties)).toContain(`cannot destroy ${kind}`);
    cloud.delete(thing);
    expect([...cloud.all()]).toEqual([]);
  });

  it("is on by default in the provider for databases and clusters, and off for the rest", () => {
    const guarded = (kind: string, properties = {}) =>
      providerGuard(kind, properties) !== undefined;
    expect(guarded("sql.DatabaseInstance")).toBe(true);
    expect(guarded("sql.DatabaseInstance", { deletionProtection: false })).toBe(false);
    expect(guarded("secretmanager.Secret")).toBe(false);
    expect(guarded("compute.Instance", { deletionProtection: true })).toBe(false);
  });
});
