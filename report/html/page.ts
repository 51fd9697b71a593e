import { type Content, element, type Markup, safe, together } from "./markup";
import { STYLE } from "./style";

/** One part of a report. */
export interface Section {
  /** In the address of the page: `#architecture`. */
  readonly id: string;
  readonly title: string;
  readonly content: Content;
}

/** A whole page that needs nothing else: no network, no script. */
export function page(title: string, lead: Content, sections: readonly Section[]): string {
  const body = together(
    element("a", { class: "skip", href: `#${sections[0]?.id ?? ""}` }, "Skip to the report"),
    element(
      "header",
      {},
      element("h1", {}, title),
      lead,
      element("nav", { "aria-label": "Sections" }, element("ul", {}, sections.map(link))),
    ),
    element("main", {}, sections.map(sectionOf)),
  );
  return [
    "<!doctype html>",
    `<html lang="en"><head><meta charset="utf-8"><title>${safe(title)}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<style>${STYLE}</style></head>`,
    `<body>${body.html}</body></html>`,
    "",
  ].join("\n");
}

function link({ id, title }: Section): Markup {
  return element("li", {}, element("a", { href: `#${id}` }, title));
}

function sectionOf({ id, title, content }: Section): Markup {
  return element(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    element("h2", { id: `${id}-title` }, title),
    content,
  );
}

/** A table; a wide one scrolls by itself, so that the page needn't. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Content[])[],
): Markup {
  return scrolling(
    caption,
    element(
      "table",
      {},
      element("caption", { class: "dim" }, caption),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          head.map((cell) => element("th", { scope: "col" }, cell)),
        ),
      ),
      element(
        "tbody",
        {},
        rows.map((cells) =>
          element(
            "tr",
            {},
            cells.map((cell) => element("td", {}, cell)),
          ),
        ),
      ),
    ),
  );
}

/** What may be wider than the page, and can be scrolled with the keyboard. */
export function scrolling(label: string, content: Content): Markup {
  return element(
    "div",
    { class: "wide", tabindex: 0, role: "region", "aria-label": label },
    content,
  );
}
