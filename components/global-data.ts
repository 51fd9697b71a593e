import type * as pulumi from "@pulumi/pulumi";
import { keyLocation, storeKeys } from "../topology/keys";
import type { Topology } from "../topology/model";
import { storesUsed } from "../topology/services";
import type { Keeping } from "./keeping";
import { keptAs } from "./kinds";

/** What the home region's stack has for all stores. */
export interface Home extends Pick<Keeping, "topology" | "backups" | "agent" | "after"> {
  /** A service's account, as IAM names a member. */
  readonly member: (service: string) => pulumi.Input<string>;
  /** Key of a location, if the stack holds one there. */
  readonly keyAt: (location: string) => pulumi.Input<string> | undefined;
}

/** Declares the data that lives in no single region, each kind by its own component. */
export function keepData(home: Home): void {
  for (const [name, store] of Object.entries(home.topology.system.data)) {
    keptAs(store.kind).keeper?.keep(name, store, keepingOf(home, name));
  }
}

function keepingOf(home: Home, name: string): Keeping {
  const { topology, backups, agent, after } = home;
  const { naming, system } = topology;
  const [use] = storeKeys(system, name);
  return {
    ...{ topology, naming, backups, agent, after },
    users: membersOf(home, (spec) => storesUsed(spec).includes(name)),
    workers: membersOf(home, ({ runs }) => runs.on === "workers" && runs.queue === name),
    key: use && home.keyAt(use.location),
    keyAt: (location) => use && home.keyAt(keyLocation(location)),
  };
}

/** Members of the services of which something holds, by service. */
function membersOf(
  { topology, member }: Home,
  holds: (spec: Topology["services"][string]["spec"]) => boolean,
): Readonly<Record<string, pulumi.Input<string>>> {
  const services = Object.values(topology.services).filter(({ spec }) => holds(spec));
  return Object.fromEntries(services.map(({ name }) => [name, member(name)]));
}
