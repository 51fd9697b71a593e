import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { PROJECT } from "../docs/markdown";

export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: Job["concurrency"];
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = path.join(PROJECT, ".github/workflows");
const SETUP = path.join(PROJECT, ".github/actions/setup/action.yml");

export const WORKFLOWS: readonly (readonly [file: string, workflow: Workflow])[] = readdirSync(
  FOLDER,
).map((file) => [file, parse(readFileSync(path.join(FOLDER, file), "utf8")) as Workflow] as const);

export function jobOf(file: string, name: string): Job {
  const job = WORKFLOWS.find(([known]) => known === file)?.[1].jobs[name];
  if (!job) throw new Error(`${file} has no job ${name}`);
  return job;
}

/** Every `run:` there is, the action's own among them: `deploy.yml prod: .ci/deploy prod`. */
export function allRuns(): readonly string[] {
  const said = (place: string, steps: readonly Step[]) =>
    steps.flatMap(({ run }) => (run === undefined ? [] : [`${place}: ${run.trim()}`]));
  const action = parse(readFileSync(SETUP, "utf8")) as { runs: { steps: readonly Step[] } };
  return [
    ...WORKFLOWS.flatMap(([file, { jobs }]) =>
      Object.entries(jobs).flatMap(([name, { steps }]) => said(`${file} ${name}`, steps)),
    ),
    ...said("setup", action.runs.steps),
  ];
}

/** What an expression of a workflow may name, such as `vars.STATE_BACKEND`. */
export type Given = Readonly<Record<string, string>>;

/**
 * A text of a workflow with its expressions replaced: names, texts in quotes, `&&` and `||`.
 * @throws Error for a name that isn't given
 */
export function expanded(text: string, given: Given): string {
  return text.replaceAll(/\$\{\{\s*(.+?)\s*\}\}/g, (_, inner: string) => valueOf(inner, given));
}

function valueOf(expression: string, given: Given): string {
  for (const either of expression.split("||")) {
    const all = either.split("&&").map((part) => operand(part.trim(), given));
    const last = all.at(-1) ?? "";
    if (all.every((value) => value !== "" && value !== "false")) return last;
  }
  return "";
}

function operand(part: string, given: Given): string {
  const quoted = /^'(.*)'$/.exec(part);
  if (quoted) return quoted[1] ?? "";
  const value = given[part];
  if (value === undefined) throw new Error(`${part} isn't given`);
  return value;
}

/** How a step of a job ended. */
export interface Ended {
  readonly run: string;
  readonly code: number;
  readonly out: string;
}

/** Runs one command as GitHub does, by `bash -e`, with these variables. */
export type Shell = (
  command: string,
  env: Readonly<Record<string, string>>,
) => Promise<{ readonly code: number; readonly out: string }>;

/**
 * Runs the commands of a job one after the other, as GitHub does: after a failure only what asks for
 * it. What an action would do is left out.
 */
export async function runJob(job: Job, given: Given, shell: Shell): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  const failed = new Set<string>();
  const env = (own: Job["env"] = {}) =>
    Object.fromEntries(Object.entries(own).map(([name, text]) => [name, expanded(text, given)]));
  for (const step of job.steps) {
    if (step.run === undefined || !isDue(step, failed)) continue;
    const run = step.run.trim();
    const { code, out } = await shell(run, { ...env(job.env), ...env(step.env) });
    ended.push({ run, code, out });
    if (code !== 0) failed.add(step.id ?? "");
  }
  return ended;
}

function isDue({ if: asked }: Step, failed: ReadonlySet<string>): boolean {
  if (asked === undefined) return failed.size === 0;
  if (asked === "always()") return true;
  if (asked === "cancelled()") return false; // a test of its own has what a cancelled run leaves
  const after = /^failure\(\) && steps\.(\w+)\.conclusion == 'failure'$/.exec(asked)?.[1];
  if (after === undefined) throw new Error(`nothing here knows "${asked}"`);
  return failed.has(after);
}
