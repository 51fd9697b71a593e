import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Incident, readIncidents } from "../assessment/availability/incident-log";
import { Ending, EXIT } from "./outcome";

/** Where a project keeps its outages, one entry each. */
const INCIDENTS = "incidents.yaml";

/** The outages of the log that is named, or of the project's own; none if it has none. */
export function incidentsOf(dir: string, named: string | undefined): readonly Incident[] {
  if (named !== undefined) return incidentsIn(named);
  const own = path.join(dir, INCIDENTS);
  return existsSync(own) ? incidentsIn(own) : [];
}

/** The outages of a log. Ends the command with every problem of the file if there is one. */
function incidentsIn(file: string): readonly Incident[] {
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
