import { referenced, referrers } from "../../inventory/api-rules/references";
import type { Resource } from "../../inventory/model";
import { isBlock, listAt, numberAt, textAt, textsAt, valueAt } from "../../inventory/values";
import { every, type PolicyContext, regionOf, standingRegions, trusted } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";
import { BACKEND_SERVICES, trafficChecks } from "./health-check";
import { anyGroup, GROUPS } from "./instance-group";
import { TEMPLATES } from "./template";

/** Where Google's load balancers and health checks come from. */
const GOOGLE = ["35.191.0.0/16", "130.211.0.0/22"];

export const firewallRules: readonly PolicyRule[] = [
  {
    id: "R16",
    title: "Health checks and load balancers reach the port that every group names",
    severity: "error",
    source:
      "Google's page on health checks: without a firewall rule all backends are unhealthy at once. Internal load balancers come from the proxies' ranges of every standing region, regional ones from their own region's",
    fix: "allow the ranges on the port, for a tag of the instances; check the named port",
    scope: "system",
    applies: anyGroup,
    breaches: (context) => trusted(context, GROUPS).flatMap((group) => unreached(context, group)),
  },
];

function unreached(context: PolicyContext, group: Resource): PolicyBreach[] {
  const { inventory } = context;
  const ports = listAt(group.inputs, "namedPorts").flatMap(
    (named) => numberAt(named, "port") ?? [],
  );
  const tags = referenced(group, "versions", inventory, TEMPLATES).flatMap(({ inputs }) =>
    textsAt(inputs, "tags"),
  );
  const services = referrers(group, "backends", inventory, BACKEND_SERVICES);
  const isInternal = services.some(({ inputs }) =>
    textAt(inputs, "loadBalancingScheme", "")?.startsWith("INTERNAL"),
  );
  const regional = services
    .filter(({ inputs }) => textAt(inputs, "loadBalancingScheme") === "EXTERNAL_MANAGED")
    .flatMap((service) => regionOf(service) ?? []);
  const wanted = [
    ...GOOGLE,
    ...(isInternal ? proxyRanges(context, "GLOBAL_MANAGED_PROXY", standingRegions(context)) : []),
    ...proxyRanges(context, "REGIONAL_MANAGED_PROXY", regional),
  ];
  const strayChecks = trafficChecks(context, group).filter(({ inputs }) => {
    const port = checkedPort(inputs);
    return port !== undefined && !ports.includes(port);
  });
  return [
    ...ports.flatMap((port) => {
      const closed = wanted.filter((range) => !isOpen(context, range, port, tags));
      return broken(
        closed.length > 0,
        group,
        "namedPorts",
        `no firewall rule lets ${closed.join(", ")} in on port "${port}", so no instance would be healthy; allow it`,
      );
    }),
    ...strayChecks.map((check) => ({
      resource: check,
      path: "",
      message: `asks on port "${checkedPort(check.inputs)}", and the group ${group.name} serves on ${ports.join(", ")}; use that`,
    })),
  ];
}

function proxyRanges(
  context: PolicyContext,
  purpose: string,
  regions: readonly string[],
): readonly string[] {
  return every(context, ["compute.Subnetwork"])
    .filter(({ inputs }) => textAt(inputs, "purpose") === purpose)
    .filter((subnet) => regions.includes(regionOf(subnet) ?? ""))
    .flatMap(({ inputs }) => textAt(inputs, "ipCidrRange") ?? []);
}

function isOpen(
  context: PolicyContext,
  range: string,
  port: number,
  tags: readonly string[],
): boolean {
  return every(context, ["compute.Firewall"]).some(({ inputs }) => {
    const targets = textsAt(inputs, "targetTags");
    return (
      textAt(inputs, "direction", "INGRESS") === "INGRESS" &&
      textsAt(inputs, "sourceRanges").includes(range) &&
      (targets.length === 0 || targets.some((tag) => tags.includes(tag))) &&
      listAt(inputs, "allows").some((allowed) => allows(allowed, port))
    );
  });
}

function allows(allowed: unknown, port: number): boolean {
  if (!["tcp", "all", "6"].includes(textAt(allowed, "protocol") ?? "")) return false;
  const ports = textsAt(allowed, "ports");
  return (
    ports.length === 0 ||
    ports.some((text) => {
      const [first = Number.NaN, last = first] = text.split("-").map(Number);
      return first <= port && port <= last;
    })
  );
}

/** A check that takes the port from the group, or whose port comes late, has none of its own. */
function checkedPort(inputs: Resource["inputs"]): number | undefined {
  const block = Object.values(inputs).find((value) => isBlock(value) && "port" in value);
  return textAt(block, "portSpecification") === "USE_NAMED_PORT" || valueAt(block, "port") === 0
    ? undefined
    : numberAt(block, "port");
}
