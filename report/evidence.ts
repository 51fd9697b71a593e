import { stringify } from "yaml";
import type { DrillShown } from "./drill";

/** When, in which mode and of which revision a drill was made. */
export interface Circumstances {
  /** Day, ISO 8601. */
  readonly on: string;
  readonly standby: "cold" | "warm" | "hot";
  /** Of the description and the program. */
  readonly revision: string;
  /** @default "sandbox" */
  readonly where?: "cloud" | "sandbox";
}

/** A drill as `drills/*.yaml` keeps it and `standby assess` reads it. */
export function evidenceText(
  drill: Pick<DrillShown, "plan" | "executed" | "measured">,
  { on, standby, revision, where = "sandbox" }: Circumstances,
): string {
  const { plan, measured, executed } = drill;
  const names = [...new Set(measured.map(({ of }) => of))];
  const steps = executed.steps.flatMap(({ step, begun, done }) =>
    begun === undefined ? [] : [[step, seconds((done - begun) / 1000)] as const],
  );
  return stringify({
    system: plan.system,
    event: plan.event,
    of: plan.of,
    standby,
    on,
    where,
    revision,
    measured: names.map((of) => ({
      of,
      ...Object.fromEntries(
        measured.filter((one) => one.of === of).map((one) => [one.what, seconds(one.measured)]),
      ),
    })),
    steps: Object.fromEntries(steps),
  });
}

function seconds(length: number): string {
  return `${Math.round(length)} seconds`;
}
