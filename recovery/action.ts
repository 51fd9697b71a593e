import type { Edits } from "../system/edit";
import type { DataCheck } from "../system/kinds/check";

/** What a step does. From it come the executor's call, the runbook's sentence and the gcloud line. */
export type Action =
  /** Looks at what is there; changes nothing. */
  | { readonly kind: "observe"; readonly what: string }
  /** A person decides, and says so by name; where it can't be taken back, by typing a word. */
  | {
      readonly kind: "ask";
      readonly who: string;
      readonly question: string;
      readonly typed?: string;
    }
  /** Keeps other operators out, for all regions. */
  | { readonly kind: "lease.take" }
  | { readonly kind: "lease.release" }
  /** Pipelines deploy nothing while this holds. */
  | { readonly kind: "deployments.freeze" }
  | { readonly kind: "deployments.thaw" }
  /** Opens or closes a region for a service at its load balancer, or takes it out altogether. */
  | {
      readonly kind: "backend.open" | "backend.close" | "backend.remove";
      readonly service: string;
      readonly region: string;
    }
  /** Nothing gets into the region or out of it. */
  | { readonly kind: "fence.close" | "fence.open"; readonly region: string }
  /** Makes the designated DR replica the writer and the old one its replica, as soon as that is back. */
  | { readonly kind: "sql.failover"; readonly store: string; readonly instance: string }
  /** Cuts the replica loose: for good, and the old writer goes on writing unless it is fenced. */
  | { readonly kind: "sql.promote"; readonly store: string; readonly instance: string }
  /** Swaps roles without loss. */
  | { readonly kind: "sql.switchover"; readonly store: string; readonly instance: string }
  /** HA, backups and the recovery window of a new writer, in one change. */
  | { readonly kind: "sql.protect"; readonly store: string; readonly instance: string }
  | { readonly kind: "sql.backup"; readonly store: string; readonly instance: string }
  | {
      readonly kind: "sql.restore";
      readonly store: string;
      readonly instance: string;
      /** Instance whose newest backup it is. */
      readonly from: string;
    }
  /** Makes what is declared inside and isn't there: logical databases, and logins of services. */
  | {
      readonly kind: "sql.complete";
      readonly store: string;
      readonly instance: string;
      readonly databases: readonly string[];
      readonly logins: readonly string[];
    }
  | {
      readonly kind: "sql.clone";
      readonly store: string;
      readonly instance: string;
      readonly from: string;
      /** The moment to go back to, in ISO 8601. */
      readonly to: string;
    }
  | { readonly kind: "sql.stop"; readonly store: string; readonly instance: string }
  /** Points the writer's name at the instance of a region. */
  | { readonly kind: "dns.writer"; readonly store: string; readonly region: string }
  /** Points the name of a region's instance at another instance there. */
  | {
      readonly kind: "dns.instance";
      readonly store: string;
      readonly region: string;
      readonly instance: string;
    }
  /** Sends users past the usual way in. */
  | { readonly kind: "dns.route"; readonly through: string }
  /** The autoscaler's limits and whether it acts; of pods, those of the cluster's own. */
  | {
      readonly kind: "group.scale" | "pods.scale";
      readonly service: string;
      readonly region: string;
      readonly least: number;
      readonly most: number;
    }
  /** Puts the previous version back. */
  | { readonly kind: "group.roll-back"; readonly service: string; readonly region: string }
  /** A new database or dataset of what another held at a moment. */
  | {
      readonly kind: "firestore.restore" | "bigquery.restore";
      readonly store: string;
      readonly copy: string;
      readonly from: string;
      /** The moment to go back to, in ISO 8601. */
      readonly to: string;
    }
  /** New logical databases in the same instance, each from a backup of what another held. */
  | {
      readonly kind: "spanner.restore";
      readonly store: string;
      readonly instance: string;
      readonly databases: readonly { readonly copy: string; readonly from: string }[];
      readonly to: string;
    }
  /** A new bucket of what another held at a moment, and a look whether that is what it holds. */
  | {
      readonly kind: "bucket.restore" | "bucket.check";
      readonly store: string;
      /** The new one. */
      readonly bucket: string;
      readonly from: string;
      /** The moment to go back to, in ISO 8601. */
      readonly to: string;
    }
  /** A new disk of a snapshot of another, and a look whether that is what it is. */
  | {
      readonly kind: "disk.restore" | "disk.check";
      readonly store: string;
      /** Where the new one is. */
      readonly region: string;
      /** The new one. */
      readonly disk: string;
      readonly from: { readonly region: string; readonly disk: string };
      /** The moment to go back to, in ISO 8601; left out: the newest snapshot. */
      readonly to?: string;
      /** Name of the snapshot, where it has been chosen already. */
      readonly snapshot?: string;
    }
  | { readonly kind: "disk.promote"; readonly store: string; readonly region: string }
  /** Has what was taken since then be delivered again, besides what waits. */
  | { readonly kind: "queue.seek"; readonly store: string; readonly to: string }
  /** A person looks, or a program that knows how. */
  | { readonly kind: "verify"; readonly what: string }
  /** Runs the described checks of a store on a copy of it. */
  | {
      readonly kind: "sql.check";
      readonly store: string;
      readonly instance: string;
      readonly checks: readonly DataCheck[];
    }
  /** Waits for its condition; somebody else acts. */
  | { readonly kind: "wait"; readonly for: string }
  /** Edits the description, comments kept; a path and its new value each. */
  | { readonly kind: "describe"; readonly edits: Edits }
  | {
      readonly kind: "pulumi.up" | "pulumi.refresh" | "pulumi.preview";
      /** Whose stack it is. */
      readonly region: string;
      /** Only what has no region. */
      readonly global?: true;
      /** All but what it keeps in a region that is lost, such as a cluster's backups. */
      readonly own?: true;
      /** Of that, all but read replicas: Google restores into no instance that has one. */
      readonly bare?: true;
    }
  /** Takes an instance out of a stack's state and leaves the instance itself alone. */
  | { readonly kind: "pulumi.forget"; readonly region: string; readonly instance: string }
  /** Has a stack's state hold one instance in the place of another of the same settings. */
  | {
      readonly kind: "pulumi.take-in";
      readonly region: string;
      readonly instance: string;
      readonly insteadOf: string;
    }
  | { readonly kind: "report" };

export type ActionKind = Action["kind"];
