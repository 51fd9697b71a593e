import type * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { DatabasePart } from "../topology/model";
import { engineOf } from "./sql-engine";

type Settings = gcp.types.input.sql.DatabaseInstanceSettings;

export interface SqlReach {
  /** Link of the network, which has private services access. */
  readonly network: pulumi.Input<string>;
  /** Pool of the region's authority, which certifies the server. */
  readonly authority: pulumi.Input<string>;
  /** Names that the server's certificate carries. */
  readonly hosts: readonly string[];
}

/** What all instances of a database have alike, whatever they are for. */
export function sharedSettings({ spec, edition }: DatabasePart, reach: SqlReach): Settings {
  return {
    tier: spec.tier,
    edition,
    activationPolicy: "ALWAYS",
    deletionProtectionEnabled: true,
    diskType: "PD_SSD",
    diskSize: Math.ceil(spec.size),
    diskAutoresize: true,
    databaseFlags: [
      { name: engineOf(spec).iamFlag, value: "on" },
      ...Object.entries(spec.flags).map(([name, value]) => ({ name, value })),
    ],
    insightsConfig: {
      queryInsightsEnabled: true,
      queryStringLength: 1024,
      recordApplicationTags: true,
      recordClientAddress: false,
    },
    ipConfiguration: {
      ipv4Enabled: false,
      privateNetwork: reach.network,
      enablePrivatePathForGoogleCloudServices: true,
      sslMode: "ENCRYPTED_ONLY",
      serverCaMode: "CUSTOMER_MANAGED_CAS_CA",
      serverCaPool: reach.authority,
      customSubjectAlternativeNames: [...reach.hosts],
    },
  };
}

/** The name for reading, if there is one. */
export function readingHosts({ reading }: DatabasePart): readonly string[] {
  return reading ? [reading.host] : [];
}
