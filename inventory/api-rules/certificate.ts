import { given, lacks, textAt, textsAt } from "../values";
import { referenced } from "./references";
import { isNoneOf, when, type ApiRule } from "./rule";

const MANAGED = ["compute.ManagedSslCertificate"];
const CERTIFICATES = ["certificatemanager.Certificate"];
const AUTHORIZATIONS = ["certificatemanager.DnsAuthorization"];
const POLICIES = ["compute.SSLPolicy", "compute.RegionSslPolicy"];

export const certificateRules: readonly ApiRule[] = [
  {
    id: "certificate/named",
    severity: "warning",
    source: "docs",
    kinds: [...MANAGED, "compute.SSLCertificate"],
    breaches: ({ inputs }) => {
      const name = textAt(inputs, "name");
      const isMadeUp = name !== undefined && /-[0-9a-f]{7}$/.test(name);
      return when(
        given(inputs, "name") && !isMadeUp,
        "name",
        `"${name ?? ""}" is fixed, so that changed domains delete the certificate while its proxy uses it; leave it out`,
      );
    },
  },
  {
    id: "certificate/wildcard",
    severity: "error",
    source: "docs",
    kinds: MANAGED,
    breaches: ({ inputs }) =>
      textsAt(inputs, "managed.domains")
        .filter((domain) => domain.startsWith("*."))
        .flatMap((domain) =>
          when(
            true,
            "managed.domains",
            `"${domain}" is a wildcard; use certificatemanager with DNS authorization`,
          ),
        ),
  },
  {
    id: "certificate/wildcard-without-authorization",
    severity: "error",
    source: "docs",
    kinds: CERTIFICATES,
    breaches: ({ inputs }) =>
      textsAt(inputs, "managed.domains")
        .filter((domain) => domain.startsWith("*.") && lacks(inputs, "managed.dnsAuthorizations"))
        .filter(() => lacks(inputs, "managed.issuanceConfig"))
        .flatMap((domain) =>
          when(
            true,
            "managed.dnsAuthorizations",
            `is missing for the wildcard "${domain}"; give one`,
          ),
        ),
  },
  {
    id: "certificate/authorized-domain",
    severity: "error",
    source: "docs",
    kinds: AUTHORIZATIONS,
    breaches: ({ inputs }) => {
      const domain = textAt(inputs, "domain");
      return when(
        domain !== undefined && (domain.startsWith("*.") || domain.endsWith(".")),
        "domain",
        `"${domain}" is no bare domain; write it without wildcard and without a dot at its end`,
      );
    },
  },
  {
    id: "certificate/authorized-elsewhere",
    severity: "error",
    source: "docs",
    kinds: CERTIFICATES,
    breaches: (certificate, inventory) => {
      const place = textAt(certificate.inputs, "location", "global");
      return referenced(certificate, "managed", inventory, AUTHORIZATIONS).flatMap(
        ({ name, inputs }) => {
          const other = textAt(inputs, "location", "global");
          return when(
            place !== undefined && isNoneOf(other, [place]),
            "managed.dnsAuthorizations",
            `"${name}" is in ${other}, the certificate in ${place}; give both the same location`,
          );
        },
      );
    },
  },
  {
    id: "certificate/scope",
    severity: "error",
    source: "docs",
    kinds: CERTIFICATES,
    breaches: ({ inputs }) => {
      const scope = textAt(inputs, "scope");
      const known = ["DEFAULT", "EDGE_CACHE", "ALL_REGIONS", "CLIENT_AUTH"];
      return when(
        isNoneOf(scope, known),
        "scope",
        `"${scope}" is not one of ${known.join(", ")}; use one of these`,
      );
    },
  },
  {
    id: "ssl-policy/custom-features",
    severity: "error",
    source: "preview",
    kinds: POLICIES,
    breaches: ({ inputs }) => {
      const profile = textAt(inputs, "profile", "COMPATIBLE");
      const hasFeatures = given(inputs, "customFeatures");
      return when(
        profile !== undefined && (profile === "CUSTOM") !== hasFeatures,
        "customFeatures",
        hasFeatures
          ? `doesn't go with the profile "${profile}"; leave it out, or use CUSTOM`
          : 'is missing, and the profile "CUSTOM" needs it; list the features',
      );
    },
  },
];
