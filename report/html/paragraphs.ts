import { type Content, element, type Markup } from "./markup";

/**
 * The Markdown that runbooks are written in, as HTML: headings, lists and paragraphs. `under`: the
 * level of the heading it stands below, so that no level is left out.
 */
export function paragraphs(markdown: string, under: number): Content {
  return markdown.split(/\n{2,}/).flatMap((block) => blocks(block.split("\n"), under));
}

function blocks(lines: readonly string[], under: number): Markup[] {
  const items = lines.filter((line) => line.startsWith("- "));
  const rest = lines.filter((line) => line !== "" && !line.startsWith("- "));
  return [
    ...rest.map((line) => {
      const [, marks, title] = /^(#+) (.*)$/.exec(line) ?? [];
      if (marks === undefined) return element("p", {}, line);
      return element(`h${Math.min(6, under + marks.length - 1)}`, {}, title);
    }),
    ...(items.length === 0
      ? []
      : [
          element(
            "ul",
            {},
            items.map((item) => element("li", {}, item.slice(2))),
          ),
        ]),
  ];
}
