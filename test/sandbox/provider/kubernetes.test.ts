import type { Properties } from "../../../engine/embedded/wire";
import { KubernetesProvider } from "../../../sandbox/provider/kubernetes";
import { openSandbox } from "../../../sandbox/sandbox";
import { PROJECT, urnOf } from "./providers";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SERVICE = "kubernetes:core/v1:Service";
const RULE = "kubernetes:networking.istio.io/v1:DestinationRule";
const CLUSTER = { kind: "container.Cluster", project: PROJECT, location: "us-east1", name: "shop" };

const deployment = (metadata: Properties, replicas = 3) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { ...metadata },
  spec: { replicas, selector: { matchLabels: { app: "web" } } },
});

async function aCluster() {
  const { transact } = openSandbox();
  const cloud = transact((held) => held);
  const nodeLocations = ["us-east1-b", "us-east1-c"];
  cloud.create(CLUSTER, { name: "shop", location: "us-east1", nodeLocations });
  const provider = new KubernetesProvider(transact);
  await provider.configure({
    clusterIdentifier: `projects/${PROJECT}/locations/us-east1/clusters/shop`,
  });
  const up = async (type: string, news: Properties) => {
    const { inputs } = await provider.check({
      urn: urnOf(type),
      news,
      olds: undefined,
      randomSeed: "",
    });
    return { inputs, ...(await provider.create({ urn: urnOf(type), inputs, preview: false })) };
  };
  return { cloud, provider, up };
}

describe("the Kubernetes provider in the sandbox", () => {
  it("keeps objects with their cluster, under Pulumi's ids and made-up names", async () => {
    const { cloud, up } = await aCluster();
    const { id, outputs } = await up(DEPLOYMENT, deployment({}));
    expect(id).toMatch(/^default\/thing-[0-9a-f]{8}$/);
    expect(outputs).toMatchObject({
      metadata: { namespace: "default", annotations: { "pulumi.com/autonamed": "true" } },
      status: { readyReplicas: 3 },
    });
    expect([...cloud.all("kubernetes:apps.Deployment")][0]).toMatchObject({
      location: "us-east1",
      name: `shop/${id}`,
    });
  });

  it("changes in place what may change, and replaces for the rest", async () => {
    const { provider, up } = await aCluster();
    const { id, inputs, outputs } = await up(DEPLOYMENT, deployment({ name: "web" }));
    const asked = {
      urn: urnOf(DEPLOYMENT),
      id,
      olds: outputs,
      oldInputs: inputs,
      ignoreChanges: [],
    };
    const more = await provider.diff({ ...asked, news: deployment({ name: "web" }, 5) });
    expect(more).toEqual({
      changes: { "spec.replicas": "update" },
      replaces: [],
      deleteBeforeReplace: false,
    });
    const selector = { matchLabels: { app: "shop" } };
    const other = { ...deployment({ name: "web" }), spec: { replicas: 3, selector } };
    expect(await provider.diff({ ...asked, news: other })).toMatchObject({
      replaces: ["spec.selector.matchLabels.app"],
      deleteBeforeReplace: true,
    });
    expect((await provider.diff({ ...asked, news: inputs })).changes).toEqual({});
  });

  it("fails where there is no cluster, where its region is lost, and where the namespace is missing", async () => {
    const { cloud, provider, up } = await aCluster();
    await expect(up(DEPLOYMENT, deployment({ name: "web", namespace: "shop" }))).rejects.toThrow(
      'namespaces "shop" not found',
    );
    cloud.faults.inject("gone", { kind: "region-loss", region: "us-east1", calls: "fail" });
    await expect(up(DEPLOYMENT, deployment({ name: "web" }))).rejects.toThrow("Error 503");
    cloud.faults.heal("gone");
    await provider.configure({
      clusterIdentifier: `projects/${PROJECT}/locations/us-east1/clusters/none`,
    });
    await expect(up(DEPLOYMENT, deployment({ name: "web" }))).rejects.toThrow(
      "cluster is unreachable",
    );
  });

  it("knows the mesh's kinds only once the fleet has the mesh", async () => {
    const { cloud, up } = await aCluster();
    const rule = {
      apiVersion: "networking.istio.io/v1",
      kind: "DestinationRule",
      metadata: { name: "web" },
    };
    await expect(up(RULE, rule)).rejects.toThrow(
      'no matches for kind "DestinationRule" in version "networking.istio.io/v1"',
    );
    const feature = {
      kind: "gkehub.Feature",
      project: PROJECT,
      location: "global",
      name: "servicemesh",
    };
    cloud.create(feature, { name: "servicemesh", location: "global" });
    expect((await up(RULE, rule)).id).toBe("default/web");
  });

  it("has GKE make the endpoint groups that a Service names, in each zone of the cluster", async () => {
    const { cloud, up } = await aCluster();
    const groups = JSON.stringify({ exposed_ports: { 80: { name: "web" } } });
    const metadata = { name: "web", annotations: { "cloud.google.com/neg": groups } };
    await up(SERVICE, { apiVersion: "v1", kind: "Service", metadata });
    const made = [...cloud.all("compute.NetworkEndpointGroup")].map(({ location, name }) => [
      location,
      name,
    ]);
    expect(made).toEqual([
      ["us-east1-b", "web"],
      ["us-east1-c", "web"],
    ]);
  });
});
