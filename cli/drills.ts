import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Drill, isEvidence, parseDrill } from "../assessment/objectives/evidence";
import { Ending, EXIT } from "./outcome";

/** Where evidence is kept, in the project's folder. */
export const DRILLS = "drills";

/** All evidence of a folder; none if there is no folder. Ends the command with all that is wrong. */
export function readDrills(folder: string): readonly Drill[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter(isEvidence).sort();
  const problems: string[] = [];
  const drills = files.flatMap((name) => {
    const file = path.join(folder, name);
    const read = parseDrill(readFileSync(file, "utf8"));
    if ("drill" in read) return [read.drill];
    problems.push(...read.problems.map((problem) => `${file}: ${problem}`));
    return [];
  });
  if (problems.length > 0) throw new Ending(EXIT.badInput, problems.join("\n"));
  return drills;
}
