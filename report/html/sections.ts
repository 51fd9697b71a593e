import type { Plan } from "../../recovery/model";
import type { Survival } from "../../policy/survival/survive";
import { titleOf } from "../../policy/survival/surprise";
import { lengthsOf, lossLines, obligationLines, short } from "../plan";
import { runbookText } from "../runbook";
import type { Scene } from "../scene/model";
import { grouped, isMade, madeAnew, survivalLine } from "../survival";
import { drawing } from "./drawing";
import { type Content, element, type Markup } from "./markup";
import { paragraphs } from "./paragraphs";
import { scrolling, type Section, table } from "./page";
import { timeline } from "./timeline";

/** The system drawn in its steady state and in every failure. */
export function architecture(scenes: readonly Scene[]): Section {
  const [steady, ...failures] = scenes;
  return {
    ...{ id: "architecture", title: "Architecture, steady and in every failure" },
    content: [
      steady ? sceneOf(steady) : undefined,
      element(
        "p",
        { class: "dim" },
        "A region's columns are its zones, with the instances that each has. A broken line leads to where nobody is sent. An arrow between regions is a copy that follows its writer.",
      ),
      failures.map((scene) =>
        element("details", {}, element("summary", {}, scene.title), sceneOf(scene)),
      ),
    ],
  };
}

function sceneOf(scene: Scene): Content {
  return [
    scrolling(scene.title, drawing(scene)),
    element(
      "ul",
      {},
      scene.sentences.map((sentence) => element("li", {}, sentence)),
    ),
  ];
}

/** How long each recovery takes and what it loses, with its runbook. */
export function recovery(plans: readonly Plan[]): Section {
  return {
    ...{ id: "recovery", title: "Recovery" },
    content: [
      table(
        "How long a recovery takes, from the event on",
        ["event", "of", "expected", "at best", "at worst", "loses"],
        plans.map((plan) => {
          const { best, expected, worst } = lengthsOf(plan);
          return [
            ...[plan.event ?? plan.verb, plan.of, short(expected), short(best), short(worst)],
            list(lossLines(plan).map((line) => line.replace(/^loses of /, ""))),
          ];
        }),
      ),
      plans.map((plan, index) => planOf(plan, index)),
    ],
  };
}

function planOf(plan: Plan, index: number): Markup {
  const after = obligationLines(plan);
  return element(
    "details",
    {},
    element("summary", {}, `${plan.event ?? plan.verb}: ${plan.title}`),
    scrolling(`Timeline: ${plan.title}`, timeline(plan, `timeline-${index}`)),
    after.length === 0 ? undefined : list(after),
  );
}

/** What a person does, step by step. */
export function runbooks(plans: readonly Plan[]): Section {
  return {
    ...{ id: "runbooks", title: "Runbooks" },
    content: plans.map((plan) =>
      element(
        "details",
        {},
        element("summary", {}, `${plan.event ?? plan.verb}: ${plan.title}`),
        paragraphs(runbookText(plan), 3),
      ),
    ),
  };
}

/** What is left without each zone, region, product, resource and key. */
export function survivalSection(survival: Survival): Section {
  const ended = survival.hits.filter(({ outcome }) => outcome === "doesn't survive");
  const back = survival.hits.filter(({ outcome }) => outcome === "survives by recovery");
  const made = madeAnew(back);
  return {
    ...{ id: "survival", title: "What survives" },
    content: [
      element("p", {}, `${survivalLine(survival)}.`),
      table(
        "What isn't survived",
        ["without", "at an end", "because", "accepted because"],
        grouped(ended).map(({ loss, what, because, accepted }) => [
          ...[titleOf(loss), what.join(", "), because, accepted ?? "nobody has decided that"],
        ]),
      ),
      table(
        "What comes back by recovery",
        ["without", "stops", "what brings it back"],
        grouped(back.filter((hit) => !isMade(hit))).map(({ loss, what, because }) => [
          ...[titleOf(loss), what.join(", "), because],
        ]),
      ),
      made.length === 0
        ? undefined
        : element("p", {}, `Made anew by pulumi refresh and up: ${made.join(", ")}.`),
    ],
  };
}

function list(lines: readonly string[]): Markup {
  return element(
    "ul",
    {},
    lines.map((line) => element("li", {}, line)),
  );
}
