import type { Survival } from "../../policy/survival/survive";
import { titleOf } from "../../policy/survival/surprise";
import type { Block, Section } from "../document/model";
import { grouped, isMade, madeAnew, survivalLine } from "../survival";

/** What is left without each zone, region, product, resource and key. */
export function survivalSection(survival: Survival): Section {
  const ended = survival.hits.filter(({ outcome }) => outcome === "doesn't survive");
  const back = survival.hits.filter(({ outcome }) => outcome === "survives by recovery");
  return {
    ...{ id: "survival", title: "What survives" },
    content: [
      { is: "text", text: `${survivalLine(survival)}.` },
      {
        ...{ is: "table", caption: "What isn't survived", stacks: true },
        columns: [
          { title: "without" },
          { title: "at an end" },
          { title: "because" },
          { title: "accepted because" },
        ],
        rows: grouped(ended).map(({ loss, what, because, accepted }) => [
          { text: titleOf(loss), as: "strong" },
          what.join(", "),
          because,
          accepted ?? { text: "nobody has decided that", tone: "bad" },
        ]),
      },
      {
        ...{ is: "table", caption: "What comes back by recovery", stacks: true },
        columns: [{ title: "without" }, { title: "stops" }, { title: "what brings it back" }],
        rows: grouped(back.filter((hit) => !isMade(hit))).map(({ loss, what, because }) => [
          { text: titleOf(loss), as: "strong" },
          what.join(", "),
          because,
        ]),
      },
      ...anew(madeAnew(back)),
    ],
  };
}

function anew(made: readonly string[]): Block[] {
  if (made.length === 0) return [];
  return [
    {
      ...{ is: "fold", title: `${made.length} resources that pulumi refresh and up make anew` },
      content: [{ is: "text", text: `${made.join(", ")}.` }],
    },
  ];
}
