import { certificateRules } from "../../../inventory/api-rules/certificate";
import { securityPolicyRules } from "../../../inventory/api-rules/security-policy";
import { securityPolicy } from "../good";
import { resource } from "../scene";
import { holdRules } from "./hold";

const certificate = () =>
  resource("certificatemanager.Certificate", {
    name: "bank",
    managed: { domains: ["bank.example.com"] },
  });

describe("certificates", () => {
  const managed = () =>
    resource("compute.ManagedSslCertificate", { managed: { domains: ["bank.example.com"] } });
  const authorization = () =>
    resource("certificatemanager.DnsAuthorization", { name: "bank", domain: "bank.example.com" });
  const policy = () =>
    resource("compute.SSLPolicy", { name: "bank", profile: "MODERN", minTlsVersion: "TLS_1_2" });

  holdRules(certificateRules, [
    [
      "certificate/named",
      [managed()],
      { name: "bank" },
      [
        'name: "bank" is fixed, so that changed domains delete the certificate while its proxy uses it; leave it out',
      ],
    ],
    [
      "certificate/wildcard",
      [managed()],
      { "managed.domains": ["*.bank.example.com"] },
      [
        'managed.domains: "*.bank.example.com" is a wildcard; use certificatemanager with DNS authorization',
      ],
    ],
    [
      "certificate/wildcard-without-authorization",
      [certificate()],
      { "managed.domains": ["*.bank.example.com"] },
      ['managed.dnsAuthorizations: is missing for the wildcard "*.bank.example.com"; give one'],
    ],
    [
      "certificate/authorized-domain",
      [authorization()],
      { domain: "*.bank.example.com" },
      [
        'domain: "*.bank.example.com" is no bare domain; write it without wildcard and without a dot at its end',
      ],
    ],
    [
      "certificate/authorized-elsewhere",
      [
        resource("certificatemanager.Certificate", {
          name: "bank-us-east1",
          location: "us-east1",
          managed: {
            domains: ["bank.example.com"],
            dnsAuthorizations: ["projects/bank-prod/locations/us-east1/dnsAuthorizations/bank"],
          },
        }),
        resource("certificatemanager.DnsAuthorization", {
          name: "bank",
          location: "us-east1",
          domain: "bank.example.com",
        }),
        resource("certificatemanager.DnsAuthorization", {
          name: "bank-everywhere",
          domain: "bank.example.com",
        }),
      ],
      {
        "managed.dnsAuthorizations": [
          "projects/bank-prod/locations/global/dnsAuthorizations/bank-everywhere",
        ],
      },
      [
        'managed.dnsAuthorizations: "bank-everywhere" is in global, the certificate in us-east1; give both the same location',
      ],
    ],
    [
      "certificate/scope",
      [certificate()],
      { scope: "GLOBAL" },
      [
        'scope: "GLOBAL" is not one of DEFAULT, EDGE_CACHE, ALL_REGIONS, CLIENT_AUTH; use one of these',
      ],
    ],
    [
      "ssl-policy/custom-features",
      [policy()],
      { profile: "CUSTOM" },
      ['customFeatures: is missing, and the profile "CUSTOM" needs it; list the features'],
    ],
    [
      "ssl-policy/custom-features",
      [policy()],
      { customFeatures: ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"] },
      ['customFeatures: doesn\'t go with the profile "MODERN"; leave it out, or use CUSTOM'],
    ],
  ]);
});

describe("security policies", () => {
  holdRules(securityPolicyRules, [
    [
      "security-policy/duplicate-priority",
      [securityPolicy()],
      { "rules.2": { action: "allow", priority: 1000, match: { expr: { expression: "true" } } } },
      ['rules: "1000" is the priority of two rules; give each its own'],
    ],
    [
      "security-policy/default-rule",
      [securityPolicy()],
      { "rules.1.priority": 2000 },
      ['rules: has no default rule; add one of priority 2147483647 that matches "*"'],
    ],
    [
      "security-policy/default-rule",
      [securityPolicy()],
      { "rules.1.match.config.srcIpRanges": ["0.0.0.0/0"] },
      [
        'rules[1].match.config.srcIpRanges: doesn\'t match "*", as the default rule has to; write ["*"]',
      ],
    ],
    [
      "security-policy/ranges-without-expression",
      [securityPolicy()],
      { "rules.0.match.versionedExpr": undefined },
      [
        'rules[0].match.versionedExpr: and config go together; give config and "SRC_IPS_V1", or neither',
      ],
    ],
    [
      "security-policy/action",
      [securityPolicy()],
      { "rules.0.action": "block" },
      [
        'rules[0].action: "block" is not one of allow, deny(403), deny(404), deny(502), throttle, rate_based_ban, redirect; use one of these',
      ],
    ],
    [
      "security-policy/limit-without-options",
      [securityPolicy()],
      { "rules.0.action": "throttle" },
      [
        'rules[0].rateLimitOptions: is missing, and the action "throttle" needs it; give conformAction, exceedAction and a threshold',
      ],
    ],
  ]);
});
