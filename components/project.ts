import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { childOf } from "./options";

export interface ProjectArgs {
  /** Project id. */
  readonly project: string;
  /** Whether the system has Cloud SQL databases. */
  readonly sql: boolean;
  /** Whether the system has Firestore databases. */
  readonly firestore: boolean;
}

/** APIs that every system needs. */
const ALWAYS = [
  "artifactregistry",
  "certificatemanager",
  "cloudscheduler",
  "compute",
  "dns",
  "iam",
  "iap",
  "logging",
  "monitoring",
  "secretmanager",
  "servicenetworking",
  "storage",
  "workflowexecutions",
  "workflows",
] as const;
const FOR_SQL = ["sqladmin", "privateca"] as const;
const FOR_FIRESTORE = ["firestore"] as const;

export type Api =
  (typeof ALWAYS)[number] | (typeof FOR_SQL)[number] | (typeof FOR_FIRESTORE)[number];

/**
 * The APIs a system uses, and the identities that Google's own services act under.
 *
 * APIs stay enabled when the stack is destroyed: disabling one would take down whatever else in the
 * project uses it. Identities are created rather than looked up, so that a preview asks nobody.
 * Costs nothing. Does not create the project itself, nor its billing.
 */
export class Project extends pulumi.ComponentResource {
  /** Member that Firestore writes its exports as; only where there is a Firestore database. */
  readonly firestoreAgent?: pulumi.Output<string>;
  /** Rights that Google's own services need before they can act. */
  private readonly grants: readonly pulumi.Resource[] = [];
  private readonly services: ReadonlyMap<Api, gcp.projects.Service>;

  constructor(name: string, args: ProjectArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Project", name, args, opts);
    const apis: Api[] = [
      ...ALWAYS,
      ...(args.sql ? FOR_SQL : []),
      ...(args.firestore ? FOR_FIRESTORE : []),
    ];
    const child = childOf(this, opts);
    this.services = new Map(
      apis.map((api) => [api, new gcp.projects.Service(api, serviceInputs(api), child)]),
    );
    if (args.sql) this.grants = [this.letSqlCertify(args.project)];
    if (args.firestore) this.firestoreAgent = this.identity("firestore");
    this.registerOutputs({});
  }

  /** What has to be enabled, and granted to Google, before resources of these APIs can exist. */
  enabled(...apis: readonly Api[]): pulumi.Resource[] {
    const services = apis.flatMap((api) => this.services.get(api) ?? []);
    return apis.includes("privateca") ? [...services, ...this.grants] : services;
  }

  /** Cloud SQL has its servers certified by the pools of every region. */
  private letSqlCertify(project: string): pulumi.Resource {
    return new gcp.projects.IAMMember(
      "sql-certificates",
      {
        project,
        role: "roles/privateca.certificateRequester",
        member: this.identity("sqladmin"),
      },
      { parent: this },
    );
  }

  private identity(api: Api): pulumi.Output<string> {
    const identity = new gcp.projects.ServiceIdentity(
      api,
      { service: `${api}.googleapis.com` },
      { parent: this, dependsOn: this.enabled(api) },
    );
    return identity.member;
  }
}

function serviceInputs(api: Api): gcp.projects.ServiceArgs {
  return { service: `${api}.googleapis.com`, disableOnDestroy: false };
}
