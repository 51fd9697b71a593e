import type * as pulumi from "@pulumi/pulumi";
import type { Store } from "../system/kinds/kinds";
import { keyLocation, storeKeys } from "../topology/keys";
import type { Topology } from "../topology/model";
import { storesUsed } from "../topology/services";
import { Documents } from "./documents";
import { ObjectStore } from "./object-store";
import type { Agent, Api } from "./project";
import { Queue } from "./queue";
import { Spanner } from "./spanner";
import { Warehouse } from "./warehouse";

/** What keeping data needs of the home region's stack. */
export interface Keeping {
  readonly topology: Topology;
  /** Bucket of exports. */
  readonly backups: pulumi.Input<string>;
  /** A service's account, as IAM names a member. */
  readonly member: (service: string) => pulumi.Input<string>;
  /** The member that a service of Google's acts as. */
  readonly agent: (api: Agent) => pulumi.Input<string> | undefined;
  /** Key of a location, if the stack holds one there. */
  readonly keyAt: (location: string) => pulumi.Input<string> | undefined;
  /** Options of what comes once these APIs are enabled. */
  readonly after: (...apis: readonly Api[]) => pulumi.ComponentResourceOptions;
}

/** Declares the data that lives in no single region, each kind by its own component. */
export function keepData(keeping: Keeping): void {
  for (const [name, store] of Object.entries(keeping.topology.system.data)) {
    keep(name, store, keeping);
  }
}

/** A new kind of data is one case here. Those of the regions' own stacks are not kept globally. */
function keep(name: string, store: Store, keeping: Keeping): void {
  const { topology, after } = keeping;
  const { naming } = topology;
  const users = membersOf(keeping, (spec) => storesUsed(spec).includes(name));
  const [use] = storeKeys(topology.system, naming, name);
  const key = use && keeping.keyAt(use.location);
  switch (store.kind) {
    case "cloud-sql":
    case "disk":
      return;
    case "bucket": {
      const bucket = topology.buckets[name];
      if (bucket) new ObjectStore(name, { bucket, users, key }, after("storage"));
      return;
    }
    case "firestore": {
      const agent = keeping.agent("firestore");
      const exported = topology.exports.some((copy) => copy.store === name);
      const exports = exported && agent ? { bucket: keeping.backups, agent } : undefined;
      new Documents(name, { naming, store, exports, key }, after("firestore"));
      return;
    }
    case "spanner":
      new Spanner(name, { naming, store, users, key }, after("spanner"));
      return;
    case "bigquery":
      new Warehouse(
        name,
        {
          ...{ naming, store, users },
          keyAt: (location) => use && keeping.keyAt(keyLocation(location)),
        },
        after("bigquery", "bigquerydatatransfer"),
      );
      return;
    case "queue": {
      const regions = Object.keys(topology.regions);
      const workers = membersOf(
        keeping,
        ({ runs }) => runs.on === "workers" && runs.queue === name,
      );
      const agent = keeping.agent("pubsub") ?? "";
      const args = { naming, store, regions, publishers: users, workers, agent, key };
      new Queue(name, args, after("pubsub"));
      return;
    }
    default:
      // A kind that is described and not kept doesn't compile.
      store satisfies never;
  }
}

/** Members of the services of which something holds, by service. */
function membersOf(
  { topology, member }: Keeping,
  holds: (spec: Topology["services"][string]["spec"]) => boolean,
): Readonly<Record<string, pulumi.Input<string>>> {
  const services = Object.values(topology.services).filter(({ spec }) => holds(spec));
  return Object.fromEntries(services.map(({ name }) => [name, member(name)]));
}
