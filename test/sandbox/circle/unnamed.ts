const DRAWN = "-0000000";

/**
 * The CLI draws what it adds to a name anew each time; numbers, keys and addresses follow from names.
 * So of what has such a name, only that it is there can be compared, and what others have of it says
 * whose it is.
 */
export function unnamed(cloud: Readonly<Record<string, unknown>>): unknown {
  const text = JSON.stringify(cloud).replaceAll(/-[0-9a-f]{7}\b/g, DRAWN);
  const all = Object.entries(JSON.parse(text) as Record<string, unknown>);
  const known = all.sort(([one], [other]) => (one < other ? -1 : 1));
  const drawn = known.filter(([id]) => id.includes(DRAWN));
  const owners = new Map(
    drawn.flatMap(([id, properties]) => textsIn(properties).map((one) => [one, id] as const)),
  );
  return known.map(([id, properties]) => [
    id,
    id.includes(DRAWN) ? "there" : told(properties, owners),
  ]);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** With whatever is another's as it stands there: an address in a record, a certificate in a secret. */
function told(value: unknown, owners: ReadonlyMap<string, string>): unknown {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "string" && owners.has(part) ? `of ${owners.get(part)}` : part,
  );
  return JSON.parse(text);
}
