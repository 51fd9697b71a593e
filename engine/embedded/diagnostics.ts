/** How serious a message is; `info#err` is what the program wrote to standard error. */
export type Severity = "info" | "info#err" | "warning" | "error";

/** Something the program or the engine had to say. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly message: string;
  /** The resource it is about, where it is about one. */
  readonly urn?: string;
}

/** Whether anything went wrong, so that the run is not complete. */
export function hasFailed(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
