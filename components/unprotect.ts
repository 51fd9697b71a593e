import type * as pulumi from "@pulumi/pulumi";

/** Stands for everything in the stack. */
export const EVERYTHING = "everything";

/** What keeps a resource of these types from being deleted, besides Pulumi's own protection, and its opposite. */
const OPEN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "gcp:sql/databaseInstance:DatabaseInstance": { deletionProtection: false },
  "gcp:container/cluster:Cluster": { deletionProtection: false },
  // Its pool can't go for the 30 days in which it could come back, nor it while its certificates are valid.
  "gcp:certificateauthority/authority:Authority": {
    deletionProtection: false,
    ignoreActiveCertificatesOnDeletion: true,
    skipGracePeriod: true,
  },
  "gcp:firestore/database:Database": { deleteProtectionState: "DELETE_PROTECTION_DISABLED" },
  "gcp:spanner/database:Database": { enableDropProtection: false, deletionProtection: false },
};

/**
 * Takes protection off resources: the first of the two stages of taking them away, and nothing
 * else. What they hold stays until somebody deletes them in a second deployment.
 *
 * @param names Pulumi names of resources, such as `online-bank-accounts-db-us-east1-1`, or
 * `everything`
 */
export function unprotected(names: readonly string[]): pulumi.ResourceTransformation {
  return ({ type, name, props, opts }) => {
    if (!names.includes(name) && !names.includes(EVERYTHING)) return undefined;
    if (opts.protect !== true) return undefined;
    return {
      props: { ...props, ...OPEN[type], ...openSettings(type, props) },
      opts: { ...opts, protect: false },
    };
  };
}

/** Cloud SQL has a second lock, in the API itself. */
function openSettings(type: string, { settings }: Readonly<Record<string, unknown>>) {
  return type === "gcp:sql/databaseInstance:DatabaseInstance" && typeof settings === "object"
    ? { settings: { ...settings, deletionProtectionEnabled: false } }
    : {};
}
