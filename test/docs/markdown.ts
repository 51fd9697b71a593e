import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The project's folder. */
export const PROJECT = path.resolve(__dirname, "../..");

const FOREIGN = new Set(["node_modules", "coverage"]);

export const read = (file: string): string => readFileSync(path.join(PROJECT, file), "utf8");

/** All Markdown files of the project, from its folder. */
export function markdownFiles(folder = ""): readonly string[] {
  return readdirSync(path.join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith(".") || FOREIGN.has(entry.name) ? [] : markdownFiles(file);
    }
    return entry.name.endsWith(".md") ? [file] : [];
  });
}

export interface Fence {
  /** What stands after the opening marks, such as `console`. */
  readonly language: string;
  readonly lines: readonly string[];
}

/** The fenced blocks of a text, in their order. */
export function fences(text: string): readonly Fence[] {
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = "", body = ""]) => ({
    language,
    lines: body.split("\n").slice(0, -1),
  }));
}

/** The commands under a heading of the third level, one text for each block. */
export function commands(text: string, heading: string): readonly string[] {
  const [, section = ""] = text.split(`\n### ${heading}\n`);
  const [own = ""] = section.split(/\n##+ /);
  return fences(own)
    .filter(({ language }) => language === "sh")
    .map(({ lines }) => lines.join("\n"));
}

/** Prose alone: fenced blocks and quoted names are left out. */
export function prose(text: string): string {
  return text.replace(/^```.*?^```$/gms, "").replace(/`[^`]*`/g, "");
}

/** A table's rows, cell by cell, by the title of its first column; the title itself is left out. */
export function table(text: string, title: string): readonly (readonly string[])[] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => cells(line)[0] === title);
  if (start < 0) return [];
  const rest = lines.slice(start + 2);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return rest.slice(0, end < 0 ? undefined : end).map(cells);
}

/** The quoted names in a cell. */
export function quoted(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

function cells(line: string): readonly string[] {
  return line.startsWith("|")
    ? line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim())
    : [];
}
