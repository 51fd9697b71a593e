/** Lines of at most `width` characters, broken between words; those after the first are set in. */
export function wrapped(text: string, width: number, indent: string): readonly string[] {
  const lead = /^ */.exec(text)?.[0] ?? "";
  const lines: string[] = [];
  let line = lead;
  let empty = true;
  for (const word of text.slice(lead.length).split(" ")) {
    const longer = empty ? `${line}${word}` : `${line} ${word}`;
    if (!empty && longer.length > width) {
      lines.push(line.trimEnd());
      line = `${indent}${word}`;
    } else line = longer;
    empty = false;
  }
  return [...lines, line];
}
