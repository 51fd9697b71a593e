/** `1 objective`, `2 objectives`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The verb after a number of them: `1 of web is`, `2 of web are`. */
export function are(count: number): "is" | "are" {
  return count === 1 ? "is" : "are";
}
