import path from "node:path";
import type { Problem } from "../system/problem";
import type { StackFile } from "./project";

/** One stack as it is to be run: which region it is, of which described system, in which project. */
export interface StackRun {
  readonly stack: string;
  readonly region: string;
  /** Id of the Google Cloud project. */
  readonly project: string;
  /** Path of the description, from the project's folder. */
  readonly system: string;
  readonly overlay?: string;
  /** Values by full key, as text. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

export const KEYS = {
  region: "gcp:region",
  project: "gcp:project",
  system: "standby:system",
  overlay: "standby:overlay",
  whatIf: "standby:what-if",
  /** Names, separated by commas, of what loses its protection: the first stage of taking it away. */
  unprotect: "standby:unprotect",
} as const;

/** The stacks that the stack files describe. Fills in a problem for each value that is missing. */
export function stackRuns(files: readonly StackFile[], problems: Problem[]): readonly StackRun[] {
  return files.flatMap((file) => {
    const missing = [KEYS.project, KEYS.region, KEYS.system].filter((key) => !file.config[key]);
    problems.push(
      ...missing.map((key) => ({
        path: `Pulumi.${file.stack}.yaml: ${key}`,
        message: "is missing; give it under config",
      })),
    );
    return missing.length > 0 ? [] : [stackRun(file)];
  });
}

/** Another system in the same stacks: its home region as `prod`, the next as `dr`, further ones as `dr-<region>`. */
export function runsOfSystem(
  files: readonly StackFile[],
  system: string,
  home: string,
  regions: readonly string[],
): readonly StackRun[] {
  const others = regions.filter((region) => region !== home);
  return [home, ...others].map((region, index) => {
    const stack = index === 0 ? "prod" : index === 1 ? "dr" : `dr-${region}`;
    const like = files.find((file) => file.stack === stack) ?? files[0];
    const config = { ...like?.config, [KEYS.region]: region, [KEYS.system]: system };
    return stackRun({ stack, config, secretKeys: like?.secretKeys ?? [] });
  });
}

/** A path that a person typed, as the program finds it from the project's folder. */
export function fromProject(dir: string, cwd: string, typed: string): string {
  return path.relative(dir, path.resolve(cwd, typed)) || typed;
}

function stackRun({ stack, config, secretKeys }: StackFile): StackRun {
  const overlay = config[KEYS.overlay];
  return {
    stack,
    region: config[KEYS.region] ?? "",
    project: config[KEYS.project] ?? "",
    system: config[KEYS.system] ?? "",
    ...(overlay ? { overlay } : {}),
    config,
    secretKeys,
  };
}
