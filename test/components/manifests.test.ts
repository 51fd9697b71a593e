import { AuthorizationPolicy } from "@kubernetes-models/istio/security.istio.io/v1beta1/AuthorizationPolicy";
import { DestinationRule } from "@kubernetes-models/istio/networking.istio.io/v1beta1/DestinationRule";
import { PeerAuthentication } from "@kubernetes-models/istio/security.istio.io/v1beta1/PeerAuthentication";
import { VirtualService } from "@kubernetes-models/istio/networking.istio.io/v1beta1/VirtualService";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { CronJob } from "kubernetes-models/batch/v1/CronJob";
import { HorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { Namespace } from "kubernetes-models/v1/Namespace";
import { Service } from "kubernetes-models/v1/Service";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import type { Resource } from "../../inventory/model";
import { shop, SHOP_CASES } from "../stacks/shop";

interface Model {
  validate(): void;
}

/** By kind; each takes a manifest and says whether Kubernetes' or Istio's own schema minds it. */
const MODELS: Readonly<Record<string, new (manifest: never) => Model>> = {
  ...{ Deployment, HorizontalPodAutoscaler, NetworkPolicy, PodDisruptionBudget },
  ...{ CronJob, Namespace, Service, ServiceAccount },
  ...{ AuthorizationPolicy, DestinationRule, PeerAuthentication, VirtualService },
};

function validate({ type, inputs }: Resource): void {
  const kind = type.slice(type.lastIndexOf(":") + 1);
  const model = MODELS[kind];
  if (!model) throw new Error(`no schema of ${kind}`);
  // These schemas know the version before, which has the same fields; they fill in their own.
  const manifest = { metadata: inputs["metadata"], spec: inputs["spec"] };
  new model(manifest as never).validate();
}

describe("the shop's manifests", () => {
  const asked = SHOP_CASES.find(({ mode, other }) => mode === "warm" && other === "standing");

  it("are what Kubernetes' and Istio's own schemas take", async () => {
    if (!asked) throw new Error("no such case");
    const { resources } = await shop("dr", asked);
    const manifests = resources.filter(({ type }) => type.startsWith("kubernetes:"));
    expect(manifests).toHaveLength(34);
    for (const manifest of manifests) expect(() => validate(manifest)).not.toThrow();
  }, 60_000);

  it("would be refused with a wrong type", async () => {
    if (!asked) throw new Error("no such case");
    const { resources } = await shop("dr", asked);
    const scaler = resources.find(({ type }) => type.endsWith(":HorizontalPodAutoscaler"));
    if (!scaler) throw new Error("no autoscaler");
    const spec = { ...(scaler.inputs["spec"] as object), maxReplicas: "many" };
    expect(() => validate({ ...scaler, inputs: { ...scaler.inputs, spec } })).toThrow(
      /maxReplicas/,
    );
  }, 60_000);
});
