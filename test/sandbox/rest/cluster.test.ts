import { clusterRoutes } from "../../../sandbox/rest/cluster";
import { restFace } from "../../../sandbox/rest/face";
import { sandboxFetch } from "../../../sandbox/rest/fetch";
import { fresh, PROJECT, put } from "../kinds/fleet";

const REGION = "us-central1";
const GOOD = "eu.gcr.io/shop/reviews@sha256:1";
const BAD = "eu.gcr.io/shop/reviews@sha256:2";
const HOST = `gke-shop-${PROJECT}.${REGION}.gke.goog`;

describe("a cluster's own API", () => {
  it("shows whether a deployment's pods run what it asks for", async () => {
    const { cloud } = fresh();
    put(cloud, "container.Cluster", REGION, "shop", { nodeLocations: ["a", "b", "c"] });
    const deploy = (image: string) =>
      put(cloud, "kubernetes:apps.Deployment", REGION, "shop/shop/reviews", {
        metadata: { name: "reviews" },
        spec: {
          replicas: 3,
          strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          template: { spec: { containers: [{ image }] } },
        },
      });
    deploy(GOOD);
    cloud.advanceTo(cloud.now + 3_600_000); // until the pods are up
    const face = restFace({ hold: (work) => work(cloud), tables: [clusterRoutes] });
    const send = sandboxFetch(face, { hung: () => undefined });
    const asked = async (): Promise<{ status?: unknown }> => {
      const url = `https://${HOST}/apis/apps/v1/namespaces/shop/deployments/reviews`;
      return JSON.parse(await (await send(url, { method: "GET" })).text());
    };
    const well = { observedGeneration: 1, replicas: 3, updatedReplicas: 3, availableReplicas: 3 };
    expect(await asked()).toMatchObject({ metadata: { name: "reviews" }, status: well });
    cloud.faults.inject("bad", { kind: "bad-release", image: BAD });
    deploy(BAD);
    cloud.advanceTo(cloud.now + 3_600_000);
    // One more than the three old ones, which stay: it never gets ready.
    const stuck = { ...well, replicas: 4, updatedReplicas: 1 };
    expect((await asked()).status).toEqual(stuck);
    deploy(GOOD);
    cloud.advanceTo(cloud.now + 3_600_000);
    expect((await asked()).status).toEqual(well);
  });
});
