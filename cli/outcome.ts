/** What a command's exit code says. */
export const EXIT = { ok: 0, refused: 1, badInput: 2, inconclusive: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command's ending for a reason that the person can mend: printed as it is, without a stack. */
export class Ending extends Error {
  readonly code: ExitCode;

  constructor(code: ExitCode, message: string) {
    super(message);
    this.name = "Ending";
    this.code = code;
  }
}
