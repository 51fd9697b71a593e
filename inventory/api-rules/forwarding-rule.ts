import type { Inventory, Resource } from "../model";
import { given, lacks, listAt, textAt } from "../values";
import { ofKinds, referenced, referrers } from "./references";
import { isNoneOf, when, type ApiRule } from "./rule";

const GLOBAL = ["compute.GlobalForwardingRule"];
const REGIONAL = ["compute.ForwardingRule"];
const RULES = [...GLOBAL, ...REGIONAL];
const TARGETS = ["target", "backendService"];
const HTTPS_PROXIES = ["compute.TargetHttpsProxy"];
const REGIONAL_PROXIES = ["compute.RegionTargetHttpsProxy"];
const PROXIES = [
  ...["compute.TargetHttpProxy", "compute.TargetHttpsProxy"],
  ...["compute.RegionTargetHttpProxy", "compute.RegionTargetHttpsProxy"],
];
const MAPS = ["compute.URLMap", "compute.RegionUrlMap"];
const SERVICES = ["compute.BackendService", "compute.RegionBackendService"];

export const forwardingRuleRules: readonly ApiRule[] = [
  {
    id: "forwarding-rule/classic-by-default",
    severity: "warning",
    source: "docs",
    kinds: GLOBAL,
    breaches: ({ inputs }) =>
      when(
        lacks(inputs, "loadBalancingScheme"),
        "loadBalancingScheme",
        'is missing, which means "EXTERNAL", the classic load balancer; set EXTERNAL_MANAGED',
      ),
  },
  {
    id: "forwarding-rule/other-scheme",
    severity: "error",
    source: "docs",
    kinds: RULES,
    breaches: (rule, inventory) => {
      const own = textAt(rule.inputs, "loadBalancingScheme", "EXTERNAL");
      return servicesBehind(rule, inventory).flatMap((service) => {
        const usual = service.type.includes("regionBackendService") ? "INTERNAL" : "EXTERNAL";
        const other = textAt(service.inputs, "loadBalancingScheme", usual);
        return when(
          own !== undefined && isNoneOf(other, [own]),
          "loadBalancingScheme",
          `"${own}" differs from "${other}" of the backend service ${service.name}; give both the same`,
        );
      });
    },
  },
  {
    id: "forwarding-rule/network-tier",
    severity: "error",
    source: "docs",
    kinds: GLOBAL,
    breaches: ({ inputs }) => {
      const tier = textAt(inputs, "networkTier");
      return when(
        isNoneOf(tier, ["PREMIUM"]),
        "networkTier",
        `"${tier}" doesn't reach across regions; use PREMIUM, or leave it out`,
      );
    },
  },
  {
    id: "forwarding-rule/internal-without-network",
    severity: "error",
    source: "docs",
    kinds: GLOBAL,
    breaches: ({ inputs }) =>
      when(
        textAt(inputs, "loadBalancingScheme") === "INTERNAL_MANAGED" && lacks(inputs, "subnetwork"),
        "subnetwork",
        'is missing, and "INTERNAL_MANAGED" takes its address from one; give the region\'s subnetwork',
      ),
  },
  {
    id: "forwarding-rule/target-or-service",
    severity: "error",
    source: "docs",
    kinds: REGIONAL,
    breaches: ({ inputs }) =>
      when(
        TARGETS.every((way) => given(inputs, way)) || TARGETS.every((way) => lacks(inputs, way)),
        "target",
        "needs either target or backendService; give one of them",
      ),
  },
  {
    id: "forwarding-rule/ports",
    severity: "error",
    source: "docs",
    kinds: REGIONAL,
    breaches: ({ inputs }) => {
      const ways = ["ports", "portRange"].filter((name) => given(inputs, name));
      const all = inputs["allPorts"] === true ? ["allPorts"] : [];
      return when(
        ways.length + all.length > 1,
        ways[0] ?? "",
        `can't be given together with ${[...ways.slice(1), ...all].join(" and ")}; keep one of them`,
      );
    },
  },
  {
    id: "forwarding-rule/no-proxies",
    severity: "error",
    source: "docs",
    kinds: REGIONAL,
    breaches: ({ inputs }, inventory) => {
      const region = textAt(inputs, "region");
      if (textAt(inputs, "loadBalancingScheme") !== "EXTERNAL_MANAGED") return [];
      const proxies = ofKinds(inventory, ["compute.Subnetwork"]).filter(
        (subnet) =>
          textAt(subnet.inputs, "purpose") === "REGIONAL_MANAGED_PROXY" &&
          textAt(subnet.inputs, "region") === region,
      );
      return when(
        region !== undefined && proxies.length === 0,
        "region",
        `"${region}" has no subnetwork of the purpose REGIONAL_MANAGED_PROXY, where the proxies would be; declare one`,
      );
    },
  },
  {
    id: "target-proxy/certificate-elsewhere",
    severity: "error",
    source: "docs",
    kinds: REGIONAL_PROXIES,
    breaches: (proxy, inventory) => {
      const path = "certificateManagerCertificates";
      const region = textAt(proxy.inputs, "region");
      return referenced(proxy, path, inventory, ["certificatemanager.Certificate"]).flatMap(
        ({ name, inputs }) => {
          const place = textAt(inputs, "location", "global");
          return when(
            region !== undefined && isNoneOf(place, [region]),
            path,
            `"${name}" is in ${place}, the proxy in ${region}; use a certificate of ${region}`,
          );
        },
      );
    },
  },
  {
    id: "target-proxy/no-certificate",
    severity: "error",
    source: "api",
    kinds: [...HTTPS_PROXIES, ...REGIONAL_PROXIES],
    breaches: ({ inputs }) =>
      when(
        ["sslCertificates", "certificateMap", "certificateManagerCertificates"].every((name) =>
          lacks(inputs, name),
        ),
        "sslCertificates",
        "is missing, as are certificateMap and certificateManagerCertificates; give one of them",
      ),
  },
  {
    id: "target-proxy/too-many-certificates",
    severity: "error",
    source: "docs",
    kinds: HTTPS_PROXIES,
    breaches: ({ inputs }) => {
      const { length } = listAt(inputs, "sslCertificates");
      return when(
        length > 15,
        "sslCertificates",
        `has "${length}" entries; use at most 15, or a certificateMap`,
      );
    },
  },
  {
    id: "target-proxy/map-beside-certificates",
    severity: "error",
    source: "docs",
    kinds: HTTPS_PROXIES,
    breaches: ({ inputs }) =>
      when(
        given(inputs, "certificateMap") && given(inputs, "certificateManagerCertificates"),
        "certificateMap",
        "can't be given together with certificateManagerCertificates; keep one of them",
      ),
  },
  {
    id: "target-proxy/certificate-map",
    severity: "error",
    source: "docs",
    kinds: HTTPS_PROXIES,
    breaches: ({ inputs }) => {
      const map = textAt(inputs, "certificateMap");
      const form =
        "//certificatemanager.googleapis.com/projects/P/locations/global/certificateMaps/M";
      return when(
        map !== undefined && !map.startsWith("//certificatemanager.googleapis.com/projects/"),
        "certificateMap",
        `"${map}" is no certificate map; write ${form}`,
      );
    },
  },
  {
    id: "target-proxy/certificates-of-another-scheme",
    severity: "error",
    source: "docs",
    kinds: HTTPS_PROXIES,
    breaches: (proxy, inventory) =>
      referrers(proxy, "target", inventory, RULES).flatMap((rule) => {
        const scheme = textAt(rule.inputs, "loadBalancingScheme", "EXTERNAL");
        if (scheme === undefined) return [];
        const isInternal = scheme.startsWith("INTERNAL");
        const path = isInternal ? "certificateMap" : "certificateManagerCertificates";
        const fit = isInternal ? "certificateManagerCertificates" : "certificateMap";
        return when(
          given(proxy.inputs, path),
          path,
          `doesn't go with the scheme "${scheme}" of ${rule.name}; use ${fit}`,
        );
      }),
  },
];

/** The backend services that a rule leads to: at once, or by its proxy's URL map. */
function servicesBehind(rule: Resource, inventory: Inventory): Resource[] {
  const direct = referenced(rule, "backendService", inventory, SERVICES);
  const maps = referenced(rule, "target", inventory, PROXIES).flatMap((proxy) =>
    referenced(proxy, "urlMap", inventory, MAPS),
  );
  const ways = ["defaultService", "defaultRouteAction", "hostRules", "pathMatchers"];
  const routed = maps.flatMap((map) =>
    ways.flatMap((way) => referenced(map, way, inventory, SERVICES)),
  );
  return [...new Set([...direct, ...routed])];
}
