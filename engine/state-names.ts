/** A character that names are made of: `bank-db-1` is no mention of `bank-db-12`. */
const LETTER = /[-a-z0-9]/;

/** The same document with every mention of one name, whole, as that of another. */
export function named<Document>(document: Document, from: string, to: string): Document {
  return mapped(document, from, to) as Document; // only texts differ, in value
}

function mapped(value: unknown, from: string, to: string): unknown {
  if (typeof value === "string") return renamedIn(value, from, to);
  if (Array.isArray(value)) return value.map((one) => mapped(one, from, to));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      renamedIn(key, from, to),
      mapped(inner, from, to),
    ]),
  );
}

function renamedIn(text: string, from: string, to: string): string {
  const parts = text.split(from);
  return parts.reduce((done, part) => {
    const isPart = LETTER.test(done.at(-1) ?? "") || LETTER.test(part.at(0) ?? "");
    return `${done}${isPart ? from : to}${part}`;
  });
}
