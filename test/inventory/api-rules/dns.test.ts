import { dnsRules } from "../../../inventory/api-rules/dns";
import { dnsCheck, healthCheck } from "../good";
import { failoverRecord, internalRecord, record, routedRecord, zone } from "../good-data";
import { holdRules } from "./hold";

const primary = "routingPolicy.primaryBackup.primary";

describe("dns", () => {
  const alias = () => record({ type: "CNAME", rrdatas: ["origin.bank.example.com."] });

  holdRules(dnsRules, [
    [
      "dns/zone-name",
      [zone()],
      { dnsName: "bank.example.com" },
      [
        'dnsName: "bank.example.com" is no DNS name with a dot at its end, such as "example.com."; mend it',
      ],
    ],
    [
      "dns/record-name",
      [record()],
      { name: "www..bank.example.com." },
      [
        'name: "www..bank.example.com." is no DNS name: parts of 1 to 63 letters, digits, dashes and underscores; mend it',
      ],
    ],
    [
      "dns/record-outside-zone",
      [record(), zone()],
      { name: "www.shop.example.com." },
      [
        'name: "www.shop.example.com." is not in the zone bank, which holds bank.example.com.; end it with that',
      ],
    ],
    [
      "dns/ttl",
      [record()],
      { ttl: 604801 },
      ['ttl: "604801" is not from 0 to 604800 seconds; use 60'],
    ],
    [
      "dns/cname-of-many",
      [alias()],
      { "rrdatas.1": "other.bank.example.com." },
      ['rrdatas: has "2" entries, a CNAME takes one; keep one'],
    ],
    [
      "dns/target-without-dot",
      [alias()],
      { "rrdatas.0": "origin.bank.example.com" },
      [
        'rrdatas: "origin.bank.example.com" has no dot at its end; write "origin.bank.example.com."',
      ],
    ],
    [
      "dns/address",
      [record()],
      { "rrdatas.0": "origin.bank.example.com." },
      ['rrdatas: "origin.bank.example.com." is no IPv4 address; give one, or use another type'],
    ],
    [
      "dns/both-kinds-of-targets",
      [routedRecord()],
      {
        "routingPolicy.wrrs.0.healthCheckedTargets.internalLoadBalancers": [
          {
            ipAddress: "10.0.0.5",
            port: "443",
            ipProtocol: "tcp",
            networkUrl: "bank",
            project: "bank-prod",
          },
        ],
      },
      [
        "routingPolicy.wrrs[0].healthCheckedTargets: has both internalLoadBalancers and externalEndpoints; keep one of them",
      ],
    ],
    [
      "dns/external-without-check",
      [routedRecord()],
      { "routingPolicy.healthCheck": undefined },
      [
        "routingPolicy.wrrs[0].healthCheckedTargets.externalEndpoints: needs routingPolicy.healthCheck; give a health check with sourceRegions",
        "routingPolicy.wrrs[1].healthCheckedTargets.externalEndpoints: needs routingPolicy.healthCheck; give a health check with sourceRegions",
      ],
    ],
    [
      "dns/check-without-regions",
      [routedRecord(), dnsCheck(), healthCheck()],
      { "routingPolicy.healthCheck": "bank-ready" },
      ['routingPolicy.healthCheck: "bank-ready" has no sourceRegions; give it three'],
    ],
    [
      "dns/health-checked-type",
      [routedRecord()],
      { type: "CNAME" },
      ['type: "CNAME" can\'t have health-checked targets; use A or AAAA'],
    ],
    [
      "dns/several-in-signed-zone",
      [routedRecord(), zone({ dnssecConfig: { state: "on" } })],
      {
        "routingPolicy.wrrs.1.healthCheckedTargets.externalEndpoints": [
          "203.0.113.11",
          "203.0.113.12",
        ],
      },
      [
        'routingPolicy.wrrs[1]: has "2" addresses, and the zone bank is signed, which allows one in each item; keep one',
      ],
    ],
    [
      "dns/several-in-signed-zone",
      [failoverRecord(), zone({ dnssecConfig: { state: "on" } })],
      { [`${primary}.externalEndpoints`]: ["203.0.113.10", "203.0.113.13"] },
      [
        'routingPolicy.primaryBackup.primary: has "2" addresses, and the zone bank is signed, which allows one in each item; keep one',
      ],
    ],
    [
      "dns/balancer-without-region",
      [internalRecord()],
      { [`${primary}.internalLoadBalancers.0.region`]: undefined },
      [
        'routingPolicy.primaryBackup.primary.internalLoadBalancers[0].region: is missing on a "regionalL7ilb"; give the balancer\'s region',
      ],
    ],
    [
      "dns/trickle-ratio",
      [internalRecord()],
      { "routingPolicy.primaryBackup.trickleRatio": 10 },
      ['routingPolicy.primaryBackup.trickleRatio: "10" is not from 0 to 1; use 0.01'],
    ],
    [
      "dns/routing-in-special-zone",
      [zone(), routedRecord()],
      {
        visibility: "private",
        forwardingConfig: { targetNameServers: [{ ipv4Address: "10.0.0.2" }] },
      },
      [
        "routingPolicy: isn't allowed in a dns.ManagedZone with forwardingConfig, as bank is; use rrdatas",
      ],
    ],
  ]);
});
