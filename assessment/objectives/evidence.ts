import { z } from "zod";
import { parseDocument } from "yaml";
import { dayNumber } from "../../system/days";
import { EVENTS } from "../../system/schema/objective";
import { day, duration } from "../../system/schema/values";

/** A drill proves for so long, in days: what has changed since, nobody has tried. */
export const GOOD_FOR_DAYS = 90;

/** Drills that a measurement has to come from before its longest counts as the worst. */
export const ENOUGH_DRILLS = 3;

const measurement = z.strictObject({
  of: z.string().describe("A service or a data store"),
  rto: duration().optional().describe("Time until it worked again"),
  rpo: duration().optional().describe("Newest data that was lost, as a length of time"),
});

const drill = z.strictObject({
  system: z.string().describe("The description's name"),
  event: z.enum(EVENTS).describe("What happened"),
  of: z.string().describe("The zone, region, store or service it happened to"),
  standby: z.enum(["cold", "warm", "hot"]).describe("The mode at the time"),
  on: day().describe("When"),
  where: z
    .enum(["cloud", "sandbox"])
    .describe("sandbox: it proves the order of the steps, and no length of time"),
  revision: z.string().describe("Of the description and the program"),
  measured: z.array(measurement).default([]).describe("What came out, by service and store"),
  steps: z
    .record(z.string(), duration())
    .default({})
    .describe("How long each step of the plan took"),
});

/** One drill, or one incident, as `drills/*.yaml` keeps it. */
export type Drill = z.output<typeof drill>;

/** What was drilled, and the day of asking: evidence ages. */
export interface Evidence {
  readonly drills: readonly Drill[];
  /** Such as `2026-11-21`. */
  readonly today: string;
}

/** Whether a name among the drills is evidence; a live drill leaves a folder of experiments beside it. */
export function isEvidence(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

/** Reads a file of `drills/`, or says what is wrong with it, by path. */
export function parseDrill(
  text: string,
): { readonly drill: Drill } | { readonly problems: readonly string[] } {
  const document = parseDocument(text, { schema: "core", prettyErrors: false });
  const [broken] = document.errors;
  if (broken) return { problems: [`drill  is not YAML: ${broken.message}`] };
  const { data, error } = drill.safeParse(document.toJS());
  if (data) return { drill: data };
  return {
    problems: error.issues.map(({ path, message }) => `${path.join(".") || "drill"}  ${message}`),
  };
}

/** What has been asked of the drills: which event, hitting what, in which mode. */
export interface Asked {
  readonly system: string;
  readonly standby: string;
  readonly event: string;
}

/** The drills that say something of an event today: of the same mode, and no older than allowed. */
export function freshDrills({ drills, today }: Evidence, asked: Asked): readonly Drill[] {
  return drills.filter(
    ({ system, standby, event, on }) =>
      system === asked.system &&
      standby === asked.standby &&
      event === asked.event &&
      isFresh(on, today),
  );
}

/** Evidence for another description: how long a step took holds there, too, but not how long it all took. */
export function ofStepsAlone({ drills, today }: Evidence): Evidence {
  return { drills: drills.map((drill) => ({ ...drill, measured: [] })), today };
}

/** The newest of those that have become too old. */
export function agedDrill({ drills, today }: Evidence, asked: Asked): Drill | undefined {
  return drills
    .filter(
      ({ system, standby, event, on }) =>
        system === asked.system &&
        standby === asked.standby &&
        event === asked.event &&
        !isFresh(on, today),
    )
    .sort((one, other) => (one.on < other.on ? 1 : -1))[0];
}

function isFresh(on: string, today: string): boolean {
  const age = dayNumber(today) - dayNumber(on);
  return age >= 0 && age <= GOOD_FOR_DAYS;
}
