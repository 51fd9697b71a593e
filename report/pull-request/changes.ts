import type { Change, GatedPreview } from "../../policy/gate/change";
import { placeIn } from "../../policy/gate/regions";
import { code, folded, plain, table } from "./markdown";

const WORDS = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
} as const;
type Word = keyof typeof WORDS;
const OPS = Object.keys(WORDS) as readonly Word[]; // the keys just above

/** How many changes are listed; a rename of the whole system has hundreds. */
const MOST = 60;

interface Placed {
  readonly place: string;
  readonly op: Word;
  readonly change: Change;
}

/** What changes in each region: counts, then in red what is replaced or deleted, then all of it. */
export function changeLines(previews: readonly GatedPreview[]): readonly string[] {
  const changes = previews.flatMap(placedChanges);
  if (changes.length === 0) return ["Nothing that is deployed changes.", ""];
  const places = [...new Set(changes.map(({ place }) => place))].sort();
  const count = (place: string, op: Word) =>
    changes.filter((one) => one.place === place && one.op === op).length;
  const rows = places.map((place) => [place, ...OPS.map((op) => String(count(place, op) || ""))]);
  return [
    ...table(["Where", ...OPS.map((op) => WORDS[op])], rows),
    ...redLines(changes.filter(({ op }) => op === "replace" || op === "delete")),
    ...listLines(changes),
  ];
}

function placedChanges(preview: GatedPreview): readonly Placed[] {
  const placeOf = placeIn(preview);
  return preview.changes.flatMap((change): Placed[] => {
    const op = OPS.find((word) => word === change.op);
    return change.custom && op ? [{ place: placeOf(change) ?? "all regions", op, change }] : [];
  });
}

/** A block of removed lines is what GitHub shows in red. */
function redLines(changes: readonly Placed[]): readonly string[] {
  if (changes.length === 0) return [];
  const lines = changes.map(({ place, op, change }) => {
    const because = change.replacing.length > 0 ? ` because of ${change.replacing.join(", ")}` : "";
    return `- ${WORDS[op]}: ${oneLine(`${change.kind} ${change.name}`)} in ${oneLine(place + because)}`;
  });
  return ["```diff", ...shortened(lines), "```", ""];
}

function listLines(changes: readonly Placed[]): readonly string[] {
  const rows = changes.map(({ place, op, change }) => [
    plain(place),
    WORDS[op],
    code(`${change.kind} ${change.name}`),
    change.op === "update" ? code(change.paths.slice(0, 3).join(" ")) + more(change) : "",
  ]);
  const title = `All ${changes.length} changes`;
  const shown = rows.slice(0, MOST);
  const left = rows.length - shown.length;
  return folded(title, [
    ...table(["Where", "", "What", "In"], shown),
    ...(left > 0 ? [`${left} more are in the artifact of this run.`, ""] : []),
  ]);
}

function more({ paths }: Change): string {
  return paths.length > 3 ? ` and ${paths.length - 3} more` : "";
}

function shortened(lines: readonly string[]): readonly string[] {
  const left = lines.length - MOST;
  return left > 0 ? [...lines.slice(0, MOST), `- and ${left} more`] : lines;
}

/** Inside a fence only a fence would end it, and that needs a line of its own. */
function oneLine(text: string): string {
  return text.replace(/[\s`]+/g, " ");
}
