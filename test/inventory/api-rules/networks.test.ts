import { firewallRules } from "../../../inventory/api-rules/firewall";
import { networkRules } from "../../../inventory/api-rules/network";
import { subnetworkRules } from "../../../inventory/api-rules/subnetwork";
import { firewall, nat, network, proxySubnetwork, subnetwork } from "../good";
import { resource } from "../scene";
import { check, holdRules } from "./hold";

describe("firewalls", () => {
  holdRules(firewallRules, [
    [
      "firewall/no-source",
      [firewall()],
      { sourceRanges: undefined },
      ["sourceRanges: is missing, as are sourceTags and sourceServiceAccounts; give one of them"],
    ],
    [
      "firewall/source-of-egress",
      [firewall()],
      { direction: "EGRESS" },
      ['sourceRanges: doesn\'t go with the direction "EGRESS"; use destinationRanges'],
    ],
    [
      "firewall/log-without-logging",
      [firewall()],
      { logConfig: { metadata: "EXCLUDE_ALL_METADATA" }, enableLogging: false },
      ['enableLogging: "false" doesn\'t go with logConfig; leave it out'],
    ],
    [
      "firewall/range",
      [firewall()],
      { sourceRanges: ["10.0.0.1/20", "web.example.com"] },
      [
        'sourceRanges: "10.0.0.1/20" is no network; did you mean "10.0.0.0/20"?',
        'sourceRanges: "web.example.com" is no network; write it as "10.0.0.0/20"',
      ],
    ],
    [
      "firewall/ports",
      [firewall()],
      { "allows.0.ports": ["9010-9000"] },
      ['allows[0].ports: "9010-9000" is neither a port nor a range such as "8000-8080"; mend it'],
    ],
    [
      "firewall/ports-without-protocol",
      [firewall()],
      { "allows.0.protocol": "icmp" },
      ['allows[0].ports: doesn\'t go with the protocol "icmp"; leave it out'],
    ],
  ]);
});

describe("networks", () => {
  const range = () =>
    resource("compute.GlobalAddress", {
      name: "bank-services",
      purpose: "VPC_PEERING",
      addressType: "INTERNAL",
      prefixLength: 16,
      network: "bank",
    });
  const connection = () =>
    resource("servicenetworking.Connection", {
      network: "bank",
      service: "servicenetworking.googleapis.com",
      reservedPeeringRanges: ["bank-services"],
    });

  holdRules(networkRules, [
    [
      "network/auto-subnetworks",
      [network()],
      { autoCreateSubnetworks: undefined },
      [
        'autoCreateSubnetworks: is missing, which means "true", a subnetwork in every region; set it to false',
      ],
    ],
    [
      "nat/drains-on-creation",
      [nat()],
      { drainNatIps: ["old"] },
      ["drainNatIps: can't be given on a gateway that has no natIps yet; leave it out"],
    ],
    [
      "nat/manual-without-addresses",
      [nat()],
      { natIpAllocateOption: "MANUAL_ONLY" },
      [
        'natIps: is missing, and natIpAllocateOption "MANUAL_ONLY" needs it; give addresses, or use AUTO_ONLY',
      ],
    ],
    [
      "nat/manual-without-addresses",
      [nat()],
      { natIps: ["bank-nat-1"] },
      ['natIps: doesn\'t go with natIpAllocateOption "AUTO_ONLY"; use MANUAL_ONLY'],
    ],
    [
      "nat/dynamic-ports",
      [nat()],
      { enableEndpointIndependentMapping: true },
      [
        'enableEndpointIndependentMapping: "true" doesn\'t go with enableDynamicPortAllocation; set one of them to false',
      ],
    ],
    [
      "nat/ports",
      [nat()],
      { minPortsPerVm: 100 },
      ['minPortsPerVm: "100" is no power of two from 32 to 65536; use 64'],
    ],
    [
      "nat/ports",
      [nat()],
      { maxPortsPerVm: 64 },
      ['maxPortsPerVm: "64" is not above minPortsPerVm "64"; raise it'],
    ],
    [
      "address/peering-range",
      [range()],
      { prefixLength: undefined, network: undefined, addressType: undefined },
      [
        'addressType: "EXTERNAL" doesn\'t go with the purpose VPC_PEERING; set INTERNAL',
        'network: is missing, and the purpose "VPC_PEERING" needs it; give the network',
        'prefixLength: is missing, and the purpose "VPC_PEERING" needs it; give 16',
      ],
    ],
    [
      "peering/range-by-link",
      [connection()],
      { "reservedPeeringRanges.0": "projects/p/global/addresses/bank-services" },
      [
        'reservedPeeringRanges: "projects/p/global/addresses/bank-services" is a link; give the range\'s name alone',
      ],
    ],
  ]);
});

describe("subnetworks", () => {
  holdRules(subnetworkRules, [
    [
      "subnetwork/host-bits",
      [subnetwork()],
      { ipCidrRange: "10.0.0.1/20" },
      ['ipCidrRange: "10.0.0.1/20" is not the start of its network; did you mean "10.0.0.0/20"?'],
    ],
    [
      "subnetwork/size",
      [subnetwork()],
      { ipCidrRange: "10.0.0.0/30" },
      ['ipCidrRange: "10.0.0.0/30" is not from /4 to /29 in size; use /20'],
    ],
    [
      "subnetwork/overlap",
      [subnetwork(), proxySubnetwork()],
      { ipCidrRange: "10.8.0.0/20" },
      [
        'ipCidrRange: "10.8.0.0/20" overlaps 10.8.0.0/23 of bank-proxies; give each subnetwork a range of its own',
      ],
    ],
    [
      "subnetwork/purpose",
      [proxySubnetwork()],
      { purpose: "PROXY", role: undefined },
      [
        'purpose: "PROXY" is not one of PRIVATE, REGIONAL_MANAGED_PROXY, GLOBAL_MANAGED_PROXY, PRIVATE_SERVICE_CONNECT, PEER_MIGRATION, PRIVATE_NAT, INTERNAL_HTTPS_LOAD_BALANCER, CUSTOM_HARDWARE_LINK; use one of these',
      ],
    ],
    [
      "subnetwork/proxy-role",
      [proxySubnetwork()],
      { role: undefined },
      ['role: is missing, and the purpose "GLOBAL_MANAGED_PROXY" needs one; set ACTIVE'],
    ],
    [
      "subnetwork/proxy-role",
      [subnetwork()],
      { role: "ACTIVE" },
      ['role: goes with proxy-only purposes, not with "PRIVATE"; leave it out'],
    ],
    [
      "subnetwork/proxy-size",
      [proxySubnetwork()],
      { ipCidrRange: "10.8.0.0/27" },
      ['ipCidrRange: "10.8.0.0/27" is smaller than /26, the least for proxies; use /23'],
    ],
    [
      "subnetwork/flow-sampling",
      [subnetwork()],
      { logConfig: { flowSampling: 50 } },
      ['logConfig.flowSampling: "50" is not from 0 to 1; use 0.1 for one in ten'],
    ],
  ]);

  it("lets equal ranges stand in different networks", () => {
    const apart = {
      ...proxySubnetwork().inputs,
      name: "apart",
      network: "projects/bank-prod/global/networks/other",
    };
    expect(
      check([
        subnetwork(),
        resource("compute.Subnetwork", { ...apart, ipCidrRange: "10.0.0.0/20" }),
      ]),
    ).toEqual([]);
  });
});
