import { given, lacks, listAt, numberAt, textAt } from "../values";
import { referenced } from "./references";
import { isNoneOf, isOutside, when, type ApiRule } from "./rule";

const GLOBAL = ["compute.BackendService"];
const SERVICES = [...GLOBAL, "compute.RegionBackendService"];
const HEALTH_CHECKS = ["compute.HealthCheck", "compute.RegionHealthCheck"];
const GROUPS = ["compute.RegionInstanceGroupManager", "compute.InstanceGroupManager"];

export const backendServiceRules: readonly ApiRule[] = [
  {
    id: "backend-service/classic-by-default",
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
  onlyWith("circuitBreakers", ["INTERNAL_SELF_MANAGED"], "limit with a security policy instead"),
  onlyWith(
    "outlierDetection",
    ["INTERNAL_SELF_MANAGED", "EXTERNAL_MANAGED"],
    "use EXTERNAL_MANAGED, or leave it out",
  ),
  onlyWith("maxStreamDuration", ["INTERNAL_SELF_MANAGED"], "leave it out"),
  {
    id: "backend-service/locality-policy",
    severity: "warning",
    source: "docs",
    kinds: GLOBAL,
    breaches: ({ inputs }) =>
      when(
        given(inputs, "localityLbPolicy") &&
          textAt(inputs, "loadBalancingScheme") === "EXTERNAL_MANAGED",
        "localityLbPolicy",
        'is documented for other schemes than "EXTERNAL_MANAGED" only; leave it out',
      ),
  },
  {
    id: "backend-service/strong-cookie",
    severity: "error",
    source: "docs",
    kinds: SERVICES,
    breaches: ({ inputs }) => {
      const affinity = textAt(inputs, "sessionAffinity", "NONE");
      return when(
        given(inputs, "strongSessionAffinityCookie") &&
          isNoneOf(affinity, ["STRONG_COOKIE_AFFINITY"]),
        "strongSessionAffinityCookie",
        `doesn't go with the session affinity "${affinity}"; set STRONG_COOKIE_AFFINITY`,
      );
    },
  },
  {
    id: "backend-service/tls-settings",
    severity: "error",
    source: "docs",
    kinds: SERVICES,
    breaches: ({ inputs }) => {
      const protocol = textAt(inputs, "protocol", "HTTP");
      return when(
        given(inputs, "tlsSettings") && isNoneOf(protocol, ["SSL", "HTTPS", "HTTP2"]),
        "tlsSettings",
        `doesn't go with the protocol "${protocol}"; use HTTPS, HTTP2 or SSL`,
      );
    },
  },
  {
    id: "backend-service/service-lb-policy",
    severity: "error",
    source: "docs",
    kinds: GLOBAL,
    breaches: ({ inputs }) => {
      const policy = textAt(inputs, "serviceLbPolicy");
      const prefix = "//networkservices.googleapis.com/";
      return when(
        policy !== undefined && !policy.startsWith(prefix),
        "serviceLbPolicy",
        `"${policy}" doesn't start with ${prefix}; put that before the policy's id`,
      );
    },
  },
  {
    id: "backend-service/checked-for-dns",
    severity: "error",
    source: "docs",
    kinds: SERVICES,
    breaches: (service, inventory) =>
      referenced(service, "healthChecks", inventory, HEALTH_CHECKS)
        .filter(({ inputs }) => given(inputs, "sourceRegions"))
        .flatMap(({ name }) =>
          when(
            true,
            "healthChecks",
            `"${name}" has sourceRegions, which serve DNS only; use a health check of its own`,
          ),
        ),
  },
  {
    id: "backend-service/port-name",
    severity: "warning",
    source: "derived",
    kinds: SERVICES,
    breaches: (service, inventory) => {
      const wanted = textAt(service.inputs, "portName");
      if (wanted === undefined) return [];
      return referenced(service, "backends", inventory, GROUPS).flatMap(({ name, inputs }) => {
        const ports = listAt(inputs, "namedPorts").map((port) => textAt(port, "name"));
        return when(
          !ports.includes(wanted) && !ports.includes(undefined),
          "portName",
          `"${wanted}" is not a named port of ${name}; add it to its namedPorts`,
        );
      });
    },
  },
  {
    id: "backend-service/failover-ratio",
    severity: "error",
    source: "docs",
    kinds: ["compute.RegionBackendService"],
    breaches: ({ inputs }) => {
      const ratio = numberAt(inputs, "failoverPolicy.failoverRatio");
      return when(
        isOutside(ratio, 0, 1),
        "failoverPolicy.failoverRatio",
        `"${ratio}" is not from 0 to 1; use 0.5 for half`,
      );
    },
  },
  {
    id: "backend-service/log-sample",
    severity: "error",
    source: "docs",
    kinds: SERVICES,
    breaches: ({ inputs }) => {
      const rate = numberAt(inputs, "logConfig.sampleRate");
      return when(
        isOutside(rate, 0, 1),
        "logConfig.sampleRate",
        `"${rate}" is not from 0 to 1; use 0.1 for one in ten`,
      );
    },
  },
  {
    id: "backend-service/outlier-percent",
    severity: "error",
    source: "docs",
    kinds: SERVICES,
    breaches: ({ inputs }) =>
      [
        ...["maxEjectionPercent", "enforcingConsecutiveErrors"],
        ...["enforcingConsecutiveGatewayFailure", "enforcingSuccessRate"],
      ].flatMap((name) => {
        const percent = numberAt(inputs, `outlierDetection.${name}`);
        return when(
          isOutside(percent, 0, 100),
          `outlierDetection.${name}`,
          `"${percent}" is not from 0 to 100; give a percentage`,
        );
      }),
  },
  {
    id: "service-lb-policy/threshold",
    severity: "error",
    source: "docs",
    kinds: ["networkservices.ServiceLbPolicies"],
    breaches: ({ inputs }) => {
      const path = "failoverConfig.failoverHealthThreshold";
      const share = numberAt(inputs, path);
      return when(isOutside(share, 1, 99), path, `"${share}" is not from 1 to 99; use 70`);
    },
  },
];

/** A field of the global backend service that some schemes alone have. */
function onlyWith(field: string, schemes: readonly string[], advice: string): ApiRule {
  return {
    id: `backend-service/${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    severity: "error",
    source: "docs",
    kinds: GLOBAL,
    breaches: ({ inputs }) => {
      const scheme = textAt(inputs, "loadBalancingScheme", "EXTERNAL");
      return when(
        given(inputs, field) && isNoneOf(scheme, schemes),
        field,
        `goes with the scheme ${schemes.join(" or ")} only, not with "${scheme}"; ${advice}`,
      );
    },
  };
}
