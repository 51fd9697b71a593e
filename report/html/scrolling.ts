import { type Content, element, type Markup } from "./markup";

/** What may be wider than the page, and can be scrolled with the keyboard. */
export function scrolling(label: string, content: Content): Markup {
  return element(
    "div",
    { class: "wide", tabindex: 0, role: "region", "aria-label": label },
    content,
  );
}
