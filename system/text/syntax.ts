import type { YAMLError } from "yaml";

type Code = YAMLError["code"];

const SENTENCES: Partial<Record<Code, string>> = {
  BAD_DQ_ESCAPE: 'has an unknown escape after "\\"; use single quotes, or write "\\\\"',
  BAD_INDENT: "is not indented like the lines it belongs to; line it up with them",
  BAD_SCALAR_START: 'begins with "@" or "`", which YAML reserves; quote it',
  BLOCK_AS_IMPLICIT_KEY: 'has a second ": " in one line; quote the text, or begin a new line',
  BLOCK_IN_FLOW: "starts an indented block inside braces or brackets; write it in one style",
  KEY_OVER_1024_CHARS: 'has a key of more than 1024 characters; is a ":" missing?',
  MISSING_CHAR: "lacks a closing quote, bracket, comma or blank",
  MULTILINE_IMPLICIT_KEY: 'lacks a ":" after the key',
  MULTIPLE_DOCS: 'begins a second document; keep one, without the line "---"',
  NON_STRING_KEY: "has a list or a map as a key; write a name",
  TAB_AS_INDENT: "is indented with a tab; use blanks",
  UNEXPECTED_TOKEN:
    "is not expected here; check the lines above for indentation, quotes and colons",
};

/** A syntax error of YAML in words for people who never read its specification. */
export function syntaxMessage({ code, message }: YAMLError): string {
  if (code === "MISSING_CHAR") {
    const closing = /closing (.)quote/.exec(message)?.[1];
    if (closing) return `has a quote (${closing}) that is not closed by here; close it`;
  }
  if (code === "BAD_INDENT" && message.includes("end with a")) {
    return `has a bracket or brace that is not closed by here; end it with "${message.at(-1) ?? "}"}"`;
  }
  return (
    SENTENCES[code] ?? `is not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`
  );
}
