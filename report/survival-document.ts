import { titleOf } from "../policy/survival/surprise";
import type { Survival } from "../policy/survival/survive";
import { grouped, isMade, madeAnew, survivalLine } from "./survival";

const BEGIN = "<!-- table: survival -->";
const END = "<!-- end -->";

/** A document with what systems survive in the place that is marked for it. */
export function withSurvival(text: string, survivals: readonly Survival[]): string {
  const [before = "", rest = ""] = text.split(BEGIN);
  const after = rest.slice(rest.indexOf(END));
  const parts = survivals.map(survivalMarkdown).join("\n\n");
  return [before, BEGIN, "\n\n", parts, "\n\n", after].join("");
}

function survivalMarkdown(survival: Survival): string {
  const ended = survival.hits.filter(({ outcome }) => outcome === "doesn't survive");
  const back = survival.hits.filter(({ outcome }) => outcome === "survives by recovery");
  return [
    `## ${survival.system}`,
    `${survivalLine(survival)[0]?.toUpperCase()}${survivalLine(survival).slice(1)}.`,
    "What it doesn't survive:",
    table(
      ["without", "at an end", "because", "accepted because"],
      grouped(ended).map(({ loss, what, because, accepted }) => [
        ...[titleOf(loss), what.join(", "), because, accepted ?? "nobody has decided that"],
      ]),
    ),
    "What comes back by recovery:",
    table(
      ["without", "stops", "what brings it back"],
      grouped(back.filter((hit) => !isMade(hit))).map(({ loss, what, because }) => [
        ...[titleOf(loss), what.join(", "), because],
      ]),
    ),
    `Made anew by \`pulumi refresh\` and \`pulumi up\`: ${madeAnew(back).join(", ")}.`,
  ].join("\n\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return ["<!-- prettier-ignore -->", ...lines].join("\n");
}
