import { partFlags } from "../inventory/targets";
import type { Condition } from "../recovery/condition";
import type { Plan, Reversal, Step } from "../recovery/model";
import { onlyOf, PARTS } from "../recovery/parts";
import { criticalPath, lengthOf } from "../recovery/plan/critical-path";
import type { Action } from "../recovery/action";
import { consolePath } from "../recovery/runbook/console";
import { commandsOf } from "../recovery/runbook/gcloud";
import { type Look, looksAt } from "../recovery/runbook/looks";
import type { Around } from "../recovery/runbook/then";
import { are, counted } from "../system/text/counted";
import { lengthsOf, lossLines, obligationLines, short } from "./plan";
import { reversalTitle } from "./reversal";

/**
 * A plan as a person carries it out, in Markdown: every sentence comes from a step.
 * @param around what the commands name things by; left out: it has none
 */
export function runbookText(plan: Plan, around?: Around): string {
  const path = new Set(criticalPath(plan, "expected").steps.map(({ id }) => id));
  const number = new Map(plan.steps.map(({ id }, index) => [id, index + 1]));
  const { best, expected, worst } = lengthsOf(plan);
  return [
    `# ${plan.title}`,
    "",
    `System ${plan.system}; ${plan.verb}. Expected ${short(expected)}, at best ${short(best)}, at worst ${short(worst)}.`,
    ...lossLines(plan).map((line) => `- ${line}`),
    "",
    ...plan.steps.flatMap((step) => [...stepLines(step, number, path.has(step.id), around), ""]),
    ...obligationLines(plan).map((line) => `- ${line}`),
  ].join("\n");
}

function stepLines(
  step: Step,
  number: ReadonlyMap<string, number>,
  critical: boolean,
  around: Around | undefined,
): string[] {
  const needs = step.needs.map((id) => `${number.get(id) ?? id}`).join(", ");
  const times = (["best", "expected", "worst"] as const).map((bound) =>
    short(lengthOf(step, bound)),
  );
  return [
    `## ${number.get(step.id)}. ${step.title}`,
    "",
    ...(step.automatic ? ["Nobody has to do this: it happens by itself."] : []),
    ...(needs === "" ? [] : [`After: ${needs}.`]),
    `Takes ${times[1]}, ${times[0]} to ${times[2]}${critical ? "; everything waits for it" : ""}.`,
    ...(around ? doing(step.action, around) : []),
    `Done when ${conditionText(step.done)}.`,
    ...shown("To see it", around ? looksAt(step.done, around).map(lookText) : []),
    `To undo: ${reversalText(step.reversal)}.`,
    ...(around && isAction(step.reversal)
      ? shown("With", commandsOf(step.reversal.by, around))
      : []),
  ];
}

function doing(action: Action, around: Around): string[] {
  const stack = stackCommand(action);
  const commands = stack === undefined ? commandsOf(action, around) : [stack];
  const clicks = consolePath(action);
  return [
    ...shown("Command", commands),
    ...(clicks === undefined ? [] : [`In the console: ${clicks}.`]),
  ];
}

/** What brings a stack in line, by the region that it is for. */
function stackCommand(action: Action): string | undefined {
  if (!action.kind.startsWith("pulumi.") || !("region" in action)) return undefined;
  const verb = action.kind.slice("pulumi.".length);
  const only = onlyOf(action);
  const part = only === undefined ? "" : partFlags(PARTS[only]);
  const check = verb === "preview" ? " --expect-no-changes" : "";
  return `pulumi ${verb} --stack STACK-OF-${action.region}${part}${check}`;
}

function shown(what: string, commands: readonly string[]): string[] {
  if (commands.length === 0) return [];
  return [`${what}:`, "", "```sh", ...commands, "```", ""];
}

function lookText({ command, shows }: Look): string {
  switch (shows.is) {
    case "text":
      return `${command} # prints ${shows.text}`;
    case "number":
      return `${command} # prints ${shows.least} or more`;
    case "lines":
      return shows.most === 0
        ? `${command} # prints no line with ${shows.like}`
        : `${command} # prints ${shows.least} or more lines like ${shows.like}`;
  }
}

function isAction(reversal: Reversal): reversal is { readonly by: Action } {
  return typeof reversal.by !== "string";
}

/** A condition in words. */
function conditionText(condition: Condition): string {
  switch (condition.is) {
    case "journalled":
      return "the journal says so; nothing else shows it";
    case "lease-held":
      return "the lease is yours";
    case "lease-free":
      return "nobody holds the lease";
    case "frozen":
      return condition.value ? "deployments are frozen" : "deployments may go on";
    case "backend":
      return `${condition.region} ${condition.open ? "is open" : "is not open"} for ${condition.service}`;
    case "fenced":
      return `${condition.region} is ${condition.value ? "" : "not "}fenced`;
    case "writable":
      return `${condition.store} takes writes in ${condition.region}`;
    case "replica":
      return `${condition.store} in ${condition.region} is a replica`;
    case "stopped":
      return `${condition.store} in ${condition.region} is stopped`;
    case "protected":
      return `${condition.store} in ${condition.region} has HA and backups`;
    case "backed-up":
      return `${condition.store} in ${condition.region} has a new backup`;
    case "instance":
      return `${condition.store} runs in ${condition.region}`;
    case "restored":
      return `${condition.store} in ${condition.region} holds the backup and takes writes`;
    case "complete":
      return `${condition.store} in ${condition.region} has ${[...condition.databases, ...condition.logins].join(", ")}`;
    case "writer-name":
      return `the writer's name of ${condition.store} leads to ${condition.region}`;
    case "route":
      return `users come in by ${condition.through}`;
    case "scaled":
      return `${condition.service} in ${condition.region} may not have fewer than ${counted(condition.least, "instance")}`;
    case "healthy":
      return `${counted(condition.least, "instance")} of ${condition.service} in ${condition.region} ${are(condition.least)} healthy`;
    case "described":
      return `the description says ${Object.entries(condition.edits)
        .map(([path, value]) => `${path}: ${JSON.stringify(value)}`)
        .join(", ")}`;
    case "no-changes":
      return `a preview of ${condition.region}'s stack shows no change`;
    case "all":
      return condition.of.map(conditionText).join(", and ");
  }
}

function reversalText(reversal: Reversal): string {
  if (reversal.by === "no effect") return "nothing to undo, it changes nothing";
  if (reversal.by === "nothing") return `nothing does: ${reversal.because}`;
  return reversalTitle(reversal.by);
}
