import { editDescription, EditError } from "../system/edit";
import type { Changes } from "../assessment/fix/option";

/** The edits of a description as a reviewer would see them: the lines that go and those that come. */
export function editLines(text: string, edits: Changes): readonly string[] {
  const lines: string[] = [];
  let edited = text;
  for (const [path, value] of Object.entries(edits)) {
    try {
      const next = editDescription(edited, { [path]: value });
      lines.push(...hunkOf(edited, next));
      edited = next;
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      lines.push(`${error.path}  ${error.message}`);
    }
  }
  return lines;
}

/** One edit changes one place, so all that is alike before and behind it is left out. */
function hunkOf(before: string, after: string): readonly string[] {
  const [old, fresh] = [before.split("\n"), after.split("\n")];
  const most = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < most && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
  const gone = old.slice(head, old.length - tail).map((line) => `- ${line}`);
  const come = fresh.slice(head, fresh.length - tail).map((line) => `+ ${line}`);
  return gone.length + come.length === 0 ? [] : [`line ${head + 1}`, ...gone, ...come];
}
