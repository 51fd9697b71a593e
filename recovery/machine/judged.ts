import type { Known } from "../observed";

/** One thing that is looked for, and what came of it. */
export interface Looked {
  /** Whether it is as it should be. */
  readonly well: Known<boolean>;
  /** What is there instead, for a person; of what is unknown, what couldn't be seen. */
  readonly what: string;
}

/** What speaks against it, and what nobody knows: unknown is never taken for good. */
export interface Judged {
  readonly wrong: readonly string[];
  readonly unknown: readonly string[];
}

export function judged(looked: readonly Looked[]): Judged {
  const saying = (well: Known<boolean>) =>
    looked.filter((one) => one.well === well).map(({ what }) => what);
  return { wrong: saying(false), unknown: saying("unknown") };
}

/** Whether all is well: any fault decides it, and without one anything unknown leaves it open. */
export function verdictOf({ wrong, unknown }: Judged): Known<boolean> {
  if (wrong.length > 0) return false;
  return unknown.length > 0 ? "unknown" : true;
}
