import type { Alert } from "../topology/alerts/alert";

const BEGIN = "<!-- table: alerts -->";
const END = "<!-- end -->";

/** A document with the table of a system's alerts in the place that is marked for it. */
export function withAlertTable(text: string, alerts: readonly Alert[]): string {
  const [before = "", rest = ""] = text.split(BEGIN);
  return [before, BEGIN, "\n\n", table(alerts), "\n\n", rest.slice(rest.indexOf(END))].join("");
}

function table(alerts: readonly Alert[]): string {
  const lines = [
    ["alert", "condition", "from where on", "who is told", "runbook"],
    ["---", "---", "---", "---", "---"],
    ...alerts.map((alert) => row(alert)),
  ];
  return ["<!-- prettier-ignore -->", ...lines.map((cells) => `| ${cells.join(" | ")} |`)].join(
    "\n",
  );
}

function row({ name, when, conditions, told, runbook }: Alert): readonly string[] {
  const joined = (texts: readonly string[]) => texts.join(when === "all" ? " **and** " : "; ");
  const people = told.map(({ person, by }) => (by === "pager" ? `${person} (pager)` : person));
  return [
    `\`${name}\``,
    joined(conditions.map(({ title }) => title)),
    joined(conditions.map(({ limit }) => limit)),
    people.join(", "),
    `\`${runbook}\``,
  ];
}
