import type { Plan } from "../../recovery/model";
import { criticalPath, finishes, lengthOf } from "../../recovery/plan/critical-path";
import { around } from "../../recovery/runbook/then";
import type { Topology } from "../../topology/model";
import type { Block, Cell, Section } from "../document/model";
import { rangeOf, stepBar, swatch } from "../html/charts";
import { lengthsOf, lossLines, obligationLines, short } from "../plan";
import { runbookText } from "../runbook";

/** How long each recovery takes and what it loses, with its timeline. */
export function recovery(plans: readonly Plan[]): Section {
  return {
    ...{ id: "recovery", title: "Recovery" },
    content: [
      {
        ...{ is: "table", stacks: true },
        caption:
          "From the event on: the expected time is the dot, best to worst the line; the axis goes from a minute to 12 hours, its lines are 10 minutes, 1 and 6 hours",
        columns: [
          { title: "event" },
          { title: "expected", is: "number" },
          { title: "1 minute to 12 hours", is: "picture" },
          { title: "best to worst", is: "number" },
          { title: "loses" },
        ],
        rows: alike(plans).map(rowOf),
      },
      { is: "heading", title: "Timelines" },
      {
        is: "key",
        entries: [
          { sign: swatch("step-detect"), means: "until somebody knows" },
          { sign: swatch("step-critical"), means: "everything waits for it" },
          { sign: swatch("step-beside"), means: "beside it" },
        ],
      },
      ...plans.map(timelineOf),
    ],
  };
}

/** Plans that differ in nothing but what the event hits. */
function alike(plans: readonly Plan[]): readonly (readonly Plan[])[] {
  const groups = new Map<string, Plan[]>();
  for (const plan of plans) {
    const key = JSON.stringify([eventOf(plan), lengthsOf(plan), lossLines(plan)]);
    groups.set(key, [...(groups.get(key) ?? []), plan]);
  }
  return [...groups.values()];
}

function rowOf(plans: readonly Plan[]): readonly Cell[] {
  const [plan] = plans;
  if (!plan) return [];
  const { best, expected, worst } = lengthsOf(plan);
  const losses = Object.entries(plan.loss).filter(
    ([, { seconds }]) => seconds === "unknown" || seconds.worst > 0,
  );
  const loses = losses.map(([store, { seconds }]) =>
    seconds === "unknown"
      ? `${store}: unknown`
      : `${store}: ${short(seconds.expected)}, up to ${short(seconds.worst)}`,
  );
  return [
    [{ text: eventOf(plan), as: "strong" }, ` ${plans.map(({ of }) => of).join(", ")}`],
    short(expected),
    { picture: rangeOf(best, expected, worst) },
    `${short(best)} to ${short(worst)}`,
    loses.length === 0 ? "nothing" : loses.join("; "),
  ];
}

function eventOf({ event, verb }: Plan): string {
  return event ?? verb;
}

function timelineOf(plan: Plan): Block {
  const ends = finishes(plan, "expected");
  const total = Math.max(1, ...ends.values());
  const path = new Set(criticalPath(plan, "expected").steps.map(({ id }) => id));
  const noticed = plan.detection.reduce((sum, { expected }) => sum + expected, 0);
  const steps = plan.steps.map((step): Cell[] => {
    const end = ends.get(step.id) ?? 0;
    const took = lengthOf(step, "expected");
    const kind = path.has(step.id) ? "step-critical" : "step-beside";
    return [
      step.title,
      short(took),
      { picture: stepBar(end - took, end, total, kind) },
      short(end),
    ];
  });
  return {
    ...{ is: "fold", title: titleOf(plan) },
    content: [
      {
        ...{ is: "table", caption: `${plan.title}: as expected, from the event on`, stacks: true },
        columns: [
          { title: "step" },
          { title: "takes", is: "number" },
          { title: `0:00 to ${short(total)}`, is: "picture" },
          { title: "done at", is: "number" },
        ],
        rows: [
          [
            "until somebody knows",
            short(noticed),
            { picture: stepBar(0, noticed, total, "step-detect") },
            short(noticed),
          ],
          ...steps,
        ],
      },
      { is: "list", items: [...lossLines(plan), ...obligationLines(plan)] },
    ],
  };
}

/** What a person does, step by step, with the commands. */
export function runbooks(plans: readonly Plan[], topology: Topology): Section {
  return {
    ...{ id: "runbooks", title: "Runbooks" },
    content: plans.map((plan): Block => ({
      ...{ is: "fold", title: titleOf(plan) },
      content: [{ is: "markdown", text: runbookText(plan, around(topology, plan)) }],
    })),
  };
}

function titleOf(plan: Plan) {
  return [{ text: eventOf(plan), as: "strong" as const }, `: ${plan.title}`];
}
