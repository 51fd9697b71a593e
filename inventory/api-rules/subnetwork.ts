import type { Inventory, Resource } from "../model";
import { given, lacks, listAt, numberAt, textAt } from "../values";
import { formatCidr, overlap, parseCidr } from "./cidr";
import { ofKinds, referenced } from "./references";
import { isNoneOf, isOutside, when, type ApiRule } from "./rule";

const SUBNETWORKS = ["compute.Subnetwork"];
const PROXY_ONLY = ["REGIONAL_MANAGED_PROXY", "GLOBAL_MANAGED_PROXY"];
const PURPOSES = [
  ...["PRIVATE", ...PROXY_ONLY, "PRIVATE_SERVICE_CONNECT", "PEER_MIGRATION", "PRIVATE_NAT"],
  ...["INTERNAL_HTTPS_LOAD_BALANCER", "CUSTOM_HARDWARE_LINK"],
];

export const subnetworkRules: readonly ApiRule[] = [
  {
    id: "subnetwork/host-bits",
    severity: "error",
    source: "api",
    kinds: SUBNETWORKS,
    breaches: (subnetwork) =>
      rangesOf(subnetwork).flatMap(({ path, text }) => {
        const cidr = parseCidr(text);
        return when(
          cidr !== undefined && cidr.address !== cidr.first,
          path,
          `"${text}" is not the start of its network; did you mean "${cidr && formatCidr(cidr)}"?`,
        );
      }),
  },
  {
    id: "subnetwork/size",
    severity: "error",
    source: "api",
    kinds: SUBNETWORKS,
    breaches: (subnetwork) =>
      rangesOf(subnetwork).flatMap(({ path, text }) =>
        when(
          isOutside(parseCidr(text)?.bits, 4, 29),
          path,
          `"${text}" is not from /4 to /29 in size; use /20`,
        ),
      ),
  },
  {
    id: "subnetwork/overlap",
    severity: "error",
    source: "api",
    kinds: SUBNETWORKS,
    breaches: (subnetwork, inventory) => {
      const others = ofKinds(inventory, SUBNETWORKS)
        .filter(({ urn }) => urn < subnetwork.urn)
        .filter((other) => sharesNetwork(subnetwork, other, inventory));
      const taken = others.flatMap((other) =>
        rangesOf(other).map(({ text }) => ({ text, by: other.name })),
      );
      return rangesOf(subnetwork).flatMap(({ path, text }) => {
        const own = parseCidr(text);
        const clash = taken.find((range) => {
          const other = parseCidr(range.text);
          return own !== undefined && other !== undefined && overlap(own, other);
        });
        return when(
          clash !== undefined,
          path,
          `"${text}" overlaps ${clash?.text} of ${clash?.by}; give each subnetwork a range of its own`,
        );
      });
    },
  },
  {
    id: "subnetwork/purpose",
    severity: "error",
    source: "docs",
    kinds: SUBNETWORKS,
    breaches: ({ inputs }) => {
      const purpose = textAt(inputs, "purpose");
      return when(
        isNoneOf(purpose, PURPOSES),
        "purpose",
        `"${purpose}" is not one of ${PURPOSES.join(", ")}; use one of these`,
      );
    },
  },
  {
    id: "subnetwork/proxy-role",
    severity: "error",
    source: "docs",
    kinds: SUBNETWORKS,
    breaches: ({ inputs }) => {
      const purpose = textAt(inputs, "purpose", "PRIVATE");
      const isProxy = purpose !== undefined && PROXY_ONLY.includes(purpose);
      return [
        ...when(
          isProxy && lacks(inputs, "role"),
          "role",
          `is missing, and the purpose "${purpose}" needs one; set ACTIVE`,
        ),
        ...when(
          purpose === "PRIVATE" && given(inputs, "role"),
          "role",
          'goes with proxy-only purposes, not with "PRIVATE"; leave it out',
        ),
      ];
    },
  },
  {
    id: "subnetwork/proxy-size",
    severity: "warning",
    source: "unconfirmed",
    kinds: SUBNETWORKS,
    breaches: ({ inputs }) => {
      const text = textAt(inputs, "ipCidrRange");
      const bits = text === undefined ? undefined : parseCidr(text)?.bits;
      return when(
        PROXY_ONLY.includes(textAt(inputs, "purpose") ?? "") && isOutside(bits, 4, 26),
        "ipCidrRange",
        `"${text}" is smaller than /26, the least for proxies; use /23`,
      );
    },
  },
  {
    id: "subnetwork/flow-sampling",
    severity: "error",
    source: "docs",
    kinds: SUBNETWORKS,
    breaches: ({ inputs }) => {
      const share = numberAt(inputs, "logConfig.flowSampling");
      return when(
        isOutside(share, 0, 1),
        "logConfig.flowSampling",
        `"${share}" is not from 0 to 1; use 0.1 for one in ten`,
      );
    },
  },
];

/** All written ranges of a subnetwork with their paths; what comes late is left out. */
function rangesOf({ inputs }: Resource): { path: string; text: string }[] {
  const secondary = listAt(inputs, "secondaryIpRanges").map((range, index) => ({
    path: `secondaryIpRanges[${index}].ipCidrRange`,
    text: textAt(range, "ipCidrRange"),
  }));
  const all = [{ path: "ipCidrRange", text: textAt(inputs, "ipCidrRange") }, ...secondary];
  return all.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
}

function sharesNetwork(one: Resource, other: Resource, inventory: Inventory): boolean {
  const networkOf = (subnetwork: Resource) =>
    referenced(subnetwork, "network", inventory, ["compute.Network"])[0]?.urn ??
    textAt(subnetwork.inputs, "network");
  const network = networkOf(one);
  return network !== undefined && network === networkOf(other);
}
