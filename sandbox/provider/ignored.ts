/** Whether a change is one of those to be ignored: at one of these places, or inside of it. */
export function isCovered(place: string, ignored: readonly string[]): boolean {
  const parts = partsOf(place);
  return ignored.some((path) => {
    const wanted = partsOf(path);
    return wanted.every((part, index) => part === "*" || part === parts[index]);
  });
}

/** `disks[0].size` and `labels["a.b"]` as words and places. */
function partsOf(path: string): string[] {
  const parts = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g);
  return [...parts].map(([, quoted, place, word]) => quoted ?? place ?? word ?? "");
}
