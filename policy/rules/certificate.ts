import { referrers } from "../../inventory/api-rules/references";
import type { Resource } from "../../inventory/model";
import { given, textAt } from "../../inventory/values";
import { every, type PolicyContext } from "../context";
import { broken, type PolicyRule } from "../rule";

const MANAGED = ["certificatemanager.Certificate"];
const SELF_MANAGED = ["compute.SSLCertificate", "compute.RegionSslCertificate"];
const AUTHORIZATIONS = ["certificatemanager.DnsAuthorization"];
const PROXIES = ["compute.TargetHttpsProxy", "compute.RegionTargetHttpsProxy"];

export const certificateRules: readonly PolicyRule[] = [
  {
    id: "R19",
    title: "Certificates renew themselves, by a DNS record that is bound to no region",
    severity: "warning",
    source:
      "background knowledge: an expired certificate is an outage of all regions at once. A certificate of one region's own load balancer may be proven there. An alert before the end is part of R28",
    fix: "let Google manage the certificate, authorised by a DNS record of the global zone",
    scope: "stack",
    applies: {
      to: "a certificate, or a proxy that needs one",
      when: (context) =>
        every(context, [...MANAGED, ...SELF_MANAGED, ...AUTHORIZATIONS, ...PROXIES]).length > 0,
    },
    breaches: (context) => [
      ...every(context, MANAGED).flatMap((certificate) =>
        broken(
          !given(certificate.inputs, "managed.dnsAuthorizations"),
          certificate,
          "managed.dnsAuthorizations",
          "is missing: renewal would need a load balancer that answers; authorise it by DNS",
        ),
      ),
      ...every(context, SELF_MANAGED).flatMap((certificate) =>
        broken(
          true,
          certificate,
          "",
          "nobody renews it; use a certificate of Certificate Manager that Google manages",
        ),
      ),
      ...every(context, AUTHORIZATIONS).flatMap((authorization) => [
        ...broken(
          isBoundElsewhere(context, authorization),
          authorization,
          "location",
          `"${textAt(authorization.inputs, "location")}" may be lost; leave it out, for a global one`,
        ),
        ...broken(
          referrers(authorization, "rrdatas", context.inventory, ["dns.RecordSet"]).length === 0,
          authorization,
          "",
          "has no record that proves it, so no certificate is issued; add it to the public zone",
        ),
      ]),
      ...every(context, PROXIES).flatMap((proxy) =>
        broken(
          !["certificateMap", "certificateManagerCertificates", "sslCertificates"].some((input) =>
            given(proxy.inputs, input),
          ),
          proxy,
          "",
          "has no certificate, so no client connects; give it one",
        ),
      ),
    ],
  },
];

/** Whether a proof is bound to a region that what it proves is not in. */
function isBoundElsewhere({ inventory }: PolicyContext, authorization: Resource): boolean {
  const location = textAt(authorization.inputs, "location", "global");
  if (location === "global") return false;
  const proven = referrers(authorization, "managed", inventory, MANAGED);
  return (
    proven.length === 0 ||
    proven.some(({ inputs }) => textAt(inputs, "location", "global") !== location)
  );
}
