import { createInterface } from "node:readline/promises";
import { Ending, EXIT } from "./outcome";

/** Has a person agree. Ends the command if they don't, or if nobody is there to ask. */
export async function agreed(question: string, yes: boolean | undefined): Promise<void> {
  if (yes === true) return;
  if (!process.stdin.isTTY) {
    throw new Ending(
      EXIT.refused,
      `${question} nobody is here to ask; nothing more was done. Add --yes to go on without asking`,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new Ending(EXIT.refused, "nothing more was done");
  } finally {
    terminal.close();
  }
}
