import { existsSync, readFileSync } from "node:fs";
import { Command } from "commander";
import colors from "picocolors";
import { readPreview, type GatedPreview } from "../policy/gate/change";
import { CONSENT_DAYS, readConsents, type Consent, type ConsentDays } from "../policy/gate/consent";
import { gate, GATE_RULE_IDS, type GateCase } from "../policy/gate/gate";
import { readRecovery } from "../policy/gate/recovery";
import type { Recovery } from "../policy/gate/rule";
import { gateText } from "../report/gate";
import type { Problem } from "../system/problem";
import { Ending, EXIT } from "./outcome";

/** The file that consents stand in, unless another one is named. */
export const CONSENTS = "consents.yaml";

interface GateFlags {
  readonly consents?: string;
  readonly lease?: readonly string[];
  readonly oneByOne?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  pulumi preview --json -s prod > prod.json; standby gate prod.json
  standby gate prod.json dr.json --one-by-one          deployed one after the other
  standby gate prod.json --lease lease.json            refused while a recovery holds it
  standby gate prod.json --json | jq '.refusals[].urn'

What is refused, and how to agree to it, is said in docs/gate.md.

Exit codes: 0 may be deployed, 1 refused, 2 bad input, 3 inconclusive: a preview failed or says too little.`;

/** `standby gate FILE…`: whether previews may be deployed. */
export function gateCommand(): Command {
  return new Command("gate")
    .description("Refuse previews that would lose data, protection or both regions at once")
    .argument("<file...>", "what pulumi preview --json printed, one file for each stack")
    .option(
      "--consents <file>",
      `what somebody has agreed to (default: ${CONSENTS}, if it is there)`,
    )
    .option(
      "--lease <file...>",
      "lease.json or frozen.json of the lease's bucket; empty: there is none",
    )
    .option("--one-by-one", "each file is deployed after the one before was seen healthy")
    .option("--json", "print the result as data")
    .addHelpText("after", EXAMPLES)
    .action(runGate);
}

function runGate(files: readonly string[], flags: GateFlags): void {
  const problems: Problem[] = [];
  const previews = files.flatMap((file) => previewIn(file, problems));
  const consents = consentsIn(flags.consents, problems);
  const recoveries = (flags.lease ?? []).flatMap((file) => recoveryIn(file, problems));
  if (problems.length > 0) {
    const lines = problems.map(({ path, message }) => `${path}  ${message}`);
    throw new Ending(EXIT.badInput, lines.join("\n"));
  }
  const result = gate(previews, { ...asked(flags), consents, recoveries });
  const today = daysBefore(0);
  const text = gateText(previews, result, { today, consents: flags.consents ?? CONSENTS, colors });
  process.stdout.write(`${flags.json ? JSON.stringify(result, null, 2) : text}\n`);
  if (result.verdict === "refused") throw new Ending(EXIT.refused, "");
  if (result.verdict === "inconclusive") throw new Ending(EXIT.inconclusive, "");
}

function asked({ oneByOne }: GateFlags): Pick<GateCase, "days" | "oneByOne"> {
  return { days: consentDays(), oneByOne: oneByOne ?? false };
}

/** On which days a consent may have been given to count today. */
export function consentDays(): ConsentDays {
  return { first: daysBefore(CONSENT_DAYS), last: daysBefore(0) };
}

function daysBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, "2027-01-31".length);
}

/** Reads one preview. Fills in a problem if there is none. */
export function previewIn(file: string, problems: Problem[]): readonly GatedPreview[] {
  return readIn(file, problems, (text) => [readPreview(file, JSON.parse(text) as unknown)]);
}

/** Reads the file that is named, or the usual one if it is there. */
export function consentsIn(file: string | undefined, problems: Problem[]): readonly Consent[] {
  if (file === undefined && !existsSync(CONSENTS)) return [];
  const from = file ?? CONSENTS;
  return readIn(from, problems, (text) => readConsents(from, text, GATE_RULE_IDS, problems));
}

/** Reads an object of the lease's bucket. */
function recoveryIn(file: string, problems: Problem[]): readonly Recovery[] {
  return readIn(file, problems, (text) => {
    const recovery = readRecovery(text);
    return recovery ? [recovery] : [];
  });
}

function readIn<Result>(
  file: string,
  problems: Problem[],
  read: (text: string) => readonly Result[],
): readonly Result[] {
  if (!existsSync(file)) {
    problems.push({ path: file, message: "is not there" });
    return [];
  }
  try {
    return read(readFileSync(file, "utf8"));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    problems.push({
      path: file,
      message: error instanceof SyntaxError ? `is not JSON: ${said}` : said,
    });
    return [];
  }
}
