import type { Block, Cell, Column, Inline, Text } from "../document/model";
import { type Content, element, type Markup } from "./markup";
import { paragraphs } from "./paragraphs";
import { scrolling } from "./scrolling";

/** A part of a document as HTML. `level`: of the heading that it stands below. */
export function blockOf(block: Block, level: number, id: string): Content {
  switch (block.is) {
    case "text":
      return element("p", { class: block.as }, inline(block.text));
    case "heading":
      return element(`h${level + 1}`, {}, block.title);
    case "list":
      return list(block.items);
    case "code":
      return element("pre", { tabindex: 0 }, element("code", {}, block.lines.join("\n")));
    case "tiles":
      return tiles(block.tiles);
    case "table":
      return table(block);
    case "matrix":
      return matrix(block);
    case "picture":
      return [scrolling(block.says[0] ?? "", block.picture), list(block.says)];
    case "key":
      return key(block.entries);
    case "choice":
      return choice(block, level, id);
    case "fold":
      return element(
        "details",
        {},
        element("summary", {}, inline(block.title)),
        blocksOf(block.content, level, id),
      );
    case "markdown":
      return paragraphs(block.text, level + 1);
  }
}

export function blocksOf(blocks: readonly Block[], level: number, id: string): Content {
  return blocks.map((block, index) => blockOf(block, level, `${id}-${index}`));
}

function list(items: readonly Text[]): Content {
  if (items.length === 0) return undefined;
  return element(
    "ul",
    {},
    items.map((item) => element("li", {}, inline(item))),
  );
}

function tiles(all: Extract<Block, { is: "tiles" }>["tiles"]): Markup {
  return element(
    "dl",
    { class: "tiles" },
    all.map(({ label, value, note, tone }) =>
      element(
        "div",
        { class: `tile ${tone}` },
        element("dt", {}, label),
        element("dd", { class: "value" }, value),
        element("dd", { class: "note" }, note),
      ),
    ),
  );
}

/** A wide table scrolls by itself; roles keep it a table where narrow pages stack its cells. */
function table({ caption, columns, rows, stacks }: Extract<Block, { is: "table" }>): Content {
  if (rows.length === 0) return undefined;
  const made = element(
    "table",
    { class: stacks ? "stacks" : undefined, role: "table" },
    element("caption", {}, caption),
    element("thead", { role: "rowgroup" }, headOf(columns)),
    element(
      "tbody",
      { role: "rowgroup" },
      rows.map((cells) =>
        element(
          "tr",
          { role: "row" },
          cells.map((cell, index) => cellOf(cell, columns[index], index)),
        ),
      ),
    ),
  );
  return scrolling(caption, made);
}

function headOf(columns: readonly Column[]): Markup {
  return element(
    "tr",
    { role: "row" },
    columns.map(({ title, is }) =>
      element("th", { scope: "col", role: "columnheader", class: is }, title),
    ),
  );
}

function cellOf(cell: Cell, column: Column | undefined, index: number): Markup {
  const content = typeof cell === "object" && "picture" in cell ? cell.picture : inline(cell);
  const attributes = { class: column?.is, "data-label": column?.title };
  return index === 0
    ? element("th", { scope: "row", role: "rowheader", ...attributes }, content)
    : element("td", { role: "cell", ...attributes }, content);
}

function matrix({ caption, columns, rows }: Extract<Block, { is: "matrix" }>): Markup {
  const head = element(
    "tr",
    {},
    element("td", {}),
    columns.map((title) => element("th", { scope: "col" }, title)),
  );
  const body = rows.map(({ title, fields }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, title),
      fields.map(({ level, score, names }) =>
        element(
          "td",
          { class: `level ${level}` },
          element("span", { class: "rank" }, `${level} ${score ?? ""}`.trim()),
          names.map((name) => element("span", { class: "pin" }, name)),
        ),
      ),
    ),
  );
  const made = element(
    "table",
    { class: "matrix" },
    element("caption", {}, caption),
    element("thead", {}, head),
    element("tbody", {}, body),
  );
  return scrolling(caption, made);
}

function key(entries: Extract<Block, { is: "key" }>["entries"]): Markup {
  return element(
    "ul",
    { class: "key", "aria-label": "Key" },
    entries.map(({ sign, means }) => element("li", {}, sign, means)),
  );
}

/** Radio buttons choose by CSS alone; on paper all of them are shown, each under its title. */
function choice(
  { legend, options }: Extract<Block, { is: "choice" }>,
  level: number,
  id: string,
): Markup {
  return element(
    "fieldset",
    { class: "choice" },
    element("legend", {}, legend),
    options.map(({ title, content }, index) => {
      const own = `${id}-${index}`;
      return [
        element("input", { type: "radio", name: id, id: own, checked: index === 0 }),
        element("label", { for: own }, title),
        element(
          "div",
          { class: "chosen" },
          element(`h${level + 1}`, {}, title),
          blocksOf(content, level + 1, own),
        ),
      ];
    }),
  );
}

/** Words as HTML. */
export function inline(text: Text): Content {
  if (Array.isArray(text)) return text.map(inlineOne);
  // Only arrays are several; TypeScript doesn't narrow a readonly array away.
  return inlineOne(text as Inline);
}

function inlineOne(one: Inline): Content {
  if (typeof one === "string") return one;
  const { text, as, tone } = one;
  if (as === "code") return element("code", {}, text);
  if (as === "strong") return element("strong", { class: tone }, text);
  return element("span", { class: [as, tone].filter(Boolean).join(" ") || undefined }, text);
}
