import { flagAt, given, lacks, numberAt, textAt, textsAt } from "../values";
import { isOutside, isOver, when, type ApiRule } from "./rule";

const NATS = ["compute.RouterNat"];
const ADDRESSES = ["compute.GlobalAddress"];

export const networkRules: readonly ApiRule[] = [
  {
    id: "network/auto-subnetworks",
    severity: "warning",
    source: "docs",
    kinds: ["compute.Network"],
    breaches: ({ inputs }) =>
      when(
        lacks(inputs, "autoCreateSubnetworks"),
        "autoCreateSubnetworks",
        'is missing, which means "true", a subnetwork in every region; set it to false',
      ),
  },
  {
    id: "nat/drains-on-creation",
    severity: "error",
    source: "preview",
    kinds: NATS,
    breaches: ({ inputs }) =>
      when(
        given(inputs, "drainNatIps") && lacks(inputs, "natIps"),
        "drainNatIps",
        "can't be given on a gateway that has no natIps yet; leave it out",
      ),
  },
  {
    id: "nat/manual-without-addresses",
    severity: "error",
    source: "docs",
    kinds: NATS,
    breaches: ({ inputs }) => {
      const option = textAt(inputs, "natIpAllocateOption");
      return [
        ...when(
          option === "MANUAL_ONLY" && lacks(inputs, "natIps"),
          "natIps",
          'is missing, and natIpAllocateOption "MANUAL_ONLY" needs it; give addresses, or use AUTO_ONLY',
        ),
        ...when(
          option === "AUTO_ONLY" && given(inputs, "natIps"),
          "natIps",
          'doesn\'t go with natIpAllocateOption "AUTO_ONLY"; use MANUAL_ONLY',
        ),
      ];
    },
  },
  {
    id: "nat/dynamic-ports",
    severity: "error",
    source: "docs",
    kinds: NATS,
    breaches: ({ inputs }) =>
      when(
        flagAt(inputs, "enableDynamicPortAllocation") === true &&
          flagAt(inputs, "enableEndpointIndependentMapping") === true,
        "enableEndpointIndependentMapping",
        '"true" doesn\'t go with enableDynamicPortAllocation; set one of them to false',
      ),
  },
  {
    id: "nat/ports",
    severity: "error",
    source: "docs",
    kinds: NATS,
    breaches: ({ inputs }) => {
      const [least, most] = [numberAt(inputs, "minPortsPerVm"), numberAt(inputs, "maxPortsPerVm")];
      const isDynamic = flagAt(inputs, "enableDynamicPortAllocation") === true;
      const isOdd = (ports: number | undefined) =>
        ports !== undefined &&
        (!Number.isInteger(Math.log2(ports)) || isOutside(ports, 32, 65_536));
      return [
        ...when(
          isDynamic && isOdd(least),
          "minPortsPerVm",
          `"${least}" is no power of two from 32 to 65536; use 64`,
        ),
        ...when(
          isDynamic && isOdd(most),
          "maxPortsPerVm",
          `"${most}" is no power of two from 32 to 65536; use 4096`,
        ),
        ...when(
          isDynamic && (isOver(least, most) || (least !== undefined && least === most)),
          "maxPortsPerVm",
          `"${most}" is not above minPortsPerVm "${least}"; raise it`,
        ),
      ];
    },
  },
  {
    id: "address/peering-range",
    severity: "error",
    source: "docs",
    kinds: ADDRESSES,
    breaches: ({ inputs }) => {
      if (textAt(inputs, "purpose") !== "VPC_PEERING") return [];
      const bits = numberAt(inputs, "prefixLength");
      return [
        ...when(
          textAt(inputs, "addressType", "EXTERNAL") === "EXTERNAL",
          "addressType",
          '"EXTERNAL" doesn\'t go with the purpose VPC_PEERING; set INTERNAL',
        ),
        ...when(
          lacks(inputs, "network"),
          "network",
          'is missing, and the purpose "VPC_PEERING" needs it; give the network',
        ),
        ...when(
          lacks(inputs, "prefixLength"),
          "prefixLength",
          'is missing, and the purpose "VPC_PEERING" needs it; give 16',
        ),
        ...when(
          isOutside(bits, 8, 24),
          "prefixLength",
          `"${bits}" is not from 8 to 24, as the purpose VPC_PEERING needs; use 16`,
        ),
      ];
    },
  },
  {
    id: "peering/range-by-link",
    severity: "error",
    source: "docs",
    kinds: ["servicenetworking.Connection"],
    breaches: ({ inputs }) =>
      textsAt(inputs, "reservedPeeringRanges")
        .filter((range) => range.includes("/"))
        .flatMap((range) =>
          when(true, "reservedPeeringRanges", `"${range}" is a link; give the range's name alone`),
        ),
  },
];
