import { autoName, googleAutoNames } from "../../engine/embedded/auto-name";

const rules = googleAutoNames();

describe("made-up names", () => {
  it.each([
    ["gcp:compute/network:Network", { property: "name", max: 63, lower: true }],
    ["gcp:compute/uRLMap:URLMap", { property: "name", max: 63, lower: true }],
    ["gcp:compute/globalAddress:GlobalAddress", { property: "name", max: 255, lower: false }],
    ["gcp:storage/bucket:Bucket", { property: "name", max: 222, lower: false }],
    ["gcp:serviceaccount/account:Account", { property: "accountId", max: 30, lower: false }],
  ])("follow the provider's rule for %s", (type, rule) => {
    expect(rules(type)).toEqual(rule);
  });

  it.each([
    "gcp:dns/recordSet:RecordSet",
    "gcp:sql/user:User",
    "gcp:firestore/database:Database",
    "gcp:compute/diskResourcePolicyAttachment:DiskResourcePolicyAttachment",
    "random:index/randomPassword:RandomPassword",
    "standby:index:Database",
  ])("are not for %s", (type) => {
    expect(rules(type)).toBeUndefined();
  });

  it("follow from the URN alone", () => {
    const rule = { property: "name", max: 63, lower: true };
    const [a, b] = ["urn:pulumi:prod::x::t::Main", "urn:pulumi:dr::x::t::Main"];
    expect(autoName(rule, a, "Main")).toMatch(/^main-[0-9a-f]{7}$/);
    expect(autoName(rule, a, "Main")).toBe(autoName(rule, a, "Main"));
    expect(autoName(rule, a, "Main")).not.toBe(autoName(rule, b, "Main"));
    expect(autoName({ ...rule, lower: false }, a, "Main")).toMatch(/^Main-/);
  });

  it("have room for 55 characters of a logical name where 63 are allowed", () => {
    const rule = { property: "name", max: 63, lower: true };
    expect(autoName(rule, "urn", "n".repeat(55))).toHaveLength(63);
    expect(() => autoName(rule, "urn", "n".repeat(56))).toThrow("longer than maximum length 63");
  });
});
