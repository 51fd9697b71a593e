/** A place in a description: keys of maps and indices of lists, from the top. */
export type Path = readonly (string | number)[];

/** A path as people type it: `regions.us-east1.zones[0]`, `flags["cloudsql.logical_decoding"]`. */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

/** Reads what `formatPath` writes; nothing if it is no path. */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = [];
  const step = /\.?([\w-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (!match) return undefined;
    const [all, key, index, quoted] = match;
    const wantsDot = key !== undefined && path.length > 0;
    if (all.startsWith(".") !== wantsDot) return undefined;
    if (key !== undefined) path.push(key);
    else if (index !== undefined) path.push(Number(index));
    else path.push(unquote(quoted ?? ""));
  }
  return path.length === 0 ? undefined : path;
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted; // not a text that we wrote; it is found nowhere and reported so
  }
}

/** The value at a path, or nothing; keys that objects inherit are not seen. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, step)
        ? Reflect.get(at, step)
        : undefined,
    value,
  );
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
