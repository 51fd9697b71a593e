import type { Colors } from "picocolors/types";
import type { EnvironmentDifference } from "../inventory/environment";

export interface ComparedStack {
  readonly stack: string;
  /** How many resources the system has there. */
  readonly resources: number;
  readonly difference: EnvironmentDifference;
}

/** The longest value that is shown whole: a script that an instance boots with is longer. */
const LONGEST = 60;

/** How an environment differs, stack by stack: whether its shape is the same, then every size. */
export function environmentText(
  overlay: string,
  stacks: readonly ComparedStack[],
  colors: Colors,
): string {
  return stacks
    .flatMap(({ stack, resources, difference: { missing, extra, changes } }) => {
      const same = missing.length + extra.length === 0;
      const shape = same ? colors.green("the same shape") : colors.red("another shape");
      const names = [...new Set(changes.map(({ resource }) => resource))];
      return [
        `${stack}, ${overlay}: ${resources} resources, ${shape}, ${names.length} of another size`,
        ...missing.map((name) => colors.red(`  - ${name}`)),
        ...extra.map((name) => colors.red(`  + ${name}`)),
        ...names.flatMap((name) => [
          `  ${name}`,
          ...changes
            .filter(({ resource }) => resource === name)
            .map(({ path, from, to }) => `    ${path}: ${shortened(from)} -> ${shortened(to)}`),
        ]),
      ];
    })
    .join("\n");
}

function shortened(value: string): string {
  if (value === "") return "nothing";
  return value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value;
}
