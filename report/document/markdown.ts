import { code, folded, plain, table } from "../pull-request/markdown";
import { type Block, type Cell, type Document, type Inline, type Text, wordsOf } from "./model";

/** A document as Markdown: pictures are the sentences that say what they show. */
export function markdownOf({ title, about, sections }: Document): string {
  const lines = [
    `# ${plain(title)}`,
    "",
    about.map(plain).join(" · "),
    "",
    ...sections.flatMap(({ title: name, content }) => [
      `## ${plain(name)}`,
      "",
      ...content.flatMap((block) => blockLines(block, 3)),
    ]),
  ];
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

/** `level`: of a heading that stands in it. */
function blockLines(block: Block, level: number): readonly string[] {
  switch (block.is) {
    case "text":
      return [inline(block.text), ""];
    case "heading":
      return [`${"#".repeat(level)} ${plain(block.title)}`, ""];
    case "list":
      return bullets(block.items);
    case "code":
      return ["```yaml", ...block.lines, "```", ""];
    case "tiles":
      return table(
        ["", "", ""],
        block.tiles.map(({ label, value, note }) => [
          ...[plain(label), `**${plain(value)}**`, plain(note)],
        ]),
      ).slice();
    case "table":
      return tableLines(block);
    case "matrix":
      return matrixLines(block);
    case "picture":
      return bullets(block.says);
    case "key":
      return [];
    case "choice":
      return block.options.flatMap(({ title, content }) =>
        folded(plain(title), within(content, level + 1)),
      );
    case "fold":
      return folded(inline(block.title), within(block.content, level + 1));
    case "markdown":
      return [lowered(block.text, level), ""];
  }
}

/** Headings so many levels further down; what stands in a block of commands is none. */
function lowered(markdown: string, level: number): string {
  const parts = markdown.split(/^(```\w*\n.*?\n```)$/ms);
  const deeper = (marks: string) => "#".repeat(level + marks.length - 1);
  return parts
    .map((part, index) => (index % 2 === 0 ? part.replace(/^#+/gm, deeper) : part))
    .join("");
}

function within(content: readonly Block[], level: number): readonly string[] {
  return content.flatMap((block) => blockLines(block, level));
}

function bullets(items: readonly Text[]): readonly string[] {
  return items.length === 0 ? [] : [...items.map((item) => `- ${inline(item)}`), ""];
}

function tableLines({ caption, columns, rows }: Extract<Block, { is: "table" }>): string[] {
  if (rows.length === 0) return [];
  const shown = columns.flatMap((column, index) => (column.is === "picture" ? [] : [index]));
  const of = <T>(all: readonly T[]) => all.filter((_, index) => shown.includes(index));
  return [
    `*${plain(caption)}*`,
    "",
    ...table(
      of(columns).map(({ title }) => plain(title)),
      rows.map((row) => of(row).map(cellText)),
    ),
  ];
}

function cellText(cell: Cell): string {
  return typeof cell === "object" && "picture" in cell ? "" : inline(cell);
}

function matrixLines({ caption, columns, rows }: Extract<Block, { is: "matrix" }>): string[] {
  return [
    `*${plain(caption)}*`,
    "",
    ...table(
      ["", ...columns.map(plain)],
      rows.map(({ title, fields }) => [
        plain(title),
        ...fields.map(({ level, score, names }) =>
          plain([`${level} ${score ?? ""}`.trim(), ...names].join(": ")),
        ),
      ]),
    ),
  ];
}

function inline(text: Text): string {
  if (Array.isArray(text)) return text.map(inlineOne).join("");
  // Only arrays are several; TypeScript doesn't narrow a readonly array away.
  return inlineOne(text as Inline);
}

function inlineOne(one: Inline): string {
  if (typeof one === "string") return plain(one).replace(/^ | $/g, " ");
  if (one.text === "") return "";
  if (one.as === "code") return code(one.text);
  const words = plain(wordsOf(one));
  return one.as === "strong" || one.as === "badge" ? `**${words}**` : words;
}
