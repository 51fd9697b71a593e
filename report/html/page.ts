import type { Document, Section } from "../document/model";
import { blocksOf } from "./blocks";
import { element, type Markup, safe, together } from "./markup";
import { STYLE } from "./style";

/** A document as one page that needs nothing else: no network, no script. */
export function pageOf({ title, about, sections }: Document): string {
  const body = together(
    element("a", { class: "skip", href: `#${sections[0]?.id ?? ""}` }, "Skip to the report"),
    element(
      "header",
      {},
      element("p", { class: "eyebrow" }, "Standby report"),
      element("h1", {}, title),
      element(
        "ul",
        { class: "about" },
        about.map((one) => element("li", {}, one)),
      ),
    ),
    element("nav", { "aria-label": "Sections" }, element("ul", {}, sections.map(link))),
    element("main", {}, sections.map(sectionOf)),
  );
  return [
    "<!doctype html>",
    `<html lang="en"><head><meta charset="utf-8"><title>${safe(title)}: Standby report</title>`,
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
    blocksOf(content, 2, id),
  );
}
