import type { Setting } from "../../recovery/plan/setting";
import type { Topology } from "../../topology/model";
import { strongest } from "../fix/reach";
import { type Subject, subjectsOf } from "../objectives/subject";
import type { Verdict } from "../objectives/verdict";
import { type Ceilings, ceilingsOf } from "./ceilings";
import { type Incident, measuredByMonth } from "./incident-log";
import type { Beliefs } from "./parts";

/** How available one thing is: what is promised, what it is designed for, what the model says. */
export interface Available extends Omit<Ceilings, "names"> {
  readonly of: string;
}

/** What one availability objective comes to. */
export interface AvailabilityFinding {
  readonly of: string;
  /** As a person types it: `objectives[3].availability`. */
  readonly path: string;
  readonly asked: number;
  readonly modelled: number;
  /** The month of the incident log in which the least was measured. */
  readonly measured?: { readonly month: string; readonly availability: number };
  readonly verdict: Verdict;
}

/** All that can be said of the availability of a system. */
export interface Availability {
  readonly subjects: readonly Available[];
  readonly findings: readonly AvailabilityFinding[];
  /** Months of the incident log, oldest first; none without a log. */
  readonly months: readonly { readonly month: string; readonly availability: number }[];
}

const SHOWN = 3;

/** The availability of what users come for and of every service, and of what is asked for. */
export function availabilityOfSystem(
  beliefs: Beliefs,
  incidents: readonly Incident[] = [],
): Availability {
  const subjects = subjectsOf(beliefs.topology).filter(({ kind }) => kind !== "store");
  return {
    subjects: subjects.map((subject) => available(beliefs, subject)),
    findings: findingsOf(beliefs, subjects, incidents),
    months: measuredByMonth(incidents),
  };
}

function available(beliefs: Beliefs, { name, parts }: Subject): Available {
  const { names: _, culprits, ...ceilings } = ceilingsOf(beliefs, parts);
  return { of: name, ...ceilings, culprits: culprits.slice(0, SHOWN) };
}

function findingsOf(
  beliefs: Beliefs,
  subjects: readonly Subject[],
  incidents: readonly Incident[],
): readonly AvailabilityFinding[] {
  return beliefs.topology.system.objectives.flatMap((objective, index) => {
    if (!("availability" in objective)) return [];
    const path = `objectives[${index}].availability`;
    return meantBy(beliefs.topology, objective.of, subjects).map((subject) => {
      const asked = objective.availability;
      const modelled = ceilingsOf(beliefs, subject.parts).modelled;
      const measured = leastMonth(incidents, subject);
      const verdict = verdictOf(beliefs, subject, { asked, modelled, measured });
      return {
        of: subject.name,
        path,
        asked,
        modelled,
        ...(measured ? { measured } : {}),
        verdict,
      };
    });
  });
}

function meantBy(
  { services }: Topology,
  of: string,
  subjects: readonly Subject[],
): readonly Subject[] {
  return subjects.filter(
    ({ name, kind }) =>
      name === of || (kind === "service" && of === `tier:${services[name]?.spec.tier}`),
  );
}

/** An entry without a service is about the system, and so about every service. */
function leastMonth(incidents: readonly Incident[], { name, kind }: Subject) {
  const concerns = incidents.filter(
    ({ of }) => of === undefined || of === name || kind === "system",
  );
  return measuredByMonth(concerns).toSorted((a, b) => a.availability - b.availability)[0];
}

/** A log proves what it has measured; the model alone proves nothing. */
function verdictOf(
  beliefs: Beliefs,
  { parts }: Subject,
  known: Pick<AvailabilityFinding, "asked" | "modelled"> & {
    readonly measured: AvailabilityFinding["measured"];
  },
): Verdict {
  const { asked, modelled, measured } = known;
  if (modelled < asked) {
    const most = ceilingsOf(atBest(beliefs), parts).modelled;
    return most < asked ? "breached-unattainable" : "breached-can-be-met";
  }
  if (!measured) return "met-unproven";
  return measured.availability < asked ? "at-risk" : "met";
}

/** With everything changed that could help. */
function atBest(beliefs: Beliefs): Beliefs {
  const setting: Setting = beliefs;
  return { ...beliefs, ...strongest(setting) };
}
