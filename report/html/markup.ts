/** Part of a page; its text has been made safe. */
export interface Markup {
  readonly html: string;
}

/** What stands inside an element; plain text is made safe. */
export type Content = Markup | string | number | readonly Content[] | undefined;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Elements of HTML that have no end. */
const VOID = new Set(["br", "hr", "input", "meta"]);

/** One element of HTML or SVG. An attribute that is false or missing is left out. */
export function element(tag: string, attributes: Attributes, ...content: Content[]): Markup {
  const given = Object.entries(attributes).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [` ${name}`] : [` ${name}="${safe(String(value))}"`];
  });
  const begin = `<${tag}${given.join("")}>`;
  return { html: VOID.has(tag) ? begin : `${begin}${inner(content)}</${tag}>` };
}

/** Parts one after the other, with nothing around them. */
export function together(...content: Content[]): Markup {
  return { html: inner(content) };
}

/** Text as it may stand in a page or in an attribute. */
export function safe(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function inner(content: Content): string {
  if (content === undefined) return "";
  if (typeof content === "string" || typeof content === "number") return safe(String(content));
  return "html" in content ? content.html : content.map(inner).join("");
}
