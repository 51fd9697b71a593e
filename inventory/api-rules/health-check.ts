import { given, listAt, numberAt, textAt, textsAt } from "../values";
import { isOutside, isOver, repeated, when, type ApiRule, type Breach } from "./rule";

const GLOBAL = ["compute.HealthCheck"];
const HEALTH_CHECKS = [...GLOBAL, "compute.RegionHealthCheck"];
/** The provider looks at http alone; the API at all of them. */
const HTTP = ["httpHealthCheck"];
const OTHERS = [
  ...["httpsHealthCheck", "http2HealthCheck", "tcpHealthCheck", "sslHealthCheck"],
  ...["grpcHealthCheck", "grpcTlsHealthCheck"],
];

export const healthCheckRules: readonly ApiRule[] = [
  {
    id: "health-check/timeout-over-interval",
    severity: "error",
    source: "docs",
    kinds: HEALTH_CHECKS,
    breaches: ({ inputs }) => {
      const timeout = numberAt(inputs, "timeoutSec", 5);
      const interval = numberAt(inputs, "checkIntervalSec", 5);
      return when(
        isOver(timeout, interval),
        "timeoutSec",
        `"${timeout}" seconds is longer than the interval of ${interval} seconds; lower it to ${interval} or less`,
      );
    },
  },
  {
    id: "health-check/http-port-specification",
    severity: "error",
    source: "preview",
    kinds: HEALTH_CHECKS,
    breaches: ({ inputs }) => HTTP.flatMap((block) => portSpecification(inputs, block)),
  },
  {
    id: "health-check/port-specification",
    severity: "error",
    source: "api",
    kinds: HEALTH_CHECKS,
    breaches: ({ inputs }) => OTHERS.flatMap((block) => portSpecification(inputs, block)),
  },
  {
    id: "health-check/port",
    severity: "error",
    source: "docs",
    kinds: HEALTH_CHECKS,
    breaches: ({ inputs }) =>
      [...HTTP, ...OTHERS].flatMap((block) => {
        const port = numberAt(inputs, `${block}.port`);
        return when(
          isOutside(port, 1, 65535),
          `${block}.port`,
          `"${port}" is not a port from 1 to 65535; use the port that the service listens on`,
        );
      }),
  },
  {
    id: "health-check/request-path",
    severity: "error",
    source: "docs",
    kinds: HEALTH_CHECKS,
    breaches: ({ inputs }) =>
      [...HTTP, ...OTHERS].flatMap((block) => {
        const path = textAt(inputs, `${block}.requestPath`);
        return when(
          path !== undefined && !path.startsWith("/"),
          `${block}.requestPath`,
          `"${path}" doesn't start with a slash; write "/${path}"`,
        );
      }),
  },
  {
    id: "health-check/thresholds",
    severity: "warning",
    source: "unconfirmed",
    kinds: HEALTH_CHECKS,
    breaches: ({ inputs }) =>
      ["healthyThreshold", "unhealthyThreshold"].flatMap((path) => {
        const count = numberAt(inputs, path);
        return when(isOutside(count, 1, 10), path, `"${count}" is not from 1 to 10; use 2`);
      }),
  },
  {
    id: "health-check/interval",
    severity: "error",
    source: "docs",
    kinds: HEALTH_CHECKS,
    breaches: ({ inputs }) =>
      ["checkIntervalSec", "timeoutSec"].flatMap((path) => {
        const seconds = numberAt(inputs, path);
        return when(isOutside(seconds, 1, 300), path, `"${seconds}" is not from 1 to 300; use 5`);
      }),
  },
  {
    id: "health-check/source-regions",
    severity: "error",
    source: "docs",
    kinds: GLOBAL,
    breaches: ({ inputs }) => (given(inputs, "sourceRegions") ? dnsCheck(inputs) : []),
  },
];

/** USE_NAMED_PORT wants a name and no number, USE_SERVING_PORT neither. */
function portSpecification(inputs: unknown, block: string): Breach[] {
  const kind = textAt(inputs, `${block}.portSpecification`);
  const [port, name] = [given(inputs, `${block}.port`), given(inputs, `${block}.portName`)];
  const path = `${block}.portSpecification`;
  if (kind === "USE_NAMED_PORT") {
    return when(
      port || !name,
      path,
      '"USE_NAMED_PORT" takes a portName and no port; give the name alone',
    );
  }
  if (kind === "USE_SERVING_PORT") {
    return when(
      port || name,
      path,
      '"USE_SERVING_PORT" takes neither port nor portName; leave both out',
    );
  }
  return kind === "USE_FIXED_PORT"
    ? when(name, path, '"USE_FIXED_PORT" takes a port and no portName; leave the name out')
    : [];
}

/** Checks from three regions serve Cloud DNS, and are bound by its rules. */
function dnsCheck(inputs: unknown): Breach[] {
  const regions = textsAt(inputs, "sourceRegions");
  const interval = numberAt(inputs, "checkIntervalSec", 5);
  const unfit = ["sslHealthCheck", "http2HealthCheck", "grpcHealthCheck", "grpcTlsHealthCheck"];
  const proxied = [...HTTP, ...OTHERS].filter((block) =>
    ["PROXY_V1"].includes(textAt(inputs, `${block}.proxyHeader`) ?? "NONE"),
  );
  return [
    ...when(
      listAt(inputs, "sourceRegions").length === 3 && repeated(regions).length > 0,
      "sourceRegions",
      `"${regions.join(", ")}" has a region twice; name three different ones`,
    ),
    ...when(
      isOver(30, interval),
      "checkIntervalSec",
      `"${interval}" seconds is below 30, the least with sourceRegions; raise it to 30`,
    ),
    ...unfit
      .filter((block) => given(inputs, block))
      .flatMap((block) =>
        when(true, block, "doesn't go with sourceRegions; use an http, https or tcp check"),
      ),
    ...when(
      given(inputs, "tcpHealthCheck.request"),
      "tcpHealthCheck.request",
      "doesn't go with sourceRegions; leave it out",
    ),
    ...proxied.flatMap((block) =>
      when(true, `${block}.proxyHeader`, '"PROXY_V1" doesn\'t go with sourceRegions; leave it out'),
    ),
  ];
}
