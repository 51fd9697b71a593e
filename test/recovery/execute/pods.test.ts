import { Hosts } from "../../../recovery/execute/hosts";
import { podsSeen } from "../../../recovery/execute/pods";
import { Refused } from "../../../recovery/execute/rest";
import { setting } from "../plan/fixtures";

const { topology } = setting("shop-smart", "hot");
const SERVICE = "reviews";
const SCALER = { spec: { minReplicas: 3 }, status: { currentReplicas: 4 } };

type Answers = Readonly<Record<string, unknown>>;

/** What is seen of the pods where the cluster answers so, by the last two words of a path. */
function seen(deployments: Answers, shop = topology) {
  const ask = async (_: string, url: string) => {
    if (url.includes("container.googleapis.com")) {
      const dnsEndpointConfig = { endpoint: "gke-1.example" };
      return { controlPlaneEndpointsConfig: { dnsEndpointConfig } };
    }
    if (url.includes("horizontalpodautoscalers")) return SCALER;
    const name = url.split("/deployments/")[1] ?? "";
    const answer = deployments[name];
    if (answer === undefined) throw new Refused(403, "forbidden", `${name}: not for you`);
    return answer;
  };
  const looking = { rest: { ask }, hosts: new Hosts("shop") } as never;
  return podsSeen(looking, shop, SERVICE, "us-central1");
}

const status = (own: Answers, generation = 2) => ({
  metadata: { generation },
  spec: { replicas: 4 },
  status: { observedGeneration: 2, replicas: 4, updatedReplicas: 4, ...own },
});

describe("the version of pods", () => {
  it.each([
    ["all are on it", status({}), true],
    [
      "none are there, as in cold",
      { metadata: { generation: 2 }, status: { observedGeneration: 2 } },
      true,
    ],
    [
      "old ones are left, since new ones don't get ready",
      status({ replicas: 5, updatedReplicas: 1 }),
      false,
    ],
    ["no new one could be made", status({ updatedReplicas: undefined }), false],
    ["what was asked for last hasn't been looked at", status({}, 3), false],
  ])("is told where %s", async (_, deployment, current) => {
    expect(await seen({ [SERVICE]: deployment })).toEqual({ least: 3, running: 4, current });
  });

  it("is unknown where nobody may look, and the rest is seen all the same", async () => {
    expect(await seen({})).toEqual({ least: 3, running: 4, current: "unknown" });
  });

  it("counts the pods of a version on trial, which have no old ones that would stay", async () => {
    const region = topology.regions["us-central1"];
    const pods = region?.cluster?.pods;
    const own = pods?.[SERVICE];
    if (!region?.cluster || !pods || !own) throw new Error("the shop has no pods of reviews");
    const tried = { ...pods, [SERVICE]: { ...own, canary: { image: "next", pods: 1 } } };
    const cluster = { ...region.cluster, pods: tried };
    const regions = { ...topology.regions, "us-central1": { ...region, cluster } };
    const shop = { ...topology, regions } as never;
    const trial = (availableReplicas: number) => ({
      ...status({ replicas: 1, updatedReplicas: 1, availableReplicas }),
      spec: { replicas: 1 },
    });
    const with1 = await seen({ [SERVICE]: status({}), [`${SERVICE}-next`]: trial(1) }, shop);
    expect(with1.current).toBe(true);
    const with0 = await seen({ [SERVICE]: status({}), [`${SERVICE}-next`]: trial(0) }, shop);
    expect(with0.current).toBe(false);
  });
});
