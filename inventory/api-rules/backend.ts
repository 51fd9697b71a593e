import { kindName } from "../fields/rules";
import type { Inventory, Resource } from "../model";
import { given, lacks, listAt, numberAt, textAt } from "../values";
import { referenced } from "./references";
import { isNoneOf, isOutside, when, type ApiRule, type Breach } from "./rule";

const GLOBAL = ["compute.BackendService"];
const REGIONAL = ["compute.RegionBackendService"];
const SERVICES = [...GLOBAL, ...REGIONAL];
const RATES = ["maxRate", "maxRatePerInstance", "maxRatePerEndpoint"];
const CONNECTIONS = ["maxConnections", "maxConnectionsPerInstance", "maxConnectionsPerEndpoint"];
const IN_FLIGHT = [
  ...["maxInFlightRequests", "maxInFlightRequestsPerInstance", "maxInFlightRequestsPerEndpoint"],
];
/** What the provider refuses on backends of passthrough load balancers. */
const MANAGED_ONLY = ["capacityScaler", ...RATES, ...CONNECTIONS, "maxUtilization"];

export const backendRules: readonly ApiRule[] = [
  {
    id: "backend/rate-without-limit",
    severity: "error",
    source: "docs",
    kinds: SERVICES,
    breaches: (service) => without(service, "RATE", RATES, "maxRatePerInstance"),
  },
  {
    id: "backend/connection-without-limit",
    severity: "error",
    source: "docs",
    kinds: GLOBAL,
    breaches: (service) => without(service, "CONNECTION", CONNECTIONS, "maxConnectionsPerInstance"),
  },
  {
    id: "backend/utilization-of-another-mode",
    severity: "error",
    source: "docs",
    kinds: SERVICES,
    breaches: (service) =>
      perBackend(service, (backend, path) => {
        const mode = textAt(backend, "balancingMode", "UTILIZATION");
        return when(
          given(backend, "maxUtilization") && isNoneOf(mode, ["UTILIZATION"]),
          `${path}.maxUtilization`,
          `doesn't go with the balancing mode "${mode}"; leave it out, or use UTILIZATION`,
        );
      }),
  },
  {
    id: "backend/limit-of-another-mode",
    severity: "error",
    source: "docs",
    kinds: SERVICES,
    breaches: (service) =>
      perBackend(service, (backend, path) => {
        const mode = textAt(backend, "balancingMode");
        const foreign =
          mode === "RATE"
            ? [...CONNECTIONS, ...IN_FLIGHT]
            : mode === "CONNECTION"
              ? [...RATES, ...IN_FLIGHT]
              : [];
        return foreign
          .filter((limit) => given(backend, limit))
          .flatMap((limit) =>
            when(
              true,
              `${path}.${limit}`,
              `doesn't go with the balancing mode "${mode}"; leave it out`,
            ),
          );
      }),
  },
  {
    id: "backend/max-rate-of-regional-group",
    severity: "error",
    source: "docs",
    kinds: SERVICES,
    breaches: (service, inventory) =>
      perBackend(service, (backend, path) =>
        when(
          given(backend, "maxRate") && isRegionalGroup(backend, service, inventory),
          `${path}.maxRate`,
          "can't be used for a regional instance group; use maxRatePerInstance",
        ),
      ),
  },
  {
    id: "backend/capacity-range",
    severity: "error",
    source: "docs",
    kinds: SERVICES,
    breaches: (service) =>
      perBackend(service, (backend, path) =>
        ["capacityScaler", "maxUtilization"].flatMap((name) => {
          const share = numberAt(backend, name);
          return when(
            isOutside(share, 0, 1),
            `${path}.${name}`,
            `"${share}" is not from 0 to 1; use 1`,
          );
        }),
      ),
  },
  {
    id: "backend/capacity-below-a-tenth",
    severity: "warning",
    source: "unconfirmed",
    kinds: SERVICES,
    breaches: (service) =>
      perBackend(service, (backend, path) => {
        const capacity = numberAt(backend, "capacityScaler");
        return when(
          capacity !== undefined && capacity > 0 && capacity < 0.1,
          `${path}.capacityScaler`,
          `"${capacity}" is between 0 and 0.1, which is refused; use 0 to drain, or 0.1 and more`,
        );
      }),
  },
  {
    id: "backend/single-at-zero",
    severity: "error",
    source: "docs",
    kinds: GLOBAL,
    breaches: ({ inputs }) =>
      when(
        listAt(inputs, "backends").length === 1 &&
          numberAt(inputs, "backends.0.capacityScaler") === 0,
        "backends[0].capacityScaler",
        '"0" drains the only backend, which is refused; leave it at 1, or add another backend first',
      ),
  },
  {
    id: "backend/all-at-zero",
    severity: "warning",
    source: "derived",
    kinds: GLOBAL,
    breaches: ({ inputs }) => {
      const capacities = listAt(inputs, "backends").map((one) =>
        numberAt(one, "capacityScaler", 1),
      );
      return when(
        capacities.length > 1 && capacities.every((capacity) => capacity === 0),
        "backends",
        'all have a capacityScaler of "0", so that nothing serves; give one of them 1',
      );
    },
  },
  {
    id: "backend/regional-capacity",
    severity: "error",
    source: "preview",
    kinds: REGIONAL,
    breaches: ({ inputs }) => {
      const scheme = textAt(inputs, "loadBalancingScheme", "INTERNAL");
      if (isNoneOf(scheme, ["EXTERNAL_MANAGED", "INTERNAL_MANAGED", "INTERNAL_SELF_MANAGED"]))
        return [];
      const backends = listAt(inputs, "backends");
      const capacities = backends.map((one) => numberAt(one, "capacityScaler", 0));
      return when(
        backends.length > 0 && capacities.every((capacity) => capacity === 0),
        "backends",
        `has no capacityScaler above "0", which the scheme ${scheme} needs; give one of them 1`,
      );
    },
  },
  {
    id: "backend/managed-only",
    severity: "error",
    source: "preview",
    kinds: REGIONAL,
    breaches: (service) => {
      const scheme = textAt(service.inputs, "loadBalancingScheme", "INTERNAL");
      if (isNoneOf(scheme, ["INTERNAL", "EXTERNAL"]) || scheme === undefined) return [];
      return perBackend(service, (backend, path) =>
        MANAGED_ONLY.filter((name) => given(backend, name)).flatMap((name) =>
          when(true, `${path}.${name}`, `doesn't go with the scheme "${scheme}"; leave it out`),
        ),
      );
    },
  },
  {
    id: "backend/preference",
    severity: "error",
    source: "docs",
    kinds: GLOBAL,
    breaches: (service) =>
      perBackend(service, (backend, path) =>
        when(
          given(backend, "preference") &&
            textAt(service.inputs, "loadBalancingScheme", "EXTERNAL") === "EXTERNAL",
          `${path}.preference`,
          'doesn\'t go with the scheme "EXTERNAL"; use EXTERNAL_MANAGED',
        ),
      ),
  },
];

function perBackend(
  { inputs }: Resource,
  check: (backend: unknown, path: string) => readonly Breach[],
): Breach[] {
  return listAt(inputs, "backends").flatMap((backend, index) =>
    check(backend, `backends[${index}]`),
  );
}

function without(
  service: Resource,
  mode: string,
  limits: readonly string[],
  usual: string,
): Breach[] {
  return perBackend(service, (backend, path) =>
    when(
      textAt(backend, "balancingMode") === mode && limits.every((limit) => lacks(backend, limit)),
      path,
      `has the balancing mode "${mode}" and none of ${limits.join(", ")}; give ${usual}`,
    ),
  );
}

/** By the link if it is written out, else by all that the backends depend on. */
function isRegionalGroup(backend: unknown, service: Resource, inventory: Inventory): boolean {
  const link = textAt(backend, "group");
  if (link !== undefined) return link.includes("/regions/") && link.includes("/instanceGroups/");
  const kinds = ["compute.RegionInstanceGroupManager", "compute.InstanceGroupManager"];
  const groups = referenced(service, "backends", inventory, kinds);
  return groups.length > 0 && groups.every(({ type }) => kindName(type) === kinds[0]);
}
