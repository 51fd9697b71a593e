import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { childOf } from "./options";

export interface CertificateAuthorityArgs {
  readonly region: string;
}

const TEN_YEARS_IN_SECONDS = 10 * 365 * 86_400;

/**
 * The authority that certifies a database's server in one region. Cloud SQL puts a name of one's
 * own (the writer's) into a certificate only if the authority is one's own too, and the authority
 * has to be in the instance's region; so each region has one, and clients trust all of them before
 * they need them.
 *
 * Goes with its region. Costs a DevOps-tier authority by the month, in standby as well.
 */
export class CertificateAuthority extends pulumi.ComponentResource {
  /** The pool, by its full name. */
  readonly pool: pulumi.Output<string>;

  constructor(
    name: string,
    { region }: CertificateAuthorityArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("standby:index:CertificateAuthority", name, { region }, opts);
    const kept = { ...childOf(this, opts), protect: true };
    const pool = new gcp.certificateauthority.CaPool(
      name,
      {
        location: region,
        tier: "DEVOPS",
        publishingOptions: { publishCaCert: true, publishCrl: false },
      },
      kept,
    );
    new gcp.certificateauthority.Authority(
      name,
      {
        pool: pool.name,
        certificateAuthorityId: name,
        location: region,
        type: "SELF_SIGNED",
        lifetime: `${TEN_YEARS_IN_SECONDS}s`,
        deletionProtection: true,
        keySpec: { algorithm: "EC_P256_SHA256" },
        config: {
          subjectConfig: { subject: { organization: "Standby", commonName: name } },
          x509Config: {
            caOptions: { isCa: true },
            keyUsage: {
              baseKeyUsage: { certSign: true, crlSign: true },
              extendedKeyUsage: { serverAuth: true },
            },
          },
        },
      },
      kept,
    );
    this.pool = pool.id;
    this.registerOutputs({ pool: this.pool });
  }
}
