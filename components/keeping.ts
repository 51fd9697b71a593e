import type * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Naming } from "../topology/naming";
import type { Topology } from "../topology/model";
import type { Agent, Api } from "./project";

/** What keeping a store can ask of the home region's stack. */
export interface Keeping {
  readonly topology: Topology;
  readonly naming: Naming;
  /** Accounts of the services that use it, as IAM members, by service. */
  readonly users: Readonly<Record<string, pulumi.Input<string>>>;
  /** Accounts of those that take tasks from it. */
  readonly workers: Readonly<Record<string, pulumi.Input<string>>>;
  /** Bucket of exports. */
  readonly backups: pulumi.Input<string>;
  /** The member that a service of Google's acts as. */
  readonly agent: (api: Agent) => pulumi.Input<string> | undefined;
  /** Its own key, where that is the system's. */
  readonly key: pulumi.Input<string> | undefined;
  /** Such a key in a location of its choice. */
  readonly keyAt: (location: string) => pulumi.Input<string> | undefined;
  /** Options of what comes once these APIs are enabled. */
  readonly after: (...apis: readonly Api[]) => pulumi.ComponentResourceOptions;
}

/** Declares a store that lives in no single region. */
export interface Keeper<Described> {
  // A method, so that a keeper of one kind counts as one of any: it is handed its own stores alone.
  keep(name: string, store: Described, keeping: Keeping): void;
}

/** A right that can only be given on the project. */
export type Grant = Pick<gcp.projects.IAMMemberArgs, "role" | "condition">;

/** What a service may do that uses these stores, of one kind, by what it is for. */
export type Grants = (naming: Naming, stores: readonly string[]) => Readonly<Record<string, Grant>>;

/** One of Google's services that encrypts with a key of the system's own. */
export interface Encrypter {
  readonly api: string;
  /** The identity that it does it under; `N` is the project's number. */
  readonly agent: string;
  /** Google makes the identity when it is asked; of the others it comes with the first use. */
  readonly isAskedFor?: true;
}
