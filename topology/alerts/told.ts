import type { System } from "../../system/schema/system";
import { storesUsed } from "../services";
import type { Told, Urgency } from "./alert";

type Described = Pick<System, "people" | "escalation" | "monitoring" | "services" | "data">;

/**
 * Who is told of a service or a data store: its owner first, then the owners of what depends on it.
 * A pager rings for the owner alone, and only if it can't wait; those who depend on it get a mail.
 * Nobody is bothered with another's ticket.
 */
export function toldOf(system: Described, subject: string, urgency: Urgency): readonly Told[] {
  const owner = ownerOf(system, subject);
  if (owner === undefined) return toldInCommon(system, urgency);
  const dependents = urgency === "ticket" ? [] : dependentsOf(system, subject);
  const mailed = dependents
    .map((dependent) => ownerOf(system, dependent))
    .filter((person) => person !== undefined && person !== owner);
  return [
    tell(system, owner, urgency),
    ...[...new Set(mailed)].flatMap((person): Told[] =>
      person === undefined ? [] : [{ person, by: "mail" }],
    ),
  ];
}

/** Who is told of what belongs to nobody in particular: those that alerts go on to, else everybody. */
export function toldInCommon(system: Described, urgency: Urgency): readonly Told[] {
  // A switch outside hears of one thing only: that all is well.
  const everybody = Object.keys(system.people).filter(
    (person) => person !== system.monitoring?.heartbeat,
  );
  const people = system.escalation?.then ?? everybody;
  return people.map((person) => tell(system, person, urgency));
}

function tell({ people }: Described, person: string, urgency: Urgency): Told {
  const pager = urgency === "page" && people[person]?.pager !== undefined;
  return { person, by: pager ? "pager" : "mail" };
}

function ownerOf({ services, data }: Described, subject: string): string | undefined {
  return services[subject]?.owner ?? data[subject]?.owner;
}

/** Services that call a service, or use a store. */
function dependentsOf({ services }: Described, subject: string): readonly string[] {
  return Object.entries(services)
    .filter(
      ([, spec]) =>
        spec.dependsOn.some(({ service }) => service === subject) ||
        storesUsed(spec).includes(subject) ||
        (spec.runs.on === "workers" && spec.runs.queue === subject),
    )
    .map(([name]) => name);
}
