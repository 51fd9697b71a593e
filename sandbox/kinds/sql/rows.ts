import type { Cloud } from "../../cloud";
import type { Table } from "../../store/records";
import type { Instant } from "../../model";

/** Rows whose numbers follow one another, written at equal distances in time. */
export type Run = {
  readonly from: number;
  readonly to: number;
  /** When the first was acknowledged. */
  readonly start: Instant;
  /** Milliseconds from one to the next. */
  readonly step: number;
};

/** Rows that a statement deleted, by mistake or not, at an instant. */
export type Erasure = { readonly at: Instant; readonly from: number; readonly to: number };

/**
 * One history of a database: what it began with, and what was written since. Instances that
 * copy one another are on the same branch; a failover, a restoration and a clone begin a new one.
 */
export interface Branch {
  readonly id: string;
  /** The branch it came from, and up to which instant it has its rows. */
  readonly parent?: { readonly branch: string; readonly upTo: Instant };
  readonly entries: readonly (Run | Erasure)[];
}

/** A place in a history: all of a branch that happened up to an instant, that one included. */
export type Position = { readonly branch: string; readonly upTo: Instant };

const branches = (cloud: Cloud): Table<Branch> => cloud.table("sql.branch");

/** A place and those in the histories before it that it has everything of. */
export function placesOf(cloud: Cloud, place: Position): readonly Position[] {
  const parent = branches(cloud).get(place.branch)?.parent;
  if (!parent) return [place];
  const before = { branch: parent.branch, upTo: Math.min(parent.upTo, place.upTo) };
  return [place, ...placesOf(cloud, before)];
}

/** Begins a history, from nothing or from a place in another. */
export function fork(cloud: Cloud, parent?: Position): string {
  const table = branches(cloud);
  const id = String(table.size + 1);
  const from = parent && { parent: { branch: parent.branch, upTo: parent.upTo } };
  table.put(id, { id, ...from, entries: [] });
  return id;
}

/** Adds a row, acknowledged now. */
export function append(cloud: Cloud, branch: string, number: number): void {
  change(cloud, branch, (entries) => {
    const last = entries.at(-1);
    const longer = last && "step" in last ? continued(last, number, cloud.now) : undefined;
    if (longer) return [...entries.slice(0, -1), longer];
    return [...entries, { from: number, to: number, start: cloud.now, step: 0 }];
  });
}

/** Deletes rows, here and wherever this is copied to. */
export function erase(cloud: Cloud, branch: string, from: number, to: number): void {
  change(cloud, branch, (entries) => [...entries, { at: cloud.now, from, to }]);
}

/** The numbers of all rows at a place, as ranges without overlap, in order. */
export function rowsAt(cloud: Cloud, { branch, upTo }: Position): readonly Range[] {
  const found = branches(cloud).get(branch);
  if (!found) return [];
  const { parent } = found;
  const begin = parent
    ? rowsAt(cloud, { branch: parent.branch, upTo: Math.min(parent.upTo, upTo) })
    : [];
  return found.entries.reduce<readonly Range[]>((rows, entry) => {
    if ("at" in entry) return entry.at > upTo ? rows : without(rows, entry);
    const to = lastOf(entry, upTo);
    return to === undefined ? rows : including(rows, { from: entry.from, to });
  }, begin);
}

/** Row numbers, both ends included. */
export type Range = { readonly from: number; readonly to: number };

export function hasRow(rows: readonly Range[], number: number): boolean {
  return rows.some(({ from, to }) => from <= number && number <= to);
}

export function countRows(rows: readonly Range[]): number {
  return rows.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/** The rows of the first that the second hasn't got. */
export function missingRows(rows: readonly Range[], other: readonly Range[]): readonly Range[] {
  return other.reduce<readonly Range[]>((left, range) => without(left, range), rows);
}

function change(
  cloud: Cloud,
  id: string,
  edit: (entries: Branch["entries"]) => Branch["entries"],
): void {
  const table = branches(cloud);
  const branch = table.get(id);
  if (!branch) throw new Error(`there is no branch ${id}`);
  table.put(id, { ...branch, entries: edit(branch.entries) });
}

/** A run with one more row, if that follows it in number and time. */
function continued(run: Run, number: number, now: Instant): Run | undefined {
  if (number !== run.to + 1) return undefined;
  const step = run.from === run.to ? now - run.start : run.step;
  return now === run.start + step * (number - run.from) ? { ...run, to: number, step } : undefined;
}

/** The last row of a run that was written by an instant. */
function lastOf({ from, to, start, step }: Run, upTo: Instant): number | undefined {
  if (start > upTo) return undefined;
  return step === 0 ? to : Math.min(to, from + Math.floor((upTo - start) / step));
}

function including(rows: readonly Range[], more: Range): readonly Range[] {
  const last = rows.at(-1);
  if (last && last.to + 1 === more.from) return [...rows.slice(0, -1), { ...last, to: more.to }];
  if (!last || last.to < more.from) return [...rows, more];
  const sorted = [...without(rows, more), more].sort((a, b) => a.from - b.from);
  return sorted.reduce<readonly Range[]>(
    (joined, range) => (joined.length === 0 ? [range] : including(joined, range)),
    [],
  );
}

function without(rows: readonly Range[], { from, to }: Range): readonly Range[] {
  return rows.flatMap((range) => {
    if (range.to < from || range.from > to) return [range];
    const left = range.from < from ? [{ from: range.from, to: from - 1 }] : [];
    return range.to > to ? [...left, { from: to + 1, to: range.to }] : left;
  });
}
