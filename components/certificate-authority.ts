import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { DAY } from "../system/units";
import { authorityId, type Naming } from "../topology/naming";
import { childOf } from "./options";

export interface CertificateAuthorityArgs {
  readonly naming: Naming;
  readonly region: string;
  /** Full name of the secret that the authority's certificate is handed out in. */
  readonly trust: pulumi.Input<string>;
}

const TEN_YEARS = 10 * 365 * DAY;

/**
 * The authority that certifies the servers of a region's databases. Cloud SQL puts a name of one's
 * own (the writer's) into a certificate only if the authority is one's own too, and the authority
 * has to be in the instance's region. So each region has one, in cold standby as well: its
 * certificate is handed to clients before anybody needs it.
 *
 * Survives the loss of a zone, and goes with its region, whose databases are the only ones it
 * certifies. Costs a DevOps-tier authority by the month, in standby too. Doesn't cover clients that
 * don't ask for the new certificates: those started before an authority was added trust it only
 * after a restart.
 *
 * @example
 * // systems/online-bank.yaml, us-east1
 * const { databaseTrust: trust } = shared;
 * const args = { naming: topology.naming, region: region.name, trust };
 * new CertificateAuthority("us-east1", args);
 * // registers certificateauthority.CaPool, certificateauthority.Authority,
 * // secretmanager.SecretVersion
 */
export class CertificateAuthority extends pulumi.ComponentResource {
  /** The pool, by its full name; known once the authority can certify. */
  readonly pool: pulumi.Output<string>;

  constructor(
    name: string,
    { naming, region, trust }: CertificateAuthorityArgs,
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
    const id = authorityId(naming, region);
    const authority = new gcp.certificateauthority.Authority(
      name,
      { ...authorityInputs(id), pool: pool.name, location: region },
      kept,
    );
    new gcp.secretmanager.SecretVersion(
      name,
      {
        secret: trust,
        secretData: authority.pemCaCertificates.apply((chain) => chain[0] ?? ""),
        // Who still trusts a region that is gone does no harm; who no longer does can't go home with it.
        deletionPolicy: "ABANDON",
      },
      { parent: this },
    );
    this.pool = pulumi.all([pool.id, authority.id]).apply(([full]) => full);
    this.registerOutputs({ pool: this.pool });
  }
}

function authorityInputs(
  id: string,
): Omit<gcp.certificateauthority.AuthorityArgs, "pool" | "location"> {
  return {
    certificateAuthorityId: id,
    type: "SELF_SIGNED",
    lifetime: `${TEN_YEARS}s`,
    deletionProtection: true,
    keySpec: { algorithm: "EC_P256_SHA256" },
    config: {
      subjectConfig: { subject: { organization: "Standby", commonName: id } },
      x509Config: {
        caOptions: { isCa: true },
        keyUsage: {
          baseKeyUsage: { certSign: true, crlSign: true },
          extendedKeyUsage: { serverAuth: true },
        },
      },
    },
  };
}
