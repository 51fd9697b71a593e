import type { Plan } from "../../recovery/model";
import type { Look } from "../../recovery/runbook/looks";
import type { Around } from "../../recovery/runbook/then";
import { lengthsOf, lossLines, obligationLines, short } from "../plan";
import { HEAD, LOOP } from "./frame";
import { shellText } from "./shell-text";
import { scripted, type ScriptStep } from "./steps";
import { cannot } from "./cannot";

/** A plan as a shell script that needs nothing but gcloud and a person. */
export function scriptOf(plan: Plan, around: Around): string {
  const { steps, left } = scripted(plan, around);
  const { naming } = around.now;
  const { expected } = lengthsOf(plan);
  return [
    HEAD,
    `readonly PROJECT=${shellText(naming.project)}`,
    `readonly NAME=${shellText(`${plan.verb} ${plan.of}`)}`,
    `readonly EXPECTED_IN_ALL=${Math.round(expected)}`,
    array(
      "IDS",
      steps.map(({ id }) => id),
    ),
    array(
      "TITLES",
      steps.map(({ title }) => title),
    ),
    array(
      "NEEDS",
      steps.map(({ needs }) => needs.join(" ")),
    ),
    array(
      "EXPECTED",
      steps.map((step) => `${Math.round(step.expected)}`),
    ),
    "",
    array(
      "SEEN",
      steps.map(({ looks }) => (looks.length > 0 ? "1" : "0")),
    ),
    "",
    "announce() {",
    ...announcement(plan, around).map((line) => `  say ${shellText(line)}`),
    "}",
    "",
    "remaining() {",
    ...[
      "What is left, in this order, once Pulumi, its states and the repository are there again:",
      ...left.map(({ title }) => `- ${title}`),
      "The same command that a recovery begins with goes on from here and does all of it:",
      `  standby ${plan.verb} ${target(plan)} --primary-is-lost`,
      ...obligationLines(plan).map((line) => `- ${line}`),
    ].map((line) => `  say ${shellText(line)}`),
    "}",
    "",
    ...steps.flatMap((step, number) => [...lookLines(step, number), ...actLines(step, number), ""]),
    LOOP,
  ].join("\n");
}

/** The region that takes over. */
function target({ steps }: Plan): string {
  const edits = steps.flatMap(({ action }) => (action.kind === "describe" ? [action.edits] : []));
  const [primary] = edits.flatMap(({ primary }) => (typeof primary === "string" ? [primary] : []));
  return primary ?? "";
}

function announcement(plan: Plan, around: Around): readonly string[] {
  const { naming } = around.now;
  return [
    `THIS CHANGES REAL THINGS in project ${naming.project}.`,
    `${plan.title}, of the system ${plan.system}, with gcloud alone.`,
    `It takes about ${short(lengthsOf(plan).expected)} from the event on.`,
    ...lossLines(plan).map((line) => `It ${line}.`),
    ...cannot(plan, around).map((line) => `It can't: ${line}.`),
    "Killed or cut off, run it again: it looks at what is done, and goes on.",
  ];
}

function array(name: string, values: readonly string[]): string {
  return `readonly ${name}=(\n${values.map((value) => `  ${shellText(value)}`).join("\n")}\n)`;
}

function lookLines({ looks }: ScriptStep, number: number): string[] {
  const tests = looks.map((look) => `  ${testOf(look)} || return 1`);
  return [`look_${number}() {`, ...(tests.length > 0 ? tests : ["  return 1"]), "}"];
}

function testOf({ command, shows }: Look): string {
  switch (shows.is) {
    case "text":
      return `shows_text ${shellText(shows.text)} ${command}`;
    case "number":
      return `shows_least ${shows.least} ${command}`;
    case "lines":
      return shows.most === 0
        ? `shows_none ${shellText(shows.like)} ${command}`
        : `shows_lines ${shellText(shows.like)} ${shows.least} ${command}`;
  }
}

function actLines({ does }: ScriptStep, number: number): string[] {
  const body = {
    commands: () =>
      does.is === "commands" ? does.commands.map((one) => `  ${one} || return 1`) : [],
    consent: () =>
      does.is === "consent"
        ? [`  consent ${shellText(does.asks)} ${shellText(does.words)} || return 1`]
        : [],
    wait: () => ["  :"],
  }[does.is]();
  const lines = body.length > 0 ? body : ["  :"];
  return [`act_${number}() {`, ...lines, "}"];
}
