import type { System } from "../../system/schema/system";
import { formatDuration, type Seconds } from "../../system/units";
import { type Alert, type Condition, LONGEST, wholeMinutes } from "./alert";
import { toldInCommon } from "./told";

/**
 * Where an alert goes when it lasts longer than the engineer on call has for a diagnosis: the same
 * conditions once more, which have to hold for that much longer, told to the people described.
 * Only of what somebody is woken for, and only to those who have not been told already.
 */
export function escalated(
  { escalation, ...system }: System,
  { name, conditions, ...alert }: Alert,
): readonly Alert[] {
  if (!escalation || alert.urgency !== "page") return [];
  const { diagnosis } = escalation;
  const known = new Set(alert.told.filter(({ by }) => by === "pager").map(({ person }) => person));
  const told = toldInCommon({ ...system, escalation }, "page").filter(
    ({ person }) => !known.has(person),
  );
  if (told.length === 0) return [];
  return [
    {
      ...alert,
      name: `${name}-lasts`,
      title: `${alert.title}, still after ${formatDuration(diagnosis)}`,
      conditions: conditions.flatMap((condition) => later(condition, diagnosis)),
      told,
    },
  ];
}

/** Events are there or not; they can't last. */
function later(condition: Condition, by: Seconds): readonly Condition[] {
  if (condition.kind === "logged") return [];
  if (condition.kind === "threshold" && condition.lasts === 0) return [];
  const lasts = Math.min(LONGEST, wholeMinutes(condition.lasts + by));
  return [{ ...condition, lasts, limit: `${condition.limit}, and ${formatDuration(by)} more` }];
}
