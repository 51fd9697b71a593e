import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { childOf } from "./options";

export interface CertificateArgs {
  /** DNS name without a final dot. */
  readonly domain: string;
  /** Name of the public zone that the proof goes into. */
  readonly zone: pulumi.Input<string>;
  /** `public`: a map for the external load balancer; `internal`: every name below, in all regions. */
  readonly scope: "public" | "internal";
  /** The region whose own proxy takes it; left out: global. */
  readonly region?: string;
  /** Whether it is shown to who names no host, as health checks do. */
  readonly nameless?: boolean;
}

/**
 * A certificate that Google renews, proven by a DNS record instead of by traffic: it can be had
 * before anything serves.
 *
 * Survives the loss of a region, of which neither it nor its renewal needs any. Costs nothing for
 * up to a hundred, in standby too. Doesn't cover a delegation that is gone: without the domain's
 * record at its registrar no renewal succeeds.
 *
 * Changing the domain makes a new certificate before the old one goes.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const { domain } = topology.system;
 * new Certificate("online-bank", { domain, zone: shared.publicZone, scope: "public" });
 * // registers certificatemanager.CertificateMap, certificatemanager.DnsAuthorization,
 * // certificatemanager.Certificate, dns.RecordSet, certificatemanager.CertificateMapEntry
 */
export class Certificate extends pulumi.ComponentResource {
  /** The certificate itself, for a proxy that takes certificates. */
  readonly id: pulumi.Output<string>;
  /** The map, for a proxy that takes a map. */
  readonly map: pulumi.Output<string>;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Certificate", name, args, opts);
    const { domain, zone, scope, region } = args;
    const child = childOf(this, opts);
    const place = region === undefined ? {} : { location: region };
    // Proofs of one domain for several places differ only by project and place.
    const type = region === undefined ? {} : { type: "PER_PROJECT_RECORD" };
    const proof = new gcp.certificatemanager.DnsAuthorization(
      name,
      { domain, ...place, ...type },
      child,
    );
    const record = proof.dnsResourceRecords.apply((records) => records[0]);
    new gcp.dns.RecordSet(
      `${name}-proof`,
      {
        managedZone: zone,
        name: record.apply((proven) => proven?.name ?? ""),
        type: record.apply((proven) => proven?.type ?? ""),
        rrdatas: [record.apply((proven) => proven?.data ?? "")],
        ttl: 300,
      },
      { parent: this },
    );
    const certificate = new gcp.certificatemanager.Certificate(
      name,
      {
        ...place,
        ...(scope === "internal" ? { scope: "ALL_REGIONS" } : {}),
        managed: {
          domains: scope === "internal" ? [`*.${domain}`] : [domain],
          dnsAuthorizations: [proof.id],
        },
      },
      child,
    );
    this.id = certificate.id;
    const isMapped = scope === "public" && region === undefined;
    this.map = isMapped ? this.mapOf(name, args, certificate, child) : this.id;
    this.registerOutputs({ id: this.id });
  }

  private mapOf(
    name: string,
    { domain, nameless }: CertificateArgs,
    certificate: gcp.certificatemanager.Certificate,
    child: pulumi.CustomResourceOptions,
  ): pulumi.Output<string> {
    const map = new gcp.certificatemanager.CertificateMap(name, {}, child);
    new gcp.certificatemanager.CertificateMapEntry(
      name,
      { map: map.name, hostname: domain, certificates: [certificate.id] },
      { parent: this },
    );
    if (nameless) {
      new gcp.certificatemanager.CertificateMapEntry(
        `${name}-nameless`,
        { map: map.name, matcher: "PRIMARY", certificates: [certificate.id] },
        { parent: this },
      );
    }
    return pulumi.interpolate`//certificatemanager.googleapis.com/${map.id}`;
  }
}
