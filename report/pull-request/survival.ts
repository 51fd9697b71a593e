import { isBlock, listAt, textAt } from "../../inventory/values";
import type { BeforeAfter } from "./before-after";
import { code, plain, table } from "./markdown";

/** What the comment reads of one loss that stops something, of `standby survive --json`. */
export interface SurvivedHit {
  readonly loss: string;
  readonly what: string;
  readonly outcome: string;
  readonly because: string;
  readonly accepted: boolean;
}

/** Reads what `standby survive --json` prints. Throws an `Error` if it is no such list. */
export function readSurvival(json: unknown): readonly SurvivedHit[] {
  if (!Array.isArray(json) || !json.every((one) => isBlock(one) && Array.isArray(one["hits"]))) {
    throw new Error(`it is no list with "hits"; give it what standby survive --json prints`);
  }
  return json.flatMap((system: unknown) =>
    listAt(system, "hits").map((hit) => ({
      loss: [textAt(hit, "loss.kind"), textAt(hit, "loss.name")].join(" "),
      what: textAt(hit, "what") ?? "",
      outcome: textAt(hit, "outcome") ?? "",
      because: textAt(hit, "because") ?? "",
      accepted: textAt(hit, "accepted") !== undefined,
    })),
  );
}

/** What stops, or no longer stops, when something is lost. */
export function survivalLines(
  before: readonly SurvivedHit[] | undefined,
  after: readonly SurvivedHit[],
): readonly string[] {
  const ends = after.filter(isSurprise);
  const state =
    ends.length === 0
      ? "No loss of a zone, a region or a key ends anything that nobody has accepted."
      : `**${ends.length} times a loss ends something that nobody has accepted.**`;
  if (before === undefined) return [state, ""];
  const [old, fresh] = [before, after].map((hits) => new Map(hits.map((hit) => [keyOf(hit), hit])));
  const keys = [...new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])])].sort();
  const rows = keys.flatMap((key) => {
    const [was, is] = [old?.get(key), fresh?.get(key)];
    if (was?.outcome === is?.outcome) return [];
    // What each single resource stops is a long list, and somebody would have to delete it first.
    if (key.startsWith("resource ") && !(is && isSurprise(is))) return [];
    const { loss = "", what = "", because = "" } = is ?? was ?? {};
    const now = is && isSurprise(is) ? `🔴 **${is.outcome}**` : plain(is?.outcome ?? "goes on");
    return [
      [code(loss), code(what), plain(was?.outcome ?? "goes on"), now, plain(is ? because : "")],
    ];
  });
  const most = rows.slice(0, MOST);
  const left = rows.length - most.length;
  return [
    rows.length === 0 ? `${state} Nothing of that changes.` : state,
    "",
    ...table(["Without", "this", "before", "after", "because"], most),
    ...(left > 0 ? [`${left} more are in the artifact of this run.`, ""] : []),
  ];
}

const MOST = 15;

/** What a loss ends and didn't; all that it ends, where the base is unknown. */
export function newSurprises({
  before = [],
  after,
}: BeforeAfter<readonly SurvivedHit[]>): readonly SurvivedHit[] {
  const old = new Set(before.filter(isSurprise).map(keyOf));
  return after.filter((hit) => isSurprise(hit) && !old.has(keyOf(hit)));
}

function isSurprise({ outcome, accepted }: SurvivedHit): boolean {
  return outcome === "doesn't survive" && !accepted;
}

function keyOf({ loss, what }: SurvivedHit): string {
  return `${loss}\n${what}`;
}
