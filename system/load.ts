import { nearest } from "./nearest";
import { overlay, overlayNames } from "./overlay";
import { formatPath, isMap, type Path } from "./path";
import type { Problem } from "./problem";
import type { Draft, Issue, Relation } from "./relation";
import { RELATIONS } from "./relations";
import { MOST_SHOWN } from "./report";
import { system, type System } from "./schema/system";
import { shape, type Shaped } from "./shape";
import { readYaml, type Spots, type Tree } from "./text/tree";
import { suppose } from "./what-if";

/** A system description as a person wrote it, and how it is to be read. */
export interface Source {
  /** As the person typed it, for messages. */
  readonly path: string;
  readonly text: string;
  /** Overlay that is laid over the description; left out: none. */
  readonly overlay?: string;
  /** Values by path that replace those in the file, such as `"standby": "hot"`. */
  readonly whatIf?: Readonly<Record<string, unknown>>;
}

/** The system, or everything that keeps the description from being one. */
export type Loaded = { readonly system: System } | { readonly problems: readonly Problem[] };

/**
 * Reads a description. All that is wrong with it is said at once: first what cannot be parsed;
 * if that is nothing, then each value and key, this layer's relations and the caller's, and the
 * overlays that nobody asked for, so that a broken one shows before it is needed.
 */
export function loadSystem(source: Source, relations: readonly Relation[] = []): Loaded {
  const tree = readYaml(source.text);
  if ("obstacles" in tree) {
    return { problems: tree.obstacles.map((obstacle) => ({ path: "", ...obstacle })) };
  }
  const { value } = tree;
  if (!isMap(value)) {
    const [issue = { message: notAMap(value) }] = tree.issues;
    return { problems: [{ path: "", line: 1, column: 1, message: issue.message }] };
  }

  const check = checker([...RELATIONS, ...relations]);
  const report = new Report(tree.spots);
  report.add(tree.issues);
  const read = (overlaid: unknown, at: Path = []) =>
    check(overlaid, (path) => (tree.spots.get([...at, ...path]) ?? tree.spots.get(path))?.source);
  const base = read(value);
  if (source.overlay === undefined && source.whatIf === undefined) {
    report.add(base.issues);
    // Over a part that is misspelt or wrong by itself, an overlay would look wrong as well.
    const sound = base.system !== undefined && base.issues.length < MOST_SHOWN;
    const overlays = sound ? overlayNames(value) : [];
    for (const name of overlays) {
      const { value: overlaid, issues } = overlay(value, name);
      report.addOverlay(name, issues, base.issues);
      report.addOverlay(name, read(overlaid, ["overlays", name]).issues, base.issues);
    }
    return report.result(base);
  }
  return supposed(source, tree, base, read, report);
}

/** The description under an overlay and what-ifs. */
function supposed(
  { overlay: name, whatIf = {} }: Source,
  { value, spots }: Tree,
  base: Checked,
  read: (overlaid: unknown, at?: Path) => Checked,
  report: Report,
): Loaded {
  const names = overlayNames(value);
  if (name !== undefined && !names.includes(name)) {
    report.add([{ path: ["overlays"], message: unknownOverlay(name, names) }]);
    return report.result(base);
  }
  const laid = name === undefined ? { value, issues: [] } : overlay(value, name);
  const { value: raw, paths, issues } = suppose(laid.value, whatIf);
  const at = name === undefined ? [] : ["overlays", name];
  const result = read(raw, at);
  const isSupposed = ({ path }: Issue) =>
    paths.some(
      (put) =>
        startsWith(path, put) ||
        (startsWith(put, path) && !spots.get(path) && !spots.get([...at, ...path])),
    );
  report.addSupposed([...issues, ...result.issues.filter(isSupposed)]);
  const rest = result.issues.filter((issue) => !isSupposed(issue));
  if (name === undefined) report.add(rest);
  else report.addOverlay(name, [...laid.issues, ...rest], base.issues, rest);
  return report.result(result);
}

interface Checked extends Shaped {
  readonly draft: Draft;
}

function checker(relations: readonly Relation[]) {
  return (raw: unknown, sourceAt: (path: Path) => string | undefined): Checked => {
    const shaped = shape(raw, sourceAt);
    const related = relations.flatMap((relation) => relation(shaped.draft));
    return { ...shaped, issues: [...shaped.issues, ...related] };
  };
}

/** Collects problems with their places. */
class Report {
  private readonly problems = new Map<string, Problem>();

  constructor(private readonly spots: Spots) {}

  add(issues: readonly Issue[]): void {
    for (const { path, message } of issues) this.place(path, message);
  }

  addSupposed(issues: readonly Issue[]): void {
    for (const { path, message } of issues) {
      this.keep({ path: formatPath(path), message, whatIf: true });
    }
  }

  /** What is wrong under an overlay only is the overlay's; it is shown where the overlay comes closest. */
  addOverlay(
    name: string,
    issues: readonly Issue[],
    base: readonly Issue[],
    shared: readonly Issue[] = [],
  ): void {
    const key = ({ path, message }: Issue) => JSON.stringify([path, message]);
    const known = new Set(base.map(key));
    for (const issue of issues) {
      if (!known.has(key(issue))) this.place(["overlays", name, ...issue.path], issue.message);
      else if (shared.includes(issue)) this.place(issue.path, issue.message);
    }
  }

  result({ system: valid }: Checked): Loaded {
    const problems = [...this.problems.values()];
    if (valid !== undefined && problems.length === 0) return { system: valid };
    return { problems: problems.toSorted((a, b) => order(a) - order(b)) };
  }

  private place(path: Path, message: string): void {
    const { spot } = this.spots.closest(path);
    const at = spot ?? { line: 1, column: 1 };
    this.keep({ path: formatPath(path), line: at.line, column: at.column, message });
  }

  /** One problem to a place and sentence; a value that could not be read is not missing too. */
  private keep(problem: Problem): void {
    const echo = problem.message.startsWith("is missing;") && this.has(problem.path);
    if (!echo) this.problems.set(`${problem.path} ${problem.message}`, problem);
  }

  private has(path: string): boolean {
    return [...this.problems.values()].some((problem) => problem.path === path);
  }
}

function order({ line = Infinity, column = 0 }: Problem): number {
  return line === Infinity ? Number.MAX_SAFE_INTEGER : line * 1e6 + column;
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => path[index] === step);
}

function unknownOverlay(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  if (meant !== undefined) return `"${name}" is not one of the overlays; did you mean "${meant}"?`;
  return `"${name}" is not one of the overlays; there ${names.length === 0 ? "are none" : `are ${names.join(", ")}`}`;
}

function notAMap(value: unknown): string {
  const needed = Object.keys(system.shape).filter(
    (key) => !system.shape[key as keyof typeof system.shape].safeParse(undefined).success,
  ); // its own keys
  const found =
    value === null || value === undefined
      ? "is empty"
      : `holds ${Array.isArray(value) ? "a list" : "a single value"} at the top`;
  return `${found}; needs a map with ${needed.join(", ")}`;
}
