import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from "yaml";
import type { Path } from "../path";
import type { Issue } from "../relation";
import { hiddenCharacter } from "./characters";
import { isReserved } from "./reserved";
import { scan, type Obstacle } from "./scan";
import { syntaxMessage } from "./syntax";

/** Where a value stands in its text. */
export interface Spot {
  readonly line: number;
  readonly column: number;
  /** The scalar as it is written there: `0777`, `.inf`, `~`. */
  readonly source?: string;
}

/** Positions of all values of a text by path. */
export interface Spots {
  /** Of the value at a path. */
  get(path: Path): Spot | undefined;
  /** Of the value at a path, or else of the closest one around it that is there. */
  closest(path: Path): { readonly spot?: Spot; readonly depth: number };
}

/** A text as plain data. `issues` are values that were left out of it. */
export interface Tree {
  readonly value: unknown;
  readonly spots: Spots;
  readonly issues: readonly Issue[];
}

/** Why a text cannot be read, with positions. */
export interface Unreadable {
  readonly obstacles: readonly (Spot & { readonly message: string })[];
}

const DEEPEST = 32;

/** More than any description has; it keeps the search for a misspelt reference short. */
const MOST = { keys: 100, items: 500 };

/** Reads YAML 1.2 into plain data that is safe to walk, merge and use as maps. */
export function readYaml(typed: string): Tree | Unreadable {
  const text = typed.replace(/^\uFEFF/, ""); // editors on Windows put a byte order mark first
  const lines = new LineCounter();
  const found = scan(text);
  if (found.length > 0) return unreadable(found, text);
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: false,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false, // its search is quadratic; the reader below has a set
  });
  if (document.errors.length > 0) {
    const errors = document.errors.slice(0, 10);
    return unreadable(
      errors.map((error) => ({ at: error.pos[0], message: syntaxMessage(error) })),
      text,
    );
  }
  const reader = new Reader(lines);
  const value = reader.read(document.contents, []);
  return { value, spots: reader, issues: reader.issues };
}

function unreadable(obstacles: readonly Obstacle[], text: string): Unreadable {
  const place = ({ at, message }: Obstacle) => {
    const before = text.slice(0, at).split("\n");
    return { line: before.length, column: (before.at(-1) ?? "").length + 1, message };
  };
  // One slip can make the parser stumble over and over in the same line.
  const placed = obstacles.map(place);
  const first = placed.filter((o, index) => placed.findIndex((p) => p.line === o.line) === index);
  return { obstacles: first };
}

class Reader implements Spots {
  readonly issues: Issue[] = [];
  private readonly places = new Map<string, Spot>();

  constructor(private readonly lines: LineCounter) {}

  get(path: Path): Spot | undefined {
    return this.places.get(JSON.stringify(path));
  }

  closest(path: Path): { spot?: Spot; depth: number } {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const spot = this.get(path.slice(0, depth));
      if (spot) return { spot, depth };
    }
    return { depth: 0 };
  }

  read(node: unknown, path: Path): unknown {
    if (path.length > DEEPEST) {
      this.issues.push({ path, message: `is nested deeper than ${DEEPEST} levels; flatten it` });
      return undefined;
    }
    if (isMap(node)) {
      const tooMany = this.tooMany(path, node.items.length, MOST.keys, "entries");
      return tooMany ? undefined : this.map(node.items, path);
    }
    if (isSeq(node)) {
      if (this.tooMany(path, node.items.length, MOST.items, "items")) return undefined;
      return node.items.map((item, index) => {
        const at = [...path, index];
        this.mark(at, item);
        return this.read(item, at);
      });
    }
    return isScalar(node) ? this.scalar(node.value, path) : null;
  }

  private tooMany(path: Path, count: number, most: number, what: string): boolean {
    if (count <= most) return false;
    this.issues.push({ path, message: `has ${count} ${what}; at most ${most} are read` });
    return true;
  }

  private map(pairs: readonly Pair[], path: Path): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    for (const { key, value } of pairs) {
      const word = String(isScalar(key) ? key.value : key);
      const at = [...path, word];
      const first = this.get(at);
      const wrong = keyProblem(word, entries.has(word) ? first?.line : undefined);
      this.mark(at, key, value);
      if (wrong === undefined) entries.set(word, this.read(value, at));
      else this.issues.push({ path: at, message: wrong });
    }
    return Object.fromEntries(entries);
  }

  private scalar(value: unknown, path: Path): unknown {
    const hidden = typeof value === "string" ? hiddenCharacter(value) : undefined;
    if (hidden === undefined) return value;
    this.issues.push({
      path,
      message: `holds a character that cannot be seen: ${hidden}; remove it`,
    });
    return undefined;
  }

  private mark(path: Path, node: unknown, value: unknown = node): void {
    const { line, col } = this.lines.linePos((node as Node | null)?.range?.[0] ?? 0); // only nodes
    const source = isScalar(value) ? value.source : undefined;
    const spot = { line, column: col, ...(source === undefined ? {} : { source }) };
    this.places.set(JSON.stringify(path), spot);
  }
}

function keyProblem(word: string, firstLine: number | undefined): string | undefined {
  const hidden = hiddenCharacter(word);
  if (hidden !== undefined) return `has a character that cannot be seen: ${hidden}; remove it`;
  if (isReserved(word)) return `is a reserved key; choose another name than "${word}"`;
  if (firstLine !== undefined) return `is there already in line ${firstLine}; keep one of the two`;
  return undefined;
}
