/** Numbers of rows, both ends among them. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/** Single numbers as stretches without gaps, in order. */
export function stretchesOf(numbers: readonly number[]): readonly Rows[] {
  const found: Rows[] = [];
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const last = found.at(-1);
    if (last && number <= last.to + 1) found[found.length - 1] = { ...last, to: number };
    else found.push({ from: number, to: number });
  }
  return found;
}
