import { type Content, element, type Markup } from "./markup";

/**
 * The Markdown that runbooks are written in, as HTML: headings, lists, paragraphs and commands.
 * `under`: the level of the heading it stands below, so that no level is left out.
 */
export function paragraphs(markdown: string, under: number): Content {
  // A group that a split captures stands between what it splits, so every second one is of commands.
  return markdown.split(/^```\w*\n(.*?)\n```$/ms).flatMap((part, index) =>
    index % 2 === 0
      ? part.split(/\n{2,}/).flatMap((block) => blocks(block.split("\n"), under))
      : // What is wider than the page is scrolled to, by the keyboard as well.
        [element("pre", { tabindex: 0 }, element("code", {}, part))],
  );
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
