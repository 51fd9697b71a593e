const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/;

/** What is wrong with a moment to go back to; nothing if it is one. */
export function momentProblem(at: string | undefined): string | undefined {
  if (at !== undefined && isMoment(at)) return undefined;
  const [first = ""] = at?.split("\n") ?? [];
  const given = at === undefined ? "is missing" : `"${first.slice(0, 80)}" is no moment`;
  return `--at  ${given}; write it in UTC, such as 2026-11-21T10:00:00Z`;
}

/** Of the form, and in the calendar: a clock of the form alone knows a 31st of February. */
export function isMoment(at: string): boolean {
  if (!FORM.test(at)) return false;
  // oxlint-disable-next-line no-restricted-globals -- reads a text that is given, and no clock
  const read = new Date(at);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(at.slice(0, 16));
}
