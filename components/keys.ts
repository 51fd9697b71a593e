import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { KIND_NAMES } from "../system/kinds/kinds";
import { DAY } from "../system/units";
import type { KeyPart } from "../topology/keys";
import type { Topology } from "../topology/model";
import type { Encrypter } from "./keeping";
import { KEPT } from "./kinds";
import { childOf } from "./options";

export interface KeysArgs {
  readonly topology: Topology;
  /** Where keys are and who encrypts with them is decided by the topology. */
  readonly keys: readonly KeyPart[];
}

/** Time in which a destroyed version of a key can be had back, in days: what Google allows by default. */
const GRACE = 30;

/** Who encrypts what belongs to no store. */
const PLATFORM = [
  { api: "artifactregistry", agent: "service-N@gcp-sa-artifactregistry", isAskedFor: true },
  { api: "compute", agent: "service-N@compute-system" },
  { api: "container", agent: "service-N@container-engine-robot" },
  { api: "gkebackup", agent: "service-N@gcp-sa-gkebackup", isAskedFor: true },
  { api: "secretmanager", agent: "service-N@gcp-sa-secretmanager" },
  { api: "storage", agent: "service-N@gs-project-accounts" },
] as const satisfies readonly Encrypter[];

const ENCRYPTERS = [
  ...PLATFORM,
  ...KIND_NAMES.flatMap((kind) => {
    const kept = KEPT[kind];
    return "encrypter" in kept ? [kept.encrypter] : [];
  }),
];

/** Their APIs, in alphabetical order. */
export const KEY_APIS = ENCRYPTERS.map(({ api }) => api).sort();

function encrypter(api: string): Encrypter {
  const found = ENCRYPTERS.find((known) => known.api === api);
  if (!found) throw new Error(`nobody knows what ${api} encrypts as`);
  return found;
}

/**
 * The system's own keys of data at rest, as far as one stack holds them: one in each location, with
 * the right to use it for those of Google's services that encrypt there.
 *
 * A key is where its data is, so what survives a region has a key that survives it too. It turns by
 * itself; older versions stay, since older data is under them. Each version costs a little by the
 * month, in standby the same. Protected: whoever destroys a key destroys what is under it. A destroyed
 * version can be had back for 30 days; a ring can't be deleted at all. Doesn't cover who may read the
 * data, nor static pages, flags and logs.
 *
 * Two of Google's identities, Cloud Storage's and BigQuery's, come into being when somebody asks for
 * them; see going live.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const ring = "online-bank-us-central1-1";
 * const at = { location: "us-central1", ring, name: "us-central1-us-central1" };
 * const link = `projects/p/locations/us-central1/keyRings/${ring}/cryptoKeys/${at.name}`;
 * new Keys("us-central1", { topology, keys: [{ ...at, link, users: ["sqladmin"] }] });
 * // registers projects.ServiceIdentity, kms.KeyRing, kms.CryptoKey, kms.CryptoKeyIAMMember
 */
export class Keys extends pulumi.ComponentResource {
  private readonly links: ReadonlyMap<string, pulumi.Output<string>>;

  constructor(name: string, args: KeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Keys", name, {}, opts);
    const { keys } = args;
    const child = childOf(this, opts);
    const number = this.identities(name, keys, child);
    this.links = new Map(
      keys.map((part) => [
        part.location,
        this.keyIn(`${name}-${part.location}`, part, number, args, child),
      ]),
    );
    this.registerOutputs({});
  }

  /** Full name of the key in a location, once those who encrypt may use it; none if Google holds it. */
  at(location: string): pulumi.Output<string> | undefined {
    return this.links.get(location);
  }

  /** Asks for the identities; their addresses carry the number of the project. */
  private identities(
    name: string,
    keys: readonly KeyPart[],
    child: pulumi.CustomResourceOptions,
  ): pulumi.Output<string> {
    const wanted = KEY_APIS.filter(
      (api) => encrypter(api).isAskedFor && keys.some(({ users }) => users.includes(api)),
    );
    // Secret Manager's is always asked for: Google says its address without a doubt.
    const [first, ...others] = ["secretmanager", ...wanted].map(
      (user) =>
        new gcp.projects.ServiceIdentity(
          `${name}-keys-${user}`,
          { service: `${user}.googleapis.com` },
          child,
        ),
    );
    return pulumi
      .all([first?.email ?? "", ...others.map(({ id }) => id)])
      .apply(([email = ""]) => email.replace(/^service-(\d+)@.*$/, "$1"));
  }

  private keyIn(
    name: string,
    { location, ring, name: key, link, users }: KeyPart,
    number: pulumi.Output<string>,
    { topology }: KeysArgs,
    child: pulumi.CustomResourceOptions,
  ): pulumi.Output<string> {
    // Google has no deletion of rings and keys: taken out of the program they stay, with their names.
    const kept = { protect: true, retainOnDelete: true };
    const keyRing = new gcp.kms.KeyRing(name, { name: ring, location }, { ...child, ...kept });
    const held = new gcp.kms.CryptoKey(
      name,
      {
        name: key,
        keyRing: keyRing.id,
        purpose: "ENCRYPT_DECRYPT",
        rotationPeriod: `${topology.system.keys.rotation}s`,
        destroyScheduledDuration: `${GRACE * DAY}s`,
        labels: { system: topology.naming.system },
      },
      { parent: this, ...kept },
    );
    const grants = users.map(
      (user) =>
        new gcp.kms.CryptoKeyIAMMember(
          `${name}-${user}`,
          {
            cryptoKeyId: held.id,
            role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
            member: number.apply(
              (of) =>
                `serviceAccount:${encrypter(user).agent.replace("N", of)}.iam.gserviceaccount.com`,
            ),
          },
          { parent: this },
        ),
    );
    return pulumi.all([held.name, ...grants.map(({ role }) => role)]).apply(() => link);
  }
}
