/** A problem by its place in the description; the loader adds line and column. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}
