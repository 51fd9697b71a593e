import type { Resource } from "../../inventory/model";
import { type PolicyContext, subjectOf } from "../context";
import { type Capacity, capacityOf } from "./capacity";
import { entriesOf, onwards } from "./entry";
import type { Loss } from "./loss";
import { needsOf } from "./needs";
import { remembered } from "./remember";

/** What holds after a loss: as it is, or once what is written for it has been done. */
export type Moment = "at once" | "recovered";

/** A system after a loss, asked about one thing at a time. Reasons are texts; none means that it works. */
export interface Walk {
  readonly context: PolicyContext;
  readonly loss: Loss;
  readonly moment: Moment;
  /** Why a resource can't do its part. */
  readonly broken: (resource: Resource) => string | undefined;
  /** Why no user, or no service inside the network, reaches enough instances of a service. */
  readonly unreached: (service: string) => string | undefined;
}

export function walk(context: PolicyContext, loss: Loss, moment: Moment): Walk {
  const known = new Map<string, string | undefined>();
  const broken = (resource: Resource): string | undefined => {
    if (known.has(resource.urn)) return known.get(resource.urn);
    known.set(resource.urn, undefined); // What needs each other in a circle stands or falls by the rest.
    const reason = whyBroken(context, loss, resource, broken);
    known.set(resource.urn, reason);
    return reason;
  };
  const capacity = (service: string) => capacityOf({ context, loss, moment, broken }, service);
  return {
    ...{ context, loss, moment, broken },
    unreached: (service) => whyUnreached(context, service, broken, capacity(service)),
  };
}

function whyBroken(
  context: PolicyContext,
  loss: Loss,
  resource: Resource,
  broken: Walk["broken"],
): string | undefined {
  if (loss.gone.has(resource.urn)) return `${titled(resource)} is gone`;
  for (const need of knownNeeds(context, resource.urn)) {
    const reasons = need.map(broken);
    if (reasons.every((reason) => reason !== undefined)) return reasons[0];
  }
  return undefined;
}

const knownNeeds = remembered((context, urn) => atUrn(context, urn, needsOf));
const knownOnwards = remembered((context, urn) => atUrn(context, urn, onwards));
const knownEntries = remembered(entriesOf);

function atUrn<Found>(
  context: PolicyContext,
  urn: string,
  find: (context: PolicyContext, resource: Resource) => readonly Found[],
): readonly Found[] {
  const resource = context.byUrn.get(urn);
  return resource ? find(context, resource) : [];
}

function whyUnreached(
  context: PolicyContext,
  service: string,
  broken: Walk["broken"],
  capacity: Capacity,
): string | undefined {
  if (context.situation.services[service]?.isWorker) return capacity.workers();
  const reach = (resource: Resource): string | undefined => {
    const reason = broken(resource);
    if (reason !== undefined) return reason;
    if (resource.type.endsWith("ackendService")) return capacity.behind(resource);
    const next = knownOnwards(context, resource.urn).filter(
      (candidate) =>
        !candidate.type.endsWith("ackendService") || subjectOf(context, candidate) === service,
    );
    return firstWay(next.map(reach)) ?? (next.length === 0 ? NOWHERE : undefined);
  };
  const entries = knownEntries(context, service);
  if (entries.length === 0) return "no DNS record leads to it";
  return firstWay(entries.map(reach));
}

/** A way that ends before it comes to the service, such as the redirect from HTTP; other ways say more. */
const NOWHERE = "no way leads to it";

/** Nothing if one of the ways works, else why the most telling doesn't. */
function firstWay(reasons: readonly (string | undefined)[]): string | undefined {
  if (reasons.length === 0 || reasons.includes(undefined)) return undefined;
  return reasons.find((reason) => reason !== NOWHERE) ?? NOWHERE;
}

export function titled({ type, name }: Resource): string {
  return `${type.slice(type.lastIndexOf(":") + 1)} ${name}`;
}
