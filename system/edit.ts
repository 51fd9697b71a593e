import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type YAMLMap,
} from "yaml";
import { formatPath, isMap as isRecord, parsePath, type Path } from "./path";

/** New values by path as a person types it, such as `regions.us-east1.state`. */
export type Edits = Readonly<Record<string, EditValue>>;

/**
 * A scalar, a map of numbers such as `instances: { us-central1: 1 }`, a list of texts such as
 * `clusters: [us-central1]`, or null, which takes the key out.
 */
export type EditValue =
  string | number | null | readonly string[] | Readonly<Record<string, number>>;

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
 * stay. A missing key is added to the map that it belongs to, which has to be there; one that is to
 * go goes with the comment beside it.
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
  if (value === null && !isNode(node)) return text;
  const edited =
    value === null
      ? removed(text, path, document)
      : isNode(node)
        ? replaced(text, path, node, value)
        : added(text, path, document, value);
  check(document, edited, path, value);
  return edited;
}

/** Nothing but the one value may have changed. */
function check(document: Document, edited: string, path: Path, value: EditValue): void {
  if (value === null) document.deleteIn(path);
  else document.setIn(path, value);
  const [wanted, got] = [document, parseDocument(edited)].map((one) =>
    JSON.stringify(sorted(one.toJS())),
  );
  if (wanted !== got) {
    throw new EditError(
      formatPath(path),
      `can't be edited in place; ${value === null ? "remove it" : `set it to ${written(value)}`} by hand`,
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

function replaced(text: string, path: Path, node: Node, value: NonNullable<EditValue>): string {
  const [from, to] = node.range ?? [];
  const plain = isScalar(node) || ((isMap(node) || isSeq(node)) && node.flow === true);
  if (from === undefined || to === undefined || !plain || node.anchor !== undefined) {
    throw new EditError(
      formatPath(path),
      `is no single value; set it to ${written(value)} by hand`,
    );
  }
  return text.slice(0, from) + written(value) + text.slice(to);
}

function added(
  text: string,
  path: Path,
  document: Document,
  value: NonNullable<EditValue>,
): string {
  const key = path.at(-1);
  const map = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(map) || typeof key !== "string") {
    throw new EditError(formatPath(path), "leads nowhere; its surroundings are not described");
  }
  const entry = `${written(key)}: ${written(value)}`;
  return map.flow ? intoFlow(text, map, entry) : intoBlock(text, map, entry);
}

/** The entry with its key: between braces with one comma, else with its line. */
function removed(text: string, path: Path, document: Document): string {
  const map = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const pair = isMap(map)
    ? map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    : undefined;
  const [start] = isNode(pair?.key) ? (pair.key.range ?? []) : [];
  const [, end] = isNode(pair?.value) ? (pair.value.range ?? []) : [];
  if (!isMap(map) || start === undefined || end === undefined) {
    throw new EditError(formatPath(path), "is no entry of a map; remove it by hand");
  }
  const [head, tail] = [text.slice(0, start), text.slice(end)];
  if (!map.flow) {
    return text.slice(0, text.lastIndexOf("\n", start - 1) + 1) + tail.replace(/^[^\n]*\n?/, "");
  }
  return /^\s*,/.test(tail)
    ? head + tail.replace(/^\s*,\s*/, "")
    : head.replace(/,?\s*$/, "") + tail;
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

function written(value: NonNullable<EditValue>): string {
  if (typeof value === "number") return String(value);
  if (isList(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value !== "string") {
    const entries = Object.entries(value).map(([key, number]) => `${written(key)}: ${number}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  const plain =
    /^([a-zA-Z][\w./-]*|\d+(?= ))( [\w./%-]+)*$/.test(value) &&
    !/^(true|false|null|yes|no|on|off)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}

/** `Array.isArray` doesn't narrow a list that is only read. */
function isList(value: EditValue): value is readonly string[] {
  return Array.isArray(value);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "range" in value;
}
