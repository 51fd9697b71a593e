import type { Resource } from "../../inventory/model";
import {
  flagAt,
  given,
  isBlock,
  listAt,
  numberAt,
  quoted,
  textAt,
  textsAt,
} from "../../inventory/values";
import { every, type PolicyContext, regionOf, standingRegions, subjectOf } from "../context";
import { broken, type PolicyBreach, type PolicyRule } from "../rule";
import { BACKEND_SERVICES } from "./health-check";
import { endpointFaults } from "./endpoint-group";
import { GROUPS } from "./instance-group";

const anyService = {
  to: "a backend service",
  when: (context: PolicyContext) => every(context, BACKEND_SERVICES).length > 0,
};

export const loadBalancerRules: readonly PolicyRule[] = [
  {
    id: "R17",
    title: "A backend service has a backend in every standing region, one open, all alike",
    severity: "error",
    source:
      "Google's Well-Architected Framework; CIS Google Cloud 2.16 for logs. Capacities differ by design: 1 where the service serves now, else 0 (docs/architecture.md). Planned and lost regions are no backends; a regional backend service has its own region's alone",
    fix: "add the missing group as a backend, with the others' balancing mode; drain and log",
    scope: "system",
    applies: anyService,
    breaches: (context) =>
      every(context, BACKEND_SERVICES).flatMap((service) => [
        ...backendFaults(context, service),
        ...endpointFaults(context, service),
        ...broken(
          (numberAt(service.inputs, "connectionDrainingTimeoutSec", 0) ?? 1) <= 0,
          service,
          "connectionDrainingTimeoutSec",
          "requests on their way are cut off when an instance leaves; use 60",
        ),
        ...broken(
          flagAt(service.inputs, "logConfig.enable", false) === false,
          service,
          "logConfig.enable",
          "nobody can see afterwards what was refused; set it to true",
        ),
      ]),
  },
  {
    id: "R18",
    title: "Overload doesn't spread: backends shed, the load balancer hardly repeats",
    severity: "warning",
    source:
      "Google's SRE book, chapter 22: every repetition multiplies the load of what is slow already, and repeating a write after a 5xx may write twice",
    fix: "limit maxRatePerInstance or eject outliers; at most 2 retries, each with a timeout, none on 5xx",
    scope: "stack",
    applies: anyService,
    breaches: (context) => [
      ...every(context, BACKEND_SERVICES).flatMap((service) =>
        broken(
          !isLimited(service),
          service,
          "",
          "takes any load, with neither outlierDetection, circuitBreakers nor maxRatePerInstance; give one",
        ),
      ),
      ...every(context, ["compute.URLMap", "compute.RegionUrlMap"]).flatMap((map) =>
        retriesIn(map.inputs, "").flatMap(([path, policy]) => retryFaults(map, path, policy)),
      ),
    ],
  },
];

function backendFaults(context: PolicyContext, service: Resource): PolicyBreach[] {
  const backends = listAt(service.inputs, "backends");
  const places = backends.flatMap((backend) => placeOf(backend) ?? []);
  const own = regionOf(service);
  // A regional load balancer is its own region's, whatever state that is in.
  const standing = own === undefined ? standingRegions(context) : [own];
  const modes = [...new Set(backends.flatMap((backend) => textAt(backend, "balancingMode") ?? []))];
  const missing = groupRegions(context, service).filter(
    (region) => standing.includes(region) && !places.includes(region),
  );
  const strange = places.filter((region) => !standing.includes(region));
  return [
    ...broken(
      missing.length > 0 && places.length === backends.length,
      service,
      "backends",
      `has none in "${missing.join(", ")}", which stands ready in vain; add its group`,
    ),
    ...broken(
      strange.length > 0,
      service,
      "backends",
      `has one in "${strange.join(", ")}", which isn't standing; take it out`,
    ),
    ...broken(
      modes.length > 1,
      service,
      "backends",
      `are balanced in different ways, ${modes.join(" and ")}; use one`,
    ),
    ...broken(
      backends.length > 0 &&
        backends.every((backend) => numberAt(backend, "capacityScaler", 1) === 0),
      service,
      "backends",
      'all have the capacity "0", so that the service takes no request; open the primary region\'s',
    ),
  ];
}

/** The regions that have a group of the service. */
function groupRegions(context: PolicyContext, service: Resource): readonly string[] {
  const subject = subjectOf(context, service);
  if (subject === undefined) return [];
  return every(context, GROUPS)
    .filter((group) => subjectOf(context, group) === subject)
    .flatMap((group) => regionOf(group) ?? []);
}

function placeOf(backend: unknown): string | undefined {
  return /\/regions\/([^/]+)\//.exec(textAt(backend, "group") ?? "")?.[1];
}

/** Without a backend, such as that of a lost zone alone, nothing takes any load. */
function isLimited({ inputs }: Resource): boolean {
  return (
    given(inputs, "outlierDetection") ||
    given(inputs, "circuitBreakers") ||
    listAt(inputs, "backends").every((backend) =>
      ["maxRatePerInstance", "maxRate", "maxRatePerEndpoint"].some((key) => given(backend, key)),
    )
  );
}

/** All retry policies, however deep, with their paths. */
function retriesIn(value: unknown, path: string): [path: string, policy: unknown][] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => retriesIn(item, `${path}[${index}]`));
  }
  if (!isBlock(value)) return [];
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const at = path === "" ? key : `${path}.${key}`;
    return key === "retryPolicy" ? [[at, inner]] : retriesIn(inner, at);
  });
}

function retryFaults(map: Resource, path: string, policy: unknown): PolicyBreach[] {
  const times = numberAt(policy, "numRetries", 1) ?? 1;
  const conditions = textsAt(policy, "retryConditions");
  return [
    ...broken(
      times > 2,
      map,
      `${path}.numRetries`,
      `"${times}" multiplies the load of what is slow already; use 2 or less`,
    ),
    ...broken(
      !given(policy, "perTryTimeout"),
      map,
      path,
      "has no perTryTimeout, so the first try takes all the time; give one",
    ),
    ...broken(
      conditions.includes("5xx"),
      map,
      `${path}.retryConditions`,
      `${quoted(conditions)} may write twice; use connect-failure or refused-stream`,
    ),
  ];
}
