import type * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import {
  BACKUP,
  bucketName,
  IMAGES,
  networkLink,
  NODES,
  privateZoneName,
  publicZoneName,
  serviceAccountEmail,
  trustSecretLink,
  WATCH,
} from "../topology/naming";
import type { Api } from "./project";

/**
 * What the home region's stack owns and every region's stack uses. Elsewhere it is known by its
 * names alone, never by a reference to that stack, so that a region can be stood up while the home
 * region and its state are gone.
 */
export interface Shared {
  /** Link of the network. */
  readonly network: pulumi.Input<string>;
  /** Name of the public zone. */
  readonly publicZone: pulumi.Input<string>;
  /** Name of the private zone of databases. */
  readonly privateZone: pulumi.Input<string>;
  /** Bucket of dumps and exports. */
  readonly backups: pulumi.Input<string>;
  /** Address of the account that makes them. */
  readonly backupAccount: pulumi.Input<string>;
  /** Address of the account that measures. */
  readonly watchAccount: pulumi.Input<string>;
  /** Address of the account that images machines. */
  readonly imageAccount: pulumi.Input<string>;
  /** Full name of the secret that hands out the certificates of the databases' authorities. */
  readonly databaseTrust: pulumi.Input<string>;
  /** Key of secrets, where it is the system's own; only the home region's stack keeps any. */
  readonly secretsKey: pulumi.Input<string> | undefined;
  /** What has to be there before a managed service can have a private address. */
  readonly privateServices: readonly pulumi.Resource[];
  /** Address of the account that the nodes of clusters run as. */
  readonly nodeAccount: pulumi.Input<string>;
  /** Address of a service's account. */
  account(service: string): pulumi.Input<string>;
  /** What has to be enabled before resources of these APIs can exist. */
  enabled(...apis: readonly Api[]): pulumi.Resource[];
}

/** The shared things as a stack other than the home region's knows them. */
export function sharedByName({ naming }: Topology): Shared {
  return {
    network: networkLink(naming),
    publicZone: publicZoneName(naming),
    privateZone: privateZoneName(naming),
    backups: bucketName(naming, BACKUP),
    backupAccount: serviceAccountEmail(naming, BACKUP),
    watchAccount: serviceAccountEmail(naming, WATCH),
    imageAccount: serviceAccountEmail(naming, IMAGES),
    databaseTrust: trustSecretLink(naming),
    secretsKey: undefined,
    privateServices: [],
    nodeAccount: serviceAccountEmail(naming, NODES),
    account: (service) => serviceAccountEmail(naming, service),
    enabled: () => [],
  };
}
