import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { DAY } from "../system/units";
import type { Topology } from "../topology/model";
import { registryId } from "../topology/naming";
import { type OwnImage, ownImages, registryLocation, registryPath } from "../topology/registry";
import { childOf } from "./options";

export interface RegistryArgs {
  readonly topology: Topology;
  /** Key of its location, if it is the system's own. */
  readonly key?: pulumi.Input<string> | undefined;
  /** Accounts that fetch images, as IAM names members, by what they are. */
  readonly readers: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Versions of each image that are kept whatever their age: the way back from a bad release. */
const KEPT = 20;
/** Days after which an image that nothing runs goes. */
const OLD = 180;

/**
 * The images that all regions boot and run, in a multi-region: it survives the loss of one, which
 * takes no image along.
 *
 * A tag never moves once it is set. What is described now is kept for ever, and so are the newest
 * of each image; the rest goes after half a year. Costs its storage by the gigabyte, in standby
 * nothing more. Doesn't cover images that are described from elsewhere. Protected, because without
 * images nothing can be started anywhere.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const readers = { web: `serviceAccount:${shared.account("web")}` };
 * new Registry("online-bank", { topology, readers });
 * // registers artifactregistry.Repository, artifactregistry.RepositoryIamMember
 */
export class Registry extends pulumi.ComponentResource {
  /** What the names of images pushed here are led by. */
  readonly path: pulumi.Output<string>;

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Registry", name, {}, opts);
    const { topology, readers, key } = args;
    const { naming, system } = topology;
    const location = registryLocation(system);
    const repository = new gcp.artifactregistry.Repository(
      name,
      {
        repositoryId: registryId(naming),
        location,
        format: "DOCKER",
        description: `Images of ${naming.system}, for all regions`,
        dockerConfig: { immutableTags: true },
        cleanupPolicies: cleanup(ownImages(system, naming)),
        ...(key === undefined ? {} : { kmsKeyName: key }),
        labels: { system: naming.system },
      },
      { ...childOf(this, opts), protect: true },
    );
    for (const [reader, member] of Object.entries(readers)) {
      new gcp.artifactregistry.RepositoryIamMember(
        `${reader}-registry`,
        {
          repository: repository.repositoryId,
          location,
          role: "roles/artifactregistry.reader",
          member,
        },
        { parent: this },
      );
    }
    this.path = repository.repositoryId.apply(() => registryPath(system, naming));
    this.registerOutputs({ path: this.path });
  }
}

/** What is kept wins over what is deleted. */
function cleanup(
  images: readonly OwnImage[],
): gcp.types.input.artifactregistry.RepositoryCleanupPolicy[] {
  return [
    {
      id: "old",
      action: "DELETE",
      condition: { tagState: "ANY", olderThan: `${OLD * DAY}s` },
    },
    { id: "newest", action: "KEEP", mostRecentVersions: { keepCount: KEPT } },
    ...images.map(({ name, digest }) => ({
      id: `deployed-${digest.slice(-12)}`,
      action: "KEEP",
      condition: {
        tagState: "ANY",
        packageNamePrefixes: [name],
        versionNamePrefixes: [digest],
      },
    })),
  ];
}
