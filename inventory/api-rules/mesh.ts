import { isBlock, isLate, lacks, textAt, textsAt } from "../values";
import { when, type ApiRule, type Breach } from "./rule";

const BREAKERS = ["kubernetes:networking.istio.io.DestinationRule"];
const ROUTES = ["kubernetes:networking.istio.io.VirtualService"];
const PEERS = ["kubernetes:security.istio.io.PeerAuthentication"];

/** Keys of the mesh's kinds whose value is a length of time, however deep they stand. */
const DURATIONS = [
  ...["interval", "baseEjectionTime", "connectTimeout", "idleTimeout", "maxConnectionDuration"],
  ...["timeout", "perTryTimeout", "fixedDelay", "time", "maxAge", "ttl"],
];
const DURATION = /^(\d+(\.\d+)?(h|m|s|ms))+$/;
const MODES = ["UNSET", "DISABLE", "PERMISSIVE", "STRICT"];

/** What the mesh's own checks refuse: its kinds have no types in the SDK. */
export const meshRules: readonly ApiRule[] = [
  {
    id: "mesh/duration",
    severity: "error",
    source: "docs",
    kinds: [...BREAKERS, ...ROUTES],
    breaches: ({ inputs }) => durations(inputs["spec"], "spec"),
  },
  {
    id: "mesh/host",
    severity: "error",
    source: "docs",
    kinds: BREAKERS,
    breaches: ({ inputs }) =>
      when(
        !isLate(inputs["spec"]) && lacks(inputs, "spec.host"),
        "spec.host",
        "is missing, and the rule would hold for nothing; name a service",
      ),
  },
  {
    id: "mesh/hosts",
    severity: "error",
    source: "docs",
    kinds: ROUTES,
    breaches: ({ inputs }) =>
      when(
        !isLate(inputs["spec"]) && lacks(inputs, "spec.hosts"),
        "spec.hosts",
        "is missing, and the routes would hold for nothing; name a service",
      ),
  },
  {
    id: "mesh/mtls-mode",
    severity: "error",
    source: "docs",
    kinds: PEERS,
    breaches: ({ inputs }) => {
      const { spec } = inputs;
      const ports = isBlock(spec) ? spec["portLevelMtls"] : undefined;
      const modes = [
        ["spec.mtls.mode", textAt(inputs, "spec.mtls.mode")],
        ...Object.entries(isBlock(ports) ? ports : {}).map(([port, rule]) => [
          `spec.portLevelMtls.${port}.mode`,
          textAt(rule, "mode"),
        ]),
      ];
      return modes.flatMap(([path = "", mode]) =>
        when(
          mode !== undefined && !MODES.includes(mode),
          path,
          `"${mode}" is not one of ${MODES.join(", ")}; use STRICT`,
        ),
      );
    },
  },
  {
    id: "mesh/port-without-selector",
    severity: "error",
    source: "docs",
    kinds: PEERS,
    breaches: ({ inputs }) =>
      when(
        !lacks(inputs, "spec.portLevelMtls") && lacks(inputs, "spec.selector"),
        "spec.portLevelMtls",
        "needs a selector, and without one is left aside; name the pods",
      ),
  },
  {
    id: "mesh/retries-without-end",
    severity: "warning",
    source: "docs",
    kinds: ROUTES,
    breaches: ({ inputs }) =>
      textsAt(inputs, "spec.hosts").length === 0 ? [] : endless(inputs["spec"]),
  },
];

/** All lengths of time, however deep, that are none. */
function durations(value: unknown, path: string): Breach[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => durations(item, `${path}[${index}]`));
  }
  if (!isBlock(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = `${path}.${key}`;
    if (!DURATIONS.includes(key) || typeof inner !== "string") return durations(inner, at);
    return when(
      !isLate(inner) && !DURATION.test(inner),
      at,
      `"${inner}" is not a length of time of the mesh's; write one such as "10s" or "500ms"`,
    );
  });
}

function endless(spec: unknown): Breach[] {
  const routes = isBlock(spec) && Array.isArray(spec["http"]) ? spec["http"] : [];
  return routes.flatMap((route, index) => {
    const retries = isBlock(route) ? route["retries"] : undefined;
    const repeats = isBlock(retries) && Number(retries["attempts"]) > 0;
    return when(
      repeats && lacks(retries, "perTryTimeout"),
      `spec.http[${index}].retries`,
      "have no perTryTimeout, so the first try takes all the time; give one",
    );
  });
}
