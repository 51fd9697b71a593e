import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { fences, PROJECT, read } from "./markdown";

/** The recipe, as the blocks of code that it consists of. */
const RECIPE = "docs/add-a-data-kind.md";
const LEFT_OUT = new Set(["node_modules", "test", "docs", "coverage"]);

/** A copy of the project, without its tests, in which somebody may try something out. */
export function copyOfProject(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "standby-kind-"));
  for (const entry of fs.readdirSync(PROJECT)) {
    if (entry.startsWith(".") || LEFT_OUT.has(entry)) continue;
    fs.cpSync(path.join(PROJECT, entry), path.join(folder, entry), { recursive: true });
  }
  fs.symlinkSync(path.join(PROJECT, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/** Does what the recipe says to one copy, as far as it is about these files. */
export function follow(folder: string, about: (file: string) => boolean): readonly string[] {
  return fences(read(RECIPE)).flatMap(({ language, lines }) => {
    const [first = "", ...rest] = lines;
    const file = first.replace(/^(\/\/|#) /, "");
    if ((language !== "ts" && language !== "diff") || !about(file)) return [];
    const target = path.join(folder, file);
    const text = language === "ts" ? whole(target, rest) : changed(target, rest);
    fs.writeFileSync(target, text);
    return [file];
  });
}

/** A new file: nothing of the project is overwritten. */
function whole(target: string, lines: readonly string[]): string {
  if (fs.existsSync(target)) throw new Error(`${target} is there already`);
  return `${lines.join("\n")}\n`;
}

/** Lines that are added, each after the one that stands before it in the recipe. */
function changed(target: string, lines: readonly string[]): string {
  const text = fs.readFileSync(target, "utf8").split("\n");
  let at = -1;
  for (const line of lines) {
    if (line.startsWith("+")) {
      at += 1;
      text.splice(at, 0, line.slice(1));
    } else {
      at = text.indexOf(line.slice(1), at + 1);
      if (at < 0) throw new Error(`${target} has no line "${line.slice(1)}" there`);
    }
  }
  return text.join("\n");
}
