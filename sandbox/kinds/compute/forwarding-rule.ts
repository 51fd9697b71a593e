import type { Cloud } from "../../cloud";
import { invalid } from "../../error";
import type { Asked, Kind } from "../../kind";
import { byLink, means, textAt } from "../lookup";

/** The proxies of a cross-region internal load balancer stand in a subnetwork of their own. */
function refuse({ properties }: Asked, cloud: Cloud): void {
  const subnetwork = byLink(cloud, properties["subnetwork"]);
  if (textAt(properties, "loadBalancingScheme") !== "INTERNAL_MANAGED" || !subnetwork) return;
  const network = byLink(cloud, subnetwork.properties["network"]);
  const hasProxies = [...cloud.all("compute.Subnetwork")].some(
    (other) =>
      other.location === subnetwork.location &&
      textAt(other.properties, "purpose") === "GLOBAL_MANAGED_PROXY" &&
      textAt(other.properties, "role") === "ACTIVE" &&
      network !== undefined &&
      means(cloud, other.properties["network"], network),
  );
  if (hasProxies) return;
  throw invalid(
    "An active proxy-only subnetwork is required in the same region and VPC as the forwarding rule.",
  );
}

export const globalForwardingRule: Kind = {
  kind: "compute.GlobalForwardingRule",
  refuse,
  takes: () => "load-balancer.update",
};
