import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type StackRun } from "../engine/stacks";
import type { Source } from "../system/load";
import { formatProblems } from "../system/report";
import type { Topology } from "../topology/model";
import { readTopology } from "../topology/read";
import { Ending, EXIT } from "./outcome";

/** The folder of the project: this one, or the nearest above it that has a `Pulumi.yaml`. */
export function projectFolder(from: string): string {
  const folder = projectAt(from);
  if (folder !== undefined) return folder;
  throw new Ending(
    EXIT.badInput,
    `${from} is in no project: no Pulumi.yaml here or above; "standby init NAME" begins one in an empty folder`,
  );
}

/** The same, where there need not be one. */
export function projectAt(from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, "Pulumi.yaml"))) return folder;
    if (path.dirname(folder) === folder) return undefined;
  }
}

/** A description's text. Ends the command if there is none. */
export function readDescription(dir: string, file: string): string {
  const full = path.resolve(dir, file);
  if (!existsSync(full) || !statSync(full).isFile()) {
    throw new Ending(
      EXIT.badInput,
      `${file === "" ? '""' : file} is not a file; name a system description, such as systems/online-bank.yaml`,
    );
  }
  return readFileSync(full, "utf8");
}

/** The topology of a description in a project. Ends the command if it has problems. */
export function topologyOf(source: Source, project: string): Topology {
  const read = readTopology(source, project);
  if (read.problems) throw new Ending(EXIT.badInput, formatProblems(source.path, read.problems));
  return read.topology;
}

/** The topology of each stack. Ends the command with the problems of all descriptions. */
export function topologiesOf(
  dir: string,
  runs: readonly StackRun[],
  whatIf: Source["whatIf"],
): readonly Topology[] {
  const reads = runs.map(({ system, overlay, project }) => {
    const source = {
      path: system,
      text: readDescription(dir, system),
      ...(overlay === undefined ? {} : { overlay }),
      ...(whatIf === undefined ? {} : { whatIf }),
    };
    return { system, read: readTopology(source, project) };
  });
  const reports = reads.flatMap(({ system, read }) =>
    read.problems ? [formatProblems(system, read.problems)] : [],
  );
  if (reports.length > 0) throw new Ending(EXIT.badInput, [...new Set(reports)].join("\n\n"));
  return reads.flatMap(({ read }) => (read.topology ? [read.topology] : []));
}
