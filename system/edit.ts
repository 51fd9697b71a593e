import { isMap, isScalar, parseDocument, type Document, type Node, type YAMLMap } from "yaml";
import { formatPath, isMap as isRecord, parsePath, type Path } from "./path";

/** New values by path as a person types it, such as `regions.us-east1.state`. */
export type Edits = Readonly<Record<string, EditValue>>;

/** A scalar, or a map of numbers such as `instances: { us-central1: 1 }`. */
export type EditValue = string | number | Readonly<Record<string, number>>;

/** Why a description can't be edited at a path. */
export class EditError extends Error {
  override readonly name = "EditError";
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/**
 * The text with other values in it, and nothing else changed: comments, order, quotes and blanks
 * stay. A missing key is added to the map that it belongs to, which has to be there.
 * @throws EditError if a path leads nowhere or can't be edited in place
 */
export function editDescription(text: string, edits: Edits): string {
  return Object.entries(edits).reduce((edited, [path, value]) => {
    const steps = parsePath(path);
    if (!steps) throw new EditError(path, "is not a path");
    return edit(edited, steps, value);
  }, text);
}

function edit(text: string, path: Path, value: EditValue): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw new EditError(formatPath(path), "the file is no YAML");
  const node = document.getIn(path, true);
  const edited = isNode(node)
    ? replaced(text, path, node, value)
    : added(text, path, document, value);
  check(document, edited, path, value);
  return edited;
}

/** Nothing but the one value may have changed. */
function check(document: Document, edited: string, path: Path, value: EditValue): void {
  document.setIn(path, value);
  const [wanted, got] = [document, parseDocument(edited)].map((one) =>
    JSON.stringify(sorted(one.toJS())),
  );
  if (wanted !== got) {
    throw new EditError(
      formatPath(path),
      `can't be edited in place; set it to ${written(value)} by hand`,
    );
  }
}

/** A value whose maps all have their keys in order, so that two alike have one text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort((a, b) => (a < b ? -1 : 1))
      .map((key) => [key, sorted(value[key])]),
  );
}

function replaced(text: string, path: Path, node: Node, value: EditValue): string {
  const [from, to] = node.range ?? [];
  const plain = isScalar(node) || (isMap(node) && node.flow === true);
  if (from === undefined || to === undefined || !plain || node.anchor !== undefined) {
    throw new EditError(
      formatPath(path),
      `is no single value; set it to ${written(value)} by hand`,
    );
  }
  return text.slice(0, from) + written(value) + text.slice(to);
}

function added(text: string, path: Path, document: Document, value: EditValue): string {
  const key = path.at(-1);
  const map = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(map) || typeof key !== "string") {
    throw new EditError(formatPath(path), "leads nowhere; its surroundings are not described");
  }
  const entry = `${written(key)}: ${written(value)}`;
  return map.flow ? intoFlow(text, map, entry) : intoBlock(text, map, entry);
}

/** Before the closing brace, after the last entry. */
function intoFlow(text: string, map: YAMLMap, entry: string): string {
  const [, end = 0] = map.range ?? [];
  const body = text.slice(0, end - 1);
  const kept = body.trimEnd();
  const comma = map.items.length === 0 || kept.endsWith(",") ? " " : ", ";
  return `${kept}${comma}${entry}${body.slice(kept.length) || " "}${text.slice(end - 1)}`;
}

/** On a line of its own before the first entry, where no comment can be torn from what it is about. */
function intoBlock(text: string, map: YAMLMap, entry: string): string {
  const [start = 0] = map.range ?? [];
  const column = start - (text.lastIndexOf("\n", start - 1) + 1);
  return `${text.slice(0, start)}${entry}\n${" ".repeat(column)}${text.slice(start)}`;
}

function written(value: EditValue): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") {
    const entries = Object.entries(value).map(([key, number]) => `${written(key)}: ${number}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  const plain =
    /^[a-zA-Z][\w./-]*( [\w./%-]+)*$/.test(value) &&
    !/^(true|false|null|yes|no|on|off)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "range" in value;
}
