import type { Resource } from "../../inventory/model";
import { type Case, DESCRIBED, inventoryOf, titleOf } from "./runs";

async function everything(asked: Case): Promise<Resource[]> {
  const stacks = [await inventoryOf("prod", asked), await inventoryOf("dr", asked)];
  return stacks.flatMap(({ resources }) => resources).filter(({ custom }) => custom);
}

const is = (resource: Resource, kind: string) => resource.type.startsWith(`gcp:${kind}`);
const cases = DESCRIBED.map((asked) => [titleOf(asked), asked] as const);

/** What must hold of every resource, whatever the mode, the roles and the states. */
export function safetyTests(): void {
  it.each(cases)("protects what holds data three times over: %s", async (_, asked) => {
    const resources = await everything(asked);
    const instances = resources.filter((resource) => is(resource, "sql/databaseInstance:"));
    expect(instances).toHaveLength(2);
    for (const { protect, inputs } of instances) {
      expect(protect).toBe(true);
      expect(inputs).toMatchObject({
        deletionProtection: true,
        settings: { deletionProtectionEnabled: true, retainBackupsOnDelete: true },
      });
    }
    const kept = [
      "storage/bucket:",
      "firestore/database:",
      "sql/database:",
      "sql/user:",
      "dns/managedZone:",
      "compute/network:",
    ];
    const bare = resources.filter((one) => kept.some((kind) => is(one, kind)) && !one.protect);
    expect(bare.map(({ urn }) => urn)).toEqual([]);
  });

  it.each(cases)("is reachable from outside by the load balancer alone: %s", async (_, asked) => {
    const resources = await everything(asked);
    const text = JSON.stringify(resources);
    expect(text).not.toContain("accessConfigs");
    expect(text).not.toMatch(/allUsers|allAuthenticatedUsers|roles\/(owner|editor)\b/);
    const sql = resources.filter((one) => is(one, "sql/databaseInstance:"));
    for (const { inputs } of sql) {
      expect(inputs).toMatchObject({
        settings: { ipConfiguration: { ipv4Enabled: false, sslMode: "ENCRYPTED_ONLY" } },
      });
    }
    const open = resources.filter(
      (one) =>
        is(one, "compute/firewall:") &&
        one.inputs["allows"] !== undefined &&
        JSON.stringify(one.inputs["sourceRanges"]).includes("0.0.0.0/0"),
    );
    expect(open).toEqual([]);
  });

  it.each(cases)("has at most one writer, in the primary region: %s", async (_, asked) => {
    const instances = (await everything(asked)).filter((one) => is(one, "sql/databaseInstance:"));
    const running = instances.filter(
      ({ inputs }) => inputs["instanceType"] === "CLOUD_SQL_INSTANCE",
    );
    expect(running.map(({ inputs }) => inputs["region"])).toEqual([asked.primary]);
  });

  it.each(cases.filter(([, { other }]) => other === "lost"))(
    "leaves the role and the settings of a lost region's instance as they are: %s",
    async (_, asked) => {
      const instances = (await everything(asked)).filter((one) => is(one, "sql/databaseInstance:"));
      const role = ["instanceType", "masterInstanceName", "replicaNames", "replicationCluster"];
      expect(
        Object.fromEntries(instances.map((one) => [one.inputs["region"], one.ignoreChanges])),
      ).toEqual({
        [asked.primary]: ["settings.diskSize"],
        [asked.primary === "us-central1" ? "us-east1" : "us-central1"]: [...role, "settings"],
      });
    },
  );

  it.each(cases)("leaves the size of every group to its autoscaler: %s", async (_, asked) => {
    const groups = (await everything(asked)).filter((one) =>
      is(one, "compute/regionInstanceGroupManager:"),
    );
    expect(groups).toHaveLength(6);
    expect(groups.filter(({ inputs }) => "targetSize" in inputs)).toEqual([]);
  });

  it.each(cases)("puts every resource under a component: %s", async (_, asked) => {
    const loose = (await everything(asked)).filter(
      ({ parent }) => parent === undefined || parent.includes("pulumi:pulumi:Stack"),
    );
    expect(loose.map(({ urn }) => urn)).toEqual([]);
  });

  it.each(cases.filter(([, { other }]) => other === "lost"))(
    "fences the lost region and sends nothing there: %s",
    async (_, asked) => {
      const lost = asked.primary === "us-central1" ? "us-east1" : "us-central1";
      const prod = (await inventoryOf("prod", asked)).resources;
      const fences = prod.filter(
        ({ name, inputs }) => name.startsWith("fence-") && inputs["disabled"] === false,
      );
      expect(fences.map(({ name }) => name)).toEqual([`fence-${lost}-in`, `fence-${lost}-out`]);
      for (const { inputs } of fences) {
        expect(inputs).toMatchObject({
          priority: 0,
          targetTags: [lost],
          denies: [{ protocol: "all" }],
        });
      }
      const backends = prod.filter((one) => is(one, "compute/backendService:"));
      expect(JSON.stringify(backends.map(({ inputs }) => inputs))).not.toContain(lost);
    },
  );
}
