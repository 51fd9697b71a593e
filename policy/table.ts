import type { PolicyRule } from "./rule";
import { policyRules } from "./rules/index";

const BEGIN = "<!-- table: rules -->";
const END = "<!-- end -->";

/** A document with the table of all rules in the place that is marked for it. */
export function withRuleTable(text: string): string {
  const [before = "", rest = ""] = text.split(BEGIN);
  const after = rest.slice(rest.indexOf(END));
  return [before, BEGIN, "\n\n", table(), "\n\n", after].join("");
}

function table(): string {
  const lines = [
    [
      "rule",
      "what has to hold",
      "why, and where we decide otherwise",
      "mend",
      "applies to",
      "severity",
    ],
    ["---", "---", "---", "---", "---", "---"],
    ...policyRules.map(rowOf),
  ];
  return ["<!-- prettier-ignore -->", ...lines.map((cells) => `| ${cells.join(" | ")} |`)].join(
    "\n",
  );
}

function rowOf({ id, title, source, fix, applies, scope, severity }: PolicyRule): string[] {
  const whole = scope === "system" ? "; needs all stacks" : "";
  return [id, title, source, fix, `${applies.to}${whole}`, severity];
}
