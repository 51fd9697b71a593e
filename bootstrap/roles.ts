/**
 * What a deployment may do in the stacks' project, by the module of the provider that it is for. So a
 * component of another module needs an entry here; docs/going-live.md says what each role is for.
 */
export const ROLES_BY_MODULE: Readonly<Record<string, readonly string[]>> = {
  artifactregistry: ["roles/artifactregistry.admin"],
  bigquery: ["roles/bigquery.admin"],
  certificateauthority: ["roles/privateca.admin"],
  certificatemanager: ["roles/certificatemanager.owner"],
  cloudscheduler: ["roles/cloudscheduler.admin"],
  compute: ["roles/compute.admin"],
  // What is in a cluster as well: its API takes IAM's word.
  container: ["roles/container.admin"],
  dns: ["roles/dns.admin"],
  firestore: ["roles/datastore.owner"],
  gkebackup: ["roles/gkebackup.admin"],
  gkehub: ["roles/gkehub.admin"],
  kms: ["roles/cloudkms.admin"],
  logging: ["roles/logging.configWriter"],
  monitoring: ["roles/monitoring.admin"],
  parametermanager: ["roles/parametermanager.admin"],
  projects: [
    "roles/iam.roleAdmin",
    "roles/resourcemanager.projectIamAdmin",
    "roles/serviceusage.serviceUsageAdmin",
  ],
  pubsub: ["roles/pubsub.admin"],
  secretmanager: ["roles/secretmanager.admin"],
  serviceaccount: ["roles/iam.serviceAccountAdmin", "roles/iam.serviceAccountUser"],
  servicenetworking: ["roles/compute.networkAdmin"],
  spanner: ["roles/spanner.admin"],
  sql: ["roles/cloudsql.admin"],
  storage: ["roles/storage.admin"],
  workflows: ["roles/workflows.admin"],
};

/** What the pipeline's writing identity is granted there. */
export const DEPLOY_ROLES: readonly string[] = Object.values(ROLES_BY_MODULE).flat().sort();

/**
 * What a preview reads there. A refresh looks at every grant, which the basic role doesn't show for
 * buckets and the like, and the provider reads a secret's version by its value:
 * https://github.com/hashicorp/terraform-provider-google/issues/23236
 */
export const PREVIEW_ROLES: readonly string[] = [
  "roles/iam.securityReviewer",
  "roles/secretmanager.secretAccessor",
  "roles/viewer",
];
