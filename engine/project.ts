import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { SECRET } from "../inventory/model";
import type { Problem } from "../system/problem";
import { asText, configRules, isRecord, mistype, secretsHidden } from "./config";
import type { ConfigRule } from "./config";

/** A folder with a `Pulumi.yaml`, as far as running its program needs it. */
export interface Project {
  readonly name: string;
  /** Absolute path of the folder. */
  readonly dir: string;
  /** Absolute path of the folder that the program runs in. */
  readonly pwd: string;
  /** The program's first file within `pwd`, or `.` where `package.json` names it. */
  readonly program: string;
  /** Arguments for Node.js itself. */
  readonly nodeArgs: readonly string[];
  /** The `tsconfig` for the program, relative to `pwd`. */
  readonly tsconfig?: string;
  /** Whether TypeScript is loaded without the program's doing anything for it. */
  readonly typescript: boolean;
  readonly config: readonly ConfigRule[];
}

/** One `Pulumi.<stack>.yaml`. */
export interface StackFile {
  readonly stack: string;
  /** Values as text by full key, structured ones as JSON, with the project's defaults. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys whose value is encrypted: it can't be read here, and `[secret]` stands for it. */
  readonly secretKeys: readonly string[];
}

/** A project that can't be run as it is: everything to be mended, by file within the project's folder. */
export class ProjectError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path: where, message }) => `${where}: ${message}`).join("\n"));
    this.name = "ProjectError";
    this.problems = problems;
  }
}

/** Reads the project in `dir`. Throws a `ProjectError` with all that is wrong. */
export function readProject(dir: string): Project {
  const file = "Pulumi.yaml";
  const { name, main, runtime, config } = readYaml(
    dir,
    file,
    `run this in a Pulumi project's folder`,
  );
  const runtimeName = isRecord(runtime) ? runtime["name"] : runtime;
  const options = isRecord(runtime) && isRecord(runtime["options"]) ? runtime["options"] : {};
  const entry = path.resolve(dir, typeof main === "string" ? main : ".");
  const problems: Problem[] = [];
  if (typeof name !== "string" || name === "") {
    problems.push({ path: `${file}: name`, message: `is missing; give the project a name` });
  }
  if (runtimeName !== "nodejs") {
    const message = `"${String(runtimeName)}" can't be run here; only "nodejs" can`;
    problems.push({ path: `${file}: runtime`, message });
  }
  if (!existsSync(entry)) {
    const message = `"${String(main)}" is not there; name the program's first file or its folder`;
    problems.push({ path: `${file}: main`, message });
  }
  if (problems.length > 0) throw new ProjectError(problems);
  const isFolder = statSync(entry).isDirectory();
  return {
    name: String(name),
    dir: path.resolve(dir),
    pwd: isFolder ? entry : path.dirname(entry),
    program: isFolder ? "." : path.basename(entry),
    nodeArgs: (typeof options["nodeargs"] === "string" ? options["nodeargs"] : "")
      .split(/\s+/)
      .filter(Boolean), // as the CLI splits them
    ...(typeof options["tsconfig"] === "string" ? { tsconfig: options["tsconfig"] } : {}),
    typescript: options["typescript"] !== false,
    config: configRules(String(name), config),
  };
}

/**
 * Reads all stack files of the project in `dir`, by name of the stack. Throws a `ProjectError` with
 * every value that is missing or has the wrong type.
 */
export function readStacks(dir: string): StackFile[] {
  const project = readProject(dir);
  const names = readdirSync(dir).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  const problems: Problem[] = [];
  const stacks = names.sort().map((stack) => readStack(project, stack, problems));
  if (problems.length > 0) throw new ProjectError(problems);
  return stacks;
}

function readStack(project: Project, stack: string, problems: Problem[]): StackFile {
  const file = `Pulumi.${stack}.yaml`;
  const { config: given } = readYaml(project.dir, file, "write it");
  const config: Record<string, string> = {};
  const secretKeys: string[] = [];
  for (const [key, value] of Object.entries(isRecord(given) ? given : {})) {
    const full = key.includes(":") ? key : `${project.name}:${key}`;
    const hidden = secretsHidden(value);
    if (hidden !== value) secretKeys.push(full);
    config[full] = hidden === SECRET ? SECRET : asText(hidden);
  }
  const complete = withDefaults(project, config);
  for (const rule of project.config) {
    const value = complete[rule.key];
    const wrong = secretKeys.includes(rule.key) ? undefined : mistype(rule, value);
    if (wrong !== undefined) problems.push({ path: `${file}: ${rule.key}`, message: wrong });
  }
  return { stack, config: complete, secretKeys };
}

/** A stack's values and, where it has none, the project's. */
export function withDefaults(
  project: Project,
  config: Readonly<Record<string, string>>,
): Record<string, string> {
  const defaults = project.config.flatMap((rule) =>
    rule.default === undefined ? [] : [[rule.key, rule.default]],
  );
  return { ...Object.fromEntries(defaults), ...config };
}

/**
 * The map that a YAML file within `dir` holds; none where it holds anything else. `fix` says what to do
 * where it is missing. @throws ProjectError for a file that is missing or no YAML
 */
export function readYaml(dir: string, file: string, fix: string): Record<string, unknown> {
  const full = path.join(dir, file);
  if (!existsSync(full)) throw new ProjectError([{ path: file, message: `is not there; ${fix}` }]);
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(full, "utf8"), { lineCounter, prettyErrors: false });
  const problems = document.errors.map((error): Problem => {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return { path: file, line, column: col, message: `is not YAML: ${error.message}` };
  });
  if (problems.length > 0) throw new ProjectError(problems);
  const content: unknown = document.toJS();
  return isRecord(content) ? content : {};
}
