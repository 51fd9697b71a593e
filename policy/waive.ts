import type { Finding } from "../inventory/finding";
import type { Resource } from "../inventory/model";
import { type PolicyContext, subjectOf } from "./context";
import type { Situation } from "./situation";

type Waiver = Situation["waivers"][number];

/** A finding that somebody has decided to live with, and until when. */
export interface Waived {
  readonly finding: Finding;
  readonly waiver: Waiver;
}

export interface Waiving {
  /** What is left. */
  readonly findings: readonly Finding[];
  readonly waived: readonly Waived[];
  /** The waivers that waived something. */
  readonly used: ReadonlySet<Waiver>;
}

/** Takes out what waivers cover on this day, written as `2027-01-31`; a waiver's last day counts. */
export function waive(
  context: PolicyContext,
  findings: readonly Finding[],
  today: string,
): Waiving {
  const current = context.situation.waivers.filter((waiver) => !isOver(waiver, today));
  const waived = findings.flatMap((finding) => {
    const waiver = current.find((candidate) => covers(context, candidate, finding));
    return waiver ? [{ finding, waiver }] : [];
  });
  const gone = new Set(waived.map(({ finding }) => finding));
  return {
    findings: findings.filter((finding) => !gone.has(finding)),
    waived,
    used: new Set(waived.map(({ waiver }) => waiver)),
  };
}

/** Days as text in the form of ISO 8601 are in the order of their texts. */
export function isOver({ until }: Waiver, today: string): boolean {
  return until < today;
}

function covers(context: PolicyContext, { rule, of }: Waiver, finding: Finding): boolean {
  if (rule !== finding.rule) return false;
  if (of === undefined) return true;
  const resource = context.byUrn.get(finding.urn);
  return resource !== undefined && isAbout(context, resource, of);
}

/** The service or store that it belongs to, its own name in the program or in Google Cloud, or its URN. */
function isAbout(context: PolicyContext, resource: Resource, of: string): boolean {
  const { name, urn, inputs } = resource;
  return [name, urn, inputs["name"], subjectOf(context, resource)].includes(of);
}
