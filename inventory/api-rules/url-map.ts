import type { Resource } from "../model";
import { type Block, given, isBlock, lacks, listAt, textAt, textsAt } from "../values";
import { referrers } from "./references";
import { repeated, when, type ApiRule } from "./rule";

const MAPS = ["compute.URLMap", "compute.RegionUrlMap"];
const RETRY_CONDITIONS = [
  ...["5xx", "gateway-error", "connect-failure", "retriable-4xx", "refused-stream", "reset"],
  ...["cancelled", "deadline-exceeded", "resource-exhausted", "unavailable"],
];

export const urlMapRules: readonly ApiRule[] = [
  {
    id: "url-map/retry-conditions",
    severity: "error",
    source: "docs",
    kinds: MAPS,
    breaches: (map) =>
      blocksOf(map, "retryPolicy").flatMap(([block, path]) =>
        textsAt(block, "retryConditions")
          .filter((condition) => !RETRY_CONDITIONS.includes(condition))
          .flatMap((condition) =>
            when(
              true,
              `${path}.retryConditions`,
              `"${condition}" is not one of ${RETRY_CONDITIONS.join(", ")}; use one of these`,
            ),
          ),
      ),
  },
  {
    id: "url-map/fault-injection",
    severity: "warning",
    source: "docs",
    kinds: MAPS,
    breaches: ({ inputs }) =>
      when(
        given(inputs, "defaultRouteAction.faultInjectionPolicy") &&
          (given(inputs, "defaultRouteAction.retryPolicy") ||
            given(inputs, "defaultRouteAction.timeout")),
        "defaultRouteAction.faultInjectionPolicy",
        "switches retryPolicy and timeout off while it is set; leave it out after the drill",
      ),
  },
  {
    id: "url-map/error-service",
    severity: "error",
    source: "docs",
    kinds: MAPS,
    breaches: ({ inputs }) => {
      const policy = "defaultCustomErrorResponsePolicy";
      return when(
        given(inputs, `${policy}.errorResponseRules`) && lacks(inputs, `${policy}.errorService`),
        `${policy}.errorService`,
        "is missing while errorResponseRules are given; name the backend bucket that holds the pages",
      );
    },
  },
  {
    id: "url-map/error-page",
    severity: "error",
    source: "docs",
    kinds: MAPS,
    breaches: ({ inputs }) =>
      listAt(inputs, "defaultCustomErrorResponsePolicy.errorResponseRules").flatMap(
        (rule, index) => {
          const page = textAt(rule, "path");
          return when(
            page !== undefined && !/^\/[^]{0,1023}$/.test(page),
            `defaultCustomErrorResponsePolicy.errorResponseRules[${index}].path`,
            `"${page}" is not a path of 1 to 1024 characters that starts with a slash; write "/${page}"`,
          );
        },
      ),
  },
  {
    id: "url-map/path-matcher",
    severity: "error",
    source: "api",
    kinds: MAPS,
    breaches: ({ inputs }) => {
      const names = listAt(inputs, "pathMatchers").map((matcher) => textAt(matcher, "name"));
      if (names.includes(undefined)) return [];
      return listAt(inputs, "hostRules").flatMap((rule, index) => {
        const wanted = textAt(rule, "pathMatcher");
        return when(
          wanted !== undefined && !names.includes(wanted),
          `hostRules[${index}].pathMatcher`,
          `"${wanted}" is not one of the pathMatchers ${names.join(", ") || "(there are none)"}; add it`,
        );
      });
    },
  },
  {
    id: "url-map/unused-path-matcher",
    severity: "error",
    source: "api",
    kinds: MAPS,
    breaches: ({ inputs }) => {
      const used = listAt(inputs, "hostRules").map((rule) => textAt(rule, "pathMatcher"));
      if (used.includes(undefined)) return [];
      return listAt(inputs, "pathMatchers").flatMap((matcher, index) => {
        const name = textAt(matcher, "name");
        return when(
          name !== undefined && !used.includes(name),
          `pathMatchers[${index}].name`,
          `"${name}" is used by no host rule; add one, or drop the matcher`,
        );
      });
    },
  },
  {
    id: "url-map/host-twice",
    severity: "error",
    source: "api",
    kinds: MAPS,
    breaches: ({ inputs }) =>
      repeated(listAt(inputs, "hostRules").flatMap((rule) => textsAt(rule, "hosts"))).flatMap(
        (host) => when(true, "hostRules", `"${host}" stands in two host rules; keep it in one`),
      ),
  },
  {
    id: "url-map/too-many-tests",
    severity: "error",
    source: "docs",
    kinds: MAPS,
    breaches: ({ inputs }) => {
      const { length } = listAt(inputs, "tests");
      return when(length > 100, "tests", `has "${length}" entries; use at most 100`);
    },
  },
  {
    id: "url-map/redirects-https-to-itself",
    severity: "error",
    source: "docs",
    kinds: MAPS,
    breaches: (map, inventory) => {
      const proxies = ["compute.TargetHttpsProxy", "compute.RegionTargetHttpsProxy"];
      const [proxy] = referrers(map, "urlMap", inventory, proxies);
      return when(
        map.inputs["defaultUrlRedirect"] !== undefined &&
          isBlock(map.inputs["defaultUrlRedirect"]) &&
          map.inputs["defaultUrlRedirect"]["httpsRedirect"] === true &&
          proxy !== undefined,
        "defaultUrlRedirect.httpsRedirect",
        `"true" serves the https proxy ${proxy?.name}, which would redirect to itself; use it behind an http proxy only`,
      );
    },
  },
];

/** All blocks of that name, however deep, with their paths. */
function blocksOf({ inputs }: Resource, name: string): [Block, string][] {
  const found: [Block, string][] = [];
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) value.forEach((item, index) => visit(item, `${path}[${index}]`));
    if (!isBlock(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      const place = path === "" ? key : `${path}.${key}`;
      if (key === name && isBlock(inner)) found.push([inner, place]);
      visit(inner, place);
    }
  };
  visit(inputs, "");
  return found;
}
