import type { Event } from "../../recovery/model";
import { hardClosure } from "../../recovery/plan/back";
import { candidatesOf } from "../../recovery/plan/plan-for";
import { waysIn } from "../../recovery/plan/reroute";
import { publicServices } from "../../topology/services";
import type { Topology } from "../../topology/model";

/** What objectives are about. */
export interface Subject {
  readonly name: string;
  readonly kind: "service" | "store" | "system";
  /** The services or the store that have to work for it to work. */
  readonly parts: readonly string[];
}

/** Every service and store, and the system as its users see it. */
export function subjectsOf(topology: Topology): readonly Subject[] {
  const services = Object.keys(topology.services);
  const reached = publicServices(topology).map(({ name }) => name);
  return [
    { name: "system", kind: "system", parts: reached.length > 0 ? reached : services },
    ...services.map((name): Subject => ({ name, kind: "service", parts: [name] })),
    ...Object.keys(topology.system.data).map((name): Subject => ({
      name,
      kind: "store",
      parts: [name],
    })),
  ];
}

/** What an event may hit so that it concerns the subject; all zones and all regions do. */
export function hitsOf(topology: Topology, event: Event, { parts }: Subject): readonly string[] {
  const candidates = candidatesOf(topology, event);
  if (event === "zone-loss" || event === "region-loss") return candidates;
  const closure = hardClosure(topology, parts);
  const touching =
    event === "dependency-loss"
      ? [...calledBy(topology, closure), ...waysTo(topology, closure)]
      : closure;
  return candidates.filter((name) => touching.includes(name));
}

/** What users come in by, where they come to one of these. */
function waysTo(topology: Topology, names: readonly string[]): readonly string[] {
  const reached = publicServices(topology).some(({ name }) => names.includes(name));
  return reached ? waysIn(topology) : [];
}

function calledBy({ services }: Topology, names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    (services[name]?.spec.dependsOn ?? []).flatMap(
      ({ service, external }) => service ?? external ?? [],
    ),
  );
}

/** The stores whose losses are the subject's. */
export function storesOf(topology: Topology, { parts }: Subject): readonly string[] {
  return hardClosure(topology, parts).filter((name) => topology.system.data[name]);
}
