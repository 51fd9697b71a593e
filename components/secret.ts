import type * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";

/** A secret in many regions at once, so that it is there when any one of them isn't. */
export function secretInputs(
  secretId: string,
  key: pulumi.Input<string> | undefined,
): gcp.secretmanager.SecretArgs {
  const auto = key === undefined ? {} : { customerManagedEncryption: { kmsKeyName: key } };
  return { secretId, replication: { auto } };
}
