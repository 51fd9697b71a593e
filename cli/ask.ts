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

/** Whether whoever sits there types a word, where a yes is too easily said. */
export async function types(question: string, word: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question} Type "${word}" to agree: `)).trim() === word;
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

/** What a person types to agree to a deletion, and how it was given. */
export interface Consent {
  /** Name of what goes. */
  readonly name: string;
  /** As given by `--confirm`. */
  readonly confirm?: string | undefined;
  readonly yes?: boolean | undefined;
}

/** Has a person type the name of what goes. Ends the command if they don't. */
export async function typed({ name, confirm, yes }: Consent): Promise<void> {
  const given = yes === true || confirm !== undefined ? confirm : await asked(name);
  if (given?.trim() === name) return;
  const what = given === undefined ? "--confirm is missing" : `"${given}" is not its name`;
  throw new Ending(EXIT.refused, `${what}; nothing was done. What goes is ${name}`);
}

async function asked(name: string): Promise<string | undefined> {
  if (!isAnswered()) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(`type the name of what is to be deleted (${name}): `);
  } finally {
    terminal.close();
  }
}
