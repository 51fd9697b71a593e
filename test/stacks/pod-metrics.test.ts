import { evaluated, said } from "../policy/bank";
import { situationOf } from "../../policy/situation";
import * as fs from "node:fs";
import { readTopology } from "../../topology/read";
import { STACKS } from "./runs";
import { both, type Draft, of, variant } from "./variant";

const METRIC = "custom.googleapis.com/carts";
const ADAPTER = `us-docker.pkg.dev/shop-smart-prod/apps/metrics-adapter@sha256:${"a".repeat(64)}`;

describe("pods that follow a metric of one's own", () => {
  it("are counted by it in their own cluster, the CPU beside it", async () => {
    const system = variant("shop-smart", "pod-metrics", (draft: Draft) => {
      draft.kubernetes.metricsAdapter = ADAPTER;
      draft.services.checkout.scaling = { on: METRIC, target: 5 };
    });
    const stacks = await both(system);
    for (const [stack, region] of Object.entries(STACKS)) {
      const inventory = stacks[stack as keyof typeof STACKS];
      const scaler = of(inventory, "HorizontalPodAutoscaler").find(({ name }) =>
        name.startsWith("checkout-"),
      );
      expect(scaler?.inputs).toMatchObject({
        spec: {
          metrics: [
            { type: "ContainerResource", containerResource: { name: "cpu" } },
            {
              type: "External",
              external: {
                metric: {
                  name: "custom.googleapis.com|carts",
                  selector: {
                    matchLabels: { "resource.labels.cluster_name": `shop-smart-${region}` },
                  },
                },
                target: { type: "AverageValue", averageValue: "5" },
              },
            },
          ],
        },
      });
      expect(of(inventory, "APIService").map(({ inputs }) => inputs["metadata"])).toEqual([
        { name: "v1beta1.external.metrics.k8s.io" },
      ]);
    }
    const reads = of(stacks.prod, "projects/iAMMember").filter(
      ({ name }) => name === "metrics-read",
    );
    expect(reads.map(({ inputs }) => inputs["role"])).toEqual(["roles/monitoring.viewer"]);
    const { topology } = readTopology(
      { path: system, text: fs.readFileSync(system, "utf8") },
      "example-bank-prod",
    );
    const regions = Object.entries(STACKS).map(([stack, region]) => ({
      region,
      inventory: stacks[stack as keyof typeof STACKS],
    }));
    const lines = said(evaluated({ stacks: regions, situation: situationOf(topology!.system) }));
    // The adapter breaks no rule, and no rule about pods, nodes and endpoint groups is broken at all.
    expect(lines.filter((line) => /^R1[0-37] |^R24 |metrics/.test(line))).toEqual([]);
  }, 60_000);
});
