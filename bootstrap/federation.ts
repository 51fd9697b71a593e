import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { DEPLOY_ROLES, PREVIEW_ROLES } from "./roles";
import type { StateHome } from "./state-home";

export interface FederationArgs {
  /** Id of the project that holds the identities. */
  readonly project: string;
  /** Id of the project that the stacks are deployed to. */
  readonly target: string;
  /** `owner/name` of the repository. */
  readonly repository: string;
  readonly home: StateHome;
}

/** GitHub environments whose jobs may deploy; their reviewers decide. */
const ENVIRONMENTS = ["prod", "dr", "recovery"];

/**
 * Who the pipeline is, without a key that could be stolen: one identity that reads, for every run of
 * the repository, and one that writes, for jobs in the environments that somebody has to approve.
 */
export class Federation extends pulumi.ComponentResource {
  /** For the variable `GOOGLE_PROVIDER`. */
  readonly provider: pulumi.Output<string>;
  /** For the variable `PREVIEW_IDENTITY`. */
  readonly previewIdentity: pulumi.Output<string>;
  /** For the variable `DEPLOY_IDENTITY`. */
  readonly deployIdentity: pulumi.Output<string>;

  constructor(name: string, args: FederationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:bootstrap:Federation", name, { repository: args.repository }, opts);
    const { project, repository } = args;
    const child = { parent: this };
    const pool = new gcp.iam.WorkloadIdentityPool(
      "github",
      { project, workloadIdentityPoolId: "standby-github" },
      child,
    );
    const provider = new gcp.iam.WorkloadIdentityPoolProvider(
      "github",
      {
        project,
        workloadIdentityPoolId: pool.workloadIdentityPoolId,
        workloadIdentityPoolProviderId: "github",
        attributeMapping: {
          "google.subject": "assertion.sub",
          "attribute.repository": "assertion.repository",
        },
        // Without it every repository on GitHub could ask for a token.
        attributeCondition: `assertion.repository == '${repository}'`,
        oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
      },
      child,
    );
    const account = (id: string, displayName: string) =>
      new gcp.serviceaccount.Account(id, { project, accountId: id, displayName }, child);
    const preview = account("standby-preview", "Previews: reads");
    const deploy = account("standby-deploy", "Deployments and recoveries: writes");

    const subject = (environment: string) => `repo:${repository}:environment:${environment}`;
    mayBecome(
      "preview",
      preview,
      pulumi.interpolate`principalSet://iam.googleapis.com/${pool.name}/attribute.repository/${repository}`,
      child,
    );
    for (const environment of ENVIRONMENTS) {
      const member = pulumi.interpolate`principal://iam.googleapis.com/${pool.name}/subject/${subject(environment)}`;
      mayBecome(`deploy-${environment}`, deploy, member, child);
    }
    grantPreview(args, preview.member, child);
    grantDeploy(args, deploy.member, child);

    this.provider = provider.name;
    this.previewIdentity = preview.email;
    this.deployIdentity = deploy.email;
    this.registerOutputs({ provider: this.provider });
  }
}

function mayBecome(
  name: string,
  account: gcp.serviceaccount.Account,
  member: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  const role = "roles/iam.workloadIdentityUser";
  new gcp.serviceaccount.IAMMember(name, { serviceAccountId: account.name, role, member }, opts);
}

/** Reads the project and the states, and opens what is secret in a state: a preview needs all of it. */
function grantPreview(
  { target, home }: FederationArgs,
  member: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const role of PREVIEW_ROLES) {
    new gcp.projects.IAMMember(nameOf("preview", role), { project: target, role, member }, opts);
  }
  const role = "roles/storage.objectViewer";
  new gcp.storage.BucketIAMMember(
    "preview-state",
    { bucket: home.stateBucket, role, member },
    opts,
  );
  new gcp.kms.CryptoKeyIAMMember(
    "preview-key",
    { cryptoKeyId: home.key, role: "roles/cloudkms.cryptoKeyDecrypter", member },
    opts,
  );
}

/** Copies may be added, and neither changed nor deleted. */
function grantDeploy(
  { target, home }: FederationArgs,
  member: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const role of DEPLOY_ROLES) {
    new gcp.projects.IAMMember(nameOf("deploy", role), { project: target, role, member }, opts);
  }
  const buckets = {
    state: [home.stateBucket, "roles/storage.objectUser"],
    recovery: [home.recoveryBucket, "roles/storage.objectUser"],
    exports: [home.exportBucket, "roles/storage.objectCreator"],
  } as const;
  for (const [name, [bucket, role]] of Object.entries(buckets)) {
    new gcp.storage.BucketIAMMember(`deploy-${name}`, { bucket, role, member }, opts);
  }
  new gcp.kms.CryptoKeyIAMMember(
    "deploy-key",
    { cryptoKeyId: home.key, role: "roles/cloudkms.cryptoKeyEncrypterDecrypter", member },
    opts,
  );
}

function nameOf(who: string, role: string): string {
  return `${who}-${role.replace("roles/", "").replace(".", "-")}`;
}
