/** Something a person has to mend before anything is registered or touched. */
export interface Problem {
  /** Where it is, as the person typed it: `regions.us-east1.zones[0]`. */
  readonly path: string;
  /** Line in the file, from 1, where it is known. */
  readonly line?: number;
  /** Column in the line, from 1, where it is known. */
  readonly column?: number;
  /** The value came from a what-if, so that no line holds it. */
  readonly whatIf?: true;
  /** What is wrong, what is allowed and the fix, in that order; lower case, the value in quotes. */
  readonly message: string;
}
