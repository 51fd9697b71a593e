import { forwardingRuleRules } from "../../../inventory/api-rules/forwarding-rule";
import { urlMapRules } from "../../../inventory/api-rules/url-map";
import {
  backendService,
  globalRule,
  httpsProxy,
  regionalBackend,
  regionalRule,
  urlMap,
} from "../good";
import { resource } from "../scene";
import { holdRules } from "./hold";

const region = "us-central1";
const publicRule = () =>
  regionalRule({
    name: "bank-backup",
    loadBalancingScheme: "EXTERNAL_MANAGED",
    backendService: "projects/bank-prod/regions/us-central1/backendServices/bank-backup",
  });
const publicBackend = () =>
  regionalBackend({ name: "bank-backup", loadBalancingScheme: "EXTERNAL_MANAGED" });
const publicProxies = () =>
  resource("compute.Subnetwork", {
    name: "bank-edge",
    region,
    network: "projects/bank-prod/global/networks/bank",
    ipCidrRange: "10.9.0.0/23",
    purpose: "REGIONAL_MANAGED_PROXY",
    role: "ACTIVE",
  });
const regionalProxy = () =>
  resource("compute.RegionTargetHttpsProxy", {
    name: "bank-backup",
    region,
    urlMap: "projects/bank-prod/regions/us-central1/urlMaps/bank-backup",
    certificateManagerCertificates: [
      "projects/bank-prod/locations/us-central1/certificates/bank-us-central1",
    ],
  });
const regionalCertificate = () =>
  resource("certificatemanager.Certificate", {
    name: "bank-us-central1",
    location: region,
    managed: { domains: ["bank.example.com"] },
  });

const matched = () =>
  urlMap({
    hostRules: [{ hosts: ["a.example.com"], pathMatcher: "a" }],
    pathMatchers: [{ name: "a", defaultService: "bank-web" }],
  });
const errors = () =>
  urlMap({
    defaultCustomErrorResponsePolicy: {
      errorService: "pages",
      errorResponseRules: [{ matchResponseCodes: ["5xx"], path: "/down.html" }],
    },
  });

describe("url maps", () => {
  const redirect = {
    defaultService: undefined,
    defaultUrlRedirect: { httpsRedirect: true, stripQuery: false },
  };

  holdRules(urlMapRules, [
    [
      "url-map/retry-conditions",
      [urlMap()],
      { "defaultRouteAction.retryPolicy": { retryConditions: ["500"] } },
      [
        'defaultRouteAction.retryPolicy.retryConditions: "500" is not one of 5xx, gateway-error, connect-failure, retriable-4xx, refused-stream, reset, cancelled, deadline-exceeded, resource-exhausted, unavailable; use one of these',
      ],
    ],
    [
      "url-map/retry-conditions",
      [matched()],
      { "pathMatchers.0.defaultRouteAction": { retryPolicy: { retryConditions: ["timeout"] } } },
      [
        'pathMatchers[0].defaultRouteAction.retryPolicy.retryConditions: "timeout" is not one of 5xx, gateway-error, connect-failure, retriable-4xx, refused-stream, reset, cancelled, deadline-exceeded, resource-exhausted, unavailable; use one of these',
      ],
    ],
    [
      "url-map/fault-injection",
      [urlMap()],
      {
        defaultRouteAction: {
          timeout: { seconds: "5" },
          faultInjectionPolicy: { abort: { httpStatus: 503, percentage: 1 } },
        },
      },
      [
        "defaultRouteAction.faultInjectionPolicy: switches retryPolicy and timeout off while it is set; leave it out after the drill",
      ],
    ],
    [
      "url-map/error-service",
      [errors()],
      { "defaultCustomErrorResponsePolicy.errorService": undefined },
      [
        "defaultCustomErrorResponsePolicy.errorService: is missing while errorResponseRules are given; name the backend bucket that holds the pages",
      ],
    ],
    [
      "url-map/error-page",
      [errors()],
      { "defaultCustomErrorResponsePolicy.errorResponseRules.0.path": "down.html" },
      [
        'defaultCustomErrorResponsePolicy.errorResponseRules[0].path: "down.html" is not a path of 1 to 1024 characters that starts with a slash; write "/down.html"',
      ],
    ],
    [
      "url-map/path-matcher",
      [matched()],
      { "hostRules.1": { hosts: ["b.example.com"], pathMatcher: "b" } },
      ['hostRules[1].pathMatcher: "b" is not one of the pathMatchers a; add it'],
    ],
    [
      "url-map/unused-path-matcher",
      [matched()],
      { "pathMatchers.1": { name: "b", defaultService: "bank-web" } },
      ['pathMatchers[1].name: "b" is used by no host rule; add one, or drop the matcher'],
    ],
    [
      "url-map/host-twice",
      [matched()],
      { "hostRules.1": { hosts: ["a.example.com"], pathMatcher: "a" } },
      ['hostRules: "a.example.com" stands in two host rules; keep it in one'],
    ],
    [
      "url-map/too-many-tests",
      [urlMap()],
      { tests: Array.from({ length: 101 }, () => ({ host: "a", path: "/", service: "bank-web" })) },
      ['tests: has "101" entries; use at most 100'],
    ],
    [
      "url-map/redirects-https-to-itself",
      [urlMap(), httpsProxy()],
      redirect,
      [
        'defaultUrlRedirect.httpsRedirect: "true" serves the https proxy bank, which would redirect to itself; use it behind an http proxy only',
      ],
    ],
  ]);
});

describe("forwarding rules and proxies", () => {
  const chain = [globalRule(), httpsProxy(), urlMap(), backendService()] as const;
  const addressed = () =>
    globalRule({
      loadBalancingScheme: "INTERNAL_MANAGED",
      subnetwork: "bank-us-central1",
      network: "bank",
    });

  holdRules(forwardingRuleRules, [
    [
      "forwarding-rule/no-proxies",
      [publicRule(), publicProxies(), publicBackend()],
      { region: "us-east1" },
      [
        'region: "us-east1" has no subnetwork of the purpose REGIONAL_MANAGED_PROXY, where the proxies would be; declare one',
      ],
    ],
    [
      "target-proxy/certificate-elsewhere",
      [regionalProxy(), regionalCertificate()],
      { region: "us-east1" },
      [
        'certificateManagerCertificates: "bank-us-central1" is in us-central1, the proxy in us-east1; use a certificate of us-east1',
      ],
    ],
    [
      "target-proxy/no-certificate",
      [regionalProxy()],
      { certificateManagerCertificates: undefined },
      [
        "sslCertificates: is missing, as are certificateMap and certificateManagerCertificates; give one of them",
      ],
    ],
    [
      "forwarding-rule/classic-by-default",
      [globalRule()],
      { loadBalancingScheme: undefined },
      [
        'loadBalancingScheme: is missing, which means "EXTERNAL", the classic load balancer; set EXTERNAL_MANAGED',
      ],
    ],
    [
      "forwarding-rule/other-scheme",
      chain,
      { loadBalancingScheme: "EXTERNAL" },
      [
        'loadBalancingScheme: "EXTERNAL" differs from "EXTERNAL_MANAGED" of the backend service bank-web; give both the same',
      ],
    ],
    [
      "forwarding-rule/other-scheme",
      [regionalRule(), regionalBackend()],
      { loadBalancingScheme: "INTERNAL" },
      [
        'loadBalancingScheme: "INTERNAL" differs from "INTERNAL_MANAGED" of the backend service bank-internal; give both the same',
      ],
    ],
    [
      "forwarding-rule/network-tier",
      [globalRule()],
      { networkTier: "STANDARD" },
      ['networkTier: "STANDARD" doesn\'t reach across regions; use PREMIUM, or leave it out'],
    ],
    [
      "forwarding-rule/internal-without-network",
      [addressed()],
      { subnetwork: undefined },
      [
        'subnetwork: is missing, and "INTERNAL_MANAGED" takes its address from one; give the region\'s subnetwork',
      ],
    ],
    [
      "forwarding-rule/target-or-service",
      [regionalRule()],
      { backendService: undefined },
      ["target: needs either target or backendService; give one of them"],
    ],
    [
      "forwarding-rule/ports",
      [regionalRule()],
      { ports: ["80"] },
      ["ports: can't be given together with allPorts; keep one of them"],
    ],
    [
      "target-proxy/no-certificate",
      [httpsProxy()],
      { certificateMap: undefined },
      [
        "sslCertificates: is missing, as are certificateMap and certificateManagerCertificates; give one of them",
      ],
    ],
    [
      "target-proxy/too-many-certificates",
      [httpsProxy()],
      {
        certificateMap: undefined,
        sslCertificates: Array.from({ length: 16 }, (_, index) => `c${index}`),
      },
      ['sslCertificates: has "16" entries; use at most 15, or a certificateMap'],
    ],
    [
      "target-proxy/map-beside-certificates",
      [httpsProxy()],
      { certificateManagerCertificates: ["bank"] },
      [
        "certificateMap: can't be given together with certificateManagerCertificates; keep one of them",
      ],
    ],
    [
      "target-proxy/certificate-map",
      [httpsProxy()],
      { certificateMap: "bank" },
      [
        'certificateMap: "bank" is no certificate map; write //certificatemanager.googleapis.com/projects/P/locations/global/certificateMaps/M',
      ],
    ],
    [
      "target-proxy/certificates-of-another-scheme",
      [httpsProxy(), globalRule()],
      { certificateMap: undefined, certificateManagerCertificates: ["bank"] },
      [
        'certificateManagerCertificates: doesn\'t go with the scheme "EXTERNAL_MANAGED" of bank; use certificateMap',
      ],
    ],
  ]);
});
