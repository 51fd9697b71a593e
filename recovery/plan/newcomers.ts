import type { Edits } from "../../system/edit";
import { are, counted } from "../../system/text/counted";
import { holdsCluster } from "../../topology/clusters";
import type { Topology } from "../../topology/model";
import type { Step, Term } from "../model";
import { opens } from "./serving";
import { declared, known, type Setting } from "./setting";
import { hardNeeds, probesPass } from "./traffic";

/**
 * Services in pods that no load balancer knows in a region yet, because no cluster stands there: in
 * cold. GKE makes their endpoint groups, so they can become backends only after the cluster.
 */
export function newcomersOf(now: Topology, then: Topology, region: string): readonly string[] {
  const isListed = ({ services }: Topology, name: string) =>
    services[name]?.backends.some((backend) => backend.region === region) ?? false;
  return Object.keys(then.regions[region]?.cluster?.pods ?? {}).filter(
    (name) => isListed(then, name) && !isListed(now, name),
  );
}

/** The mode says who holds a cluster; unless it is written out, the old one would go when it is back. */
export function heldClusters(
  { system }: Topology,
  newcomers: readonly string[],
  region: string,
): Edits {
  if (newcomers.length === 0) return {};
  const held = Object.keys(system.regions).filter((one) => holdsCluster(system, one));
  const order = Object.keys(system.regions);
  return {
    "kubernetes.clusters": order.filter((one) => held.includes(one) || one === region),
  };
}

/** Cold: what isn't there yet is made by the region's own stack, after what it only reads. */
export function make(
  setting: Setting,
  region: string,
  what: {
    readonly data: boolean;
    readonly pods: boolean;
    readonly own: boolean;
    /** Whether something is restored into what it makes. */
    readonly bare: boolean;
  },
  needs: readonly string[] = [],
): Step {
  const purposes = [
    ...(what.data ? ["shall hold the data"] : []),
    ...(what.pods ? ["the pods run in"] : []),
  ];
  return {
    id: `make-${region}`,
    title: `Deploy ${region}'s stack: it makes what ${purposes.join(" and what ")}`,
    needs: ["write-description", ...needs],
    action: { kind: "pulumi.up", region, ...partOf(what) },
    done: { is: "no-changes", region },
    reversal: { by: "nothing", because: "new and empty; left standing it only costs" },
    takes: [
      known(setting, "execute", "pulumi.run", region, "a run of its program"),
      ...waits(setting, region, what.pods),
    ],
  };
}

function partOf(what: { readonly own: boolean; readonly bare: boolean }) {
  if (what.bare) return { bare: true } as const;
  return what.own ? ({ own: true } as const) : {};
}

/** All is made at once, and a cluster with its nodes takes longer than an instance at every bound. */
function waits(setting: Setting, region: string, pods: boolean): readonly Term[] {
  if (!pods) return [known(setting, "execute", "sql.create", region, "a new instance")];
  return [
    known(setting, "execute", "cluster.create", region, "a new cluster, then its nodes", 2),
    { ...known(setting, "execute", "nodes.provision", region, "nodes for all pods"), best: 0 },
  ];
}

/** Pods of a new cluster become backends by a deployment, open at once, and are waited for. */
export function listed(
  setting: Setting,
  then: Topology,
  region: string,
  newcomers: readonly string[],
): readonly Step[] {
  if (newcomers.length === 0) return [];
  const id = `list-pods-in-${region}`;
  const { home } = then;
  return [
    {
      id,
      title: `Deploy what is global of ${home}'s stack: the pods in ${region} become backends, and open`,
      needs: [`make-${region}`, ...neededBy(setting.topology, then, region, newcomers)],
      action: { kind: "pulumi.up", region: home, global: true },
      done: { is: "no-changes", region: home },
      reversal: { by: "nothing", because: "another recovery changes it back" },
      takes: [
        known(setting, "execute", "pulumi.run", `${home}'s stack`, "a run of its program"),
        known(setting, "propagate", "load-balancer.update", region, "the load balancer's change"),
      ],
    },
    ...newcomers.map((service) => healthy(then, service, region, id)),
  ];
}

/** What pods can't do without, as far as it moves, too. */
function neededBy(
  now: Topology,
  then: Topology,
  region: string,
  newcomers: readonly string[],
): readonly string[] {
  const needs = newcomers.map((name) => hardNeeds(then, name));
  const stores = needs.flatMap((one) => one.stores).filter((store) => then.databases[store]);
  const services = needs
    .flatMap((one) => one.services)
    .filter((other) => opens(now, then, other, region));
  return [
    ...new Set([
      ...stores.map((store) => `point-${store}`),
      ...services.map((other) => `open-${other}-in-${region}`),
    ]),
  ];
}

function healthy(then: Topology, service: string, region: string, after: string): Step {
  const of = `${service} in ${region}`;
  const least = then.regions[region]?.cluster?.pods[service]?.capacity.needed ?? 1;
  const boot = then.services[service]?.spec.runs.bootTime ?? 0;
  return {
    id: `healthy-${service}-in-${region}`,
    title: `Wait until ${counted(least, "pod")} of ${of} ${are(least)} healthy`,
    needs: [after],
    action: { kind: "wait", for: of },
    done: { is: "healthy", service, region, least },
    reversal: { by: "no effect" },
    takes: [
      // They have come up beside the deployment before, as a rule.
      { ...declared("warm up", boot, of, "the described boot time"), best: 0 },
      { ...probesPass(of), best: 0 },
    ],
    restores: [service],
  };
}
