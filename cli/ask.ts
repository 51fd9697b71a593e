import { createInterface } from "node:readline/promises";
import { Ending, EXIT } from "./outcome";

/** Whether somebody is there to answer. */
export function isAnswered(): boolean {
  return process.stdin.isTTY;
}

/** A question with yes or no, put to whoever sits there. */
export async function saysYes(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

/** Has a person agree. Ends the command if they don't, or if nobody is there to ask. */
export async function agreed(question: string, yes: boolean | undefined): Promise<void> {
  if (yes === true) return;
  if (!isAnswered()) {
    throw new Ending(
      EXIT.refused,
      `${question} nobody is here to ask; nothing more was done. Add --yes to go on without asking`,
    );
  }
  if (!(await saysYes(question))) throw new Ending(EXIT.refused, "nothing more was done");
}
