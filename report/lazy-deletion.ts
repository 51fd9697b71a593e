import { traitsOf } from "../system/kinds/kinds";
import { DELETION_STAGES } from "../system/kinds/traits";
import type { System } from "../system/schema/system";
import { formatDuration } from "../system/units";

const BEGIN = "<!-- table: stages -->";
const END = "<!-- end -->";

/** A document with the stages of every store of these systems in the place that is marked for it. */
export function withDeletionTable(text: string, systems: readonly System[]): string {
  const [before = "", rest = ""] = text.split(BEGIN);
  const after = rest.slice(rest.indexOf(END));
  return [before, BEGIN, "\n\n", table(systems), "\n\n", after].join("");
}

function table(systems: readonly System[]): string {
  const rows = systems.flatMap(({ name, data }) =>
    Object.entries(data).map(([store, spec]) => {
      const { deletion } = traitsOf(spec, store);
      const cells = DELETION_STAGES.map((stage) => {
        const found = deletion[stage];
        return found ? `${found.from}: ${formatDuration(found.lasts)}` : "nothing";
      });
      return [name, `\`${store}\` (${spec.kind})`, ...cells];
    }),
  );
  const lines = [
    ["system", "store", "trash", "soft deletion", "gone but for copies"],
    ["---", "---", "---", "---", "---"],
    ...rows,
  ];
  const printed = lines.map((cells) => `| ${cells.join(" | ")} |`);
  return ["<!-- prettier-ignore -->", ...printed].join("\n");
}
