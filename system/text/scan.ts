import { CST, Lexer } from "yaml";
import { codePoint } from "./characters";

/** Something that forbids to read on, by its offset in the text. */
export interface Obstacle {
  readonly at: number;
  readonly message: string;
}

const LIMITS = { characters: 1_000_000, tokens: 400_000, values: 20_000, nesting: 32, indent: 200 };

/**
 * Looks over a text before it is parsed. What would cost the parser time or memory (size,
 * nesting) or give a text a second meaning (aliases, tags, directives) ends here; a description
 * needs none of it. The lexer streams, so a hostile text is left at its first excess.
 */
export function scan(text: string): readonly Obstacle[] {
  if (text.length > LIMITS.characters) {
    const size = (text.length / 1e6).toFixed(1);
    return [{ at: 0, message: `is ${size} MB long; a description has at most 1 MB` }];
  }
  const obstacles = characters(text);
  return obstacles.length > 0 ? obstacles : tokens(text);
}

function characters(text: string): Obstacle[] {
  // The text may hold tabs and both kinds of line ends, which YAML knows how to place.
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]|\r(?!\n)/g; // oxlint-disable-line no-control-regex
  return [...text.matchAll(forbidden)].slice(0, 10).map(({ index, 0: character }) => ({
    at: index,
    message:
      character === "\ufffd"
        ? "is not valid UTF-8 here; save the file as UTF-8"
        : character === "\r"
          ? "has a line that ends in a carriage return alone; save the file with LF or CRLF"
          : `holds the control character ${codePoint(character)}; remove it`,
  }));
}

const REFUSED: Partial<Record<string, (source: string) => string>> = {
  anchor: (source) => `has the anchor "${source}"; write the value out wherever it is wanted`,
  alias: (source) => `has the alias "${source}"; write the value out, or quote it if it is text`,
  tag: (source) => `has the tag "${source}"; remove it, or quote it if it is text`,
  "directive-line": (source) => `has the directive "${source}"; remove it`,
};

function tokens(text: string): Obstacle[] {
  const obstacles: Obstacle[] = [];
  let [at, count, values, flow, compact] = [0, 0, 0, 0, 0];
  let scalar = false;
  for (const source of new Lexer().lex(text)) {
    const type: string | null = scalar ? "scalar" : CST.tokenType(source);
    scalar = type === "scalar" && source === CST.SCALAR && !scalar;
    if (scalar || type === "doc-mode" || type === "flow-error-end") continue;
    if (type === "newline") compact = 0;
    if (type === "seq-item-ind" || type === "explicit-key-ind") compact += 1;
    if (type === "flow-map-start" || type === "flow-seq-start") flow += 1;
    if (type === "flow-map-end" || type === "flow-seq-end") flow -= 1;
    if (type?.includes("scalar") || type?.endsWith("-start")) values += 1;
    count += 1;
    const deep = flow + compact > LIMITS.nesting || (type === "space" && indent(source, at, text));
    if (deep)
      return [{ at, message: `is nested deeper than ${LIMITS.nesting} levels; flatten it` }];
    if (values > LIMITS.values || count > LIMITS.tokens) {
      return [{ at, message: "holds more than 20,000 values; describe less in one file" }];
    }
    const refused = REFUSED[type ?? ""]?.(source.trim());
    if (refused !== undefined && obstacles.push({ at, message: refused }) >= 10) return obstacles;
    at += source.length;
  }
  return obstacles;
}

function indent(source: string, at: number, text: string): boolean {
  return (
    source.length > LIMITS.indent && (at === 0 || text[at - 1] === "\n") && !source.includes("\n")
  );
}
