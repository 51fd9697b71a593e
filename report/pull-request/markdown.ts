/** Text that came from somewhere else, so that it formats, links and calls nobody. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>|~]/g, "\\$&")
    .replace(/[@#](?=\w)/g, "$&\u200b")
    .replace(/:\/\//g, ":\u200b//");
}

/** A name or a path, as it stands. */
export function code(text: string): string {
  return `\`${text.replace(/[`|\s]+/g, " ")}\``;
}

/** Rows under a head; nothing for no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}

/** Something that a reader may open. */
export function folded(title: string, lines: readonly string[]): string[] {
  return [`<details><summary>${title}</summary>`, "", ...lines, "</details>", ""];
}
