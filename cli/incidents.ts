import { readFileSync } from "node:fs";
import { type Incident, readIncidents } from "../assessment/availability/incident-log";
import { Ending, EXIT } from "./outcome";

/** The outages of a log. Ends the command with every problem of the file if there is one. */
export function incidentsIn(file: string): readonly Incident[] {
  const { incidents, problems } = readIncidents(textOf(file));
  if (incidents) return incidents;
  const lines = problems.map(
    ({ path, line, message }) =>
      `${file}${line === undefined ? "" : ` (line ${line})`} ${path}  ${message}`,
  );
  throw new Ending(EXIT.badInput, lines.join("\n"));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Ending(EXIT.badInput, `--incidents  "${file}" can't be read: ${why}`);
  }
}
