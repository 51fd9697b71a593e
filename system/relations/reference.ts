import { nearest } from "../nearest";
import type { Path } from "../path";
import type { Issue } from "../relation";
import { quoted } from "../sentence";

/** What a reference may name. */
export interface Target {
  /** As messages call one of them: `a service`. */
  readonly article: string;
  /** The names; none while that part of the description is wrong, and then nothing is said. */
  readonly names: Iterable<string> | undefined;
}

/** A reference by name to another part of the description must find it. */
export function reference(
  path: Path,
  word: string | undefined,
  { article, names }: Target,
): readonly Issue[] {
  if (word === undefined || names === undefined) return [];
  const known = [...names];
  if (known.includes(word)) return [];
  const meant = nearest(word, known);
  const fix =
    meant !== undefined
      ? `did you mean "${meant}"?`
      : known.length === 0
        ? "none is described"
        : `there are ${known.slice(0, 12).join(", ")}${known.length > 12 ? " and more" : ""}`;
  return [{ path, message: `${quoted(word)} is not ${article} of this description; ${fix}` }];
}

/** The names in a map, if the map is there. */
export function names(map: object | undefined): readonly string[] | undefined {
  return map === undefined ? undefined : Object.keys(map);
}

/** Everything in a list that was there before, by its index. */
export function repeated(list: readonly unknown[]): readonly { index: number; first: number }[] {
  return list.flatMap((item, index) => {
    const first = list.indexOf(item);
    return item === undefined || first === index ? [] : [{ index, first }];
  });
}

/** Key and value of what is there and right, at the path it has. */
export function entries<T>(
  map: Readonly<Record<string, T | undefined>> | undefined,
): readonly (readonly [string, T])[] {
  return Object.entries(map ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
}
