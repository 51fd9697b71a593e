import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { KindName } from "../system/kinds/kinds";
import { KEPT } from "./kinds";
import { childOf } from "./options";

export interface ProjectArgs {
  /** Project id. */
  readonly project: string;
  /** The kinds of data that the system has. */
  readonly kinds: ReadonlySet<KindName>;
  /** Whether services run in clusters. */
  readonly clusters: boolean;
  /** Whether services have flags. */
  readonly flags: boolean;
  /** Whether any data is under keys of the system's own. */
  readonly keys: boolean;
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

/** APIs that clusters need besides. */
const FOR_CLUSTERS = ["container", "gkebackup", "gkehub", "mesh"] as const;

/** What flags need besides. */
const FOR_FLAGS = ["parametermanager"] as const;

/** What keys of the system's own need besides. */
const FOR_KEYS = ["cloudkms"] as const;

export type Api =
  | (typeof ALWAYS)[number]
  | (typeof FOR_CLUSTERS)[number]
  | (typeof FOR_FLAGS)[number]
  | (typeof FOR_KEYS)[number]
  | (typeof KEPT)[KindName]["apis"][number];

/** Google's own services that act in the project under an identity of theirs. */
export type Agent = Extract<(typeof KEPT)[KindName], { readonly agent: Api }>["agent"];

/**
 * The APIs a system uses, and the identities that Google's own services act under.
 *
 * Both are the project's, so they survive the loss of a region. APIs stay enabled when the stack is
 * destroyed: disabling one would take down whatever else in the project uses it. Identities are
 * created rather than looked up, so that a preview asks nobody. Costs nothing, in standby either.
 * Doesn't cover the project itself, nor its billing: whoever loses those loses the system.
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * const kinds = new Set(["cloud-sql", "firestore", "bucket"]);
 * new Project("online-bank", { project: "example-project", kinds, clusters: false, flags: false });
 * // registers projects.Service, projects.ServiceIdentity, projects.IAMMember
 */
export class Project extends pulumi.ComponentResource {
  private readonly services: ReadonlyMap<Api, gcp.projects.Service>;
  private readonly agents: ReadonlyMap<Api, gcp.projects.ServiceIdentity>;
  /** Rights that Google's own services need before they can act. */
  private readonly grants: readonly pulumi.Resource[];

  constructor(name: string, args: ProjectArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Project", name, { project: args.project }, opts);
    const apis: Api[] = [
      ...ALWAYS,
      ...(args.clusters ? FOR_CLUSTERS : []),
      ...(args.flags ? FOR_FLAGS : []),
      ...(args.keys ? FOR_KEYS : []),
      ...[...args.kinds].sort().flatMap((kind) => KEPT[kind].apis),
    ];
    const child = childOf(this, opts);
    this.services = new Map(
      apis.map((api) => [api, new gcp.projects.Service(api, serviceInputs(api), child)]),
    );
    this.agents = new Map(agentsOf(args.kinds).map((api) => [api, this.identity(api)]));
    this.grants = apis.includes("privateca") ? [this.letSqlCertify(args.project)] : [];
    this.registerOutputs({});
  }

  /** What has to be enabled, and granted to Google, before resources of these APIs can exist. */
  enabled(...apis: readonly Api[]): pulumi.Resource[] {
    const services = apis.flatMap((api) => this.services.get(api) ?? []);
    return apis.includes("privateca") ? [...services, ...this.grants] : services;
  }

  /** The IAM member that a service of Google's acts as; only where the system uses the service. */
  agent(api: Agent): pulumi.Output<string> | undefined {
    return this.agents.get(api)?.member;
  }

  /** Cloud SQL has its servers certified by the pools of every region. */
  private letSqlCertify(project: string): pulumi.Resource {
    return new gcp.projects.IAMMember(
      "sql-certificates",
      {
        project,
        role: "roles/privateca.certificateRequester",
        member: this.agent("sqladmin") ?? "",
      },
      { parent: this },
    );
  }

  private identity(api: Agent): gcp.projects.ServiceIdentity {
    return new gcp.projects.ServiceIdentity(
      api,
      { service: `${api}.googleapis.com` },
      { parent: this, dependsOn: this.enabled(api) },
    );
  }
}

function serviceInputs(api: Api): gcp.projects.ServiceArgs {
  return { service: `${api}.googleapis.com`, disableOnDestroy: false };
}

function agentsOf(kinds: ReadonlySet<KindName>): readonly Agent[] {
  return [...kinds].flatMap((kind) => {
    const kept = KEPT[kind];
    return "agent" in kept ? [kept.agent] : [];
  });
}
