import { z } from "zod";
import { nearest } from "./nearest";
import { isMap, valueAt, type Path } from "./path";
import type { Draft, Issue } from "./relation";
import { system, type System } from "./schema/system";
import { predicate, sentence, unknownKey } from "./sentence";

type RawIssue = z.core.$ZodRawIssue;

/** What the schema makes of a description: the parts that are right, and what is wrong. */
export interface Shaped {
  /** There if nothing is wrong. */
  readonly system?: System;
  readonly draft: Draft;
  readonly issues: readonly Issue[];
}

/** How a scalar was written at a path, for messages; `0777` is shown so and not as 777. */
export type SourceAt = (path: Path) => string | undefined;

/** Holds a description, as plain data, against the schema; says all that is wrong with it. */
export function shape(raw: unknown, sourceAt: SourceAt = () => undefined): Shaped {
  // `safeParse` would throw away what it parsed as soon as anything is wrong, and the relations
  // want just that. This is the step under it that zod offers to libraries (zod/v4/core).
  const payload = system._zod.run({ value: raw, issues: [] }, { async: false, error: predicate });
  if (payload instanceof Promise) throw new Error("The schema must not be asynchronous.");
  if (payload.issues.length === 0) {
    const valid = payload.value as System; // no issue: zod's promise
    return { system: valid, draft: valid, issues: [] };
  }
  const faults = payload.issues.flatMap((issue) => unpack(issue, raw));
  for (const { path, prune, meant } of faults) {
    if (prune) blank(payload.value, prune === true ? path : prune);
    if (meant !== undefined) blank(payload.value, [...path.slice(0, -1), meant]);
  }
  const issues = withoutEchoes(faults).map(({ path, rule, isKey }) => ({
    path,
    message: isKey ? rule : sentence(path, valueAt(raw, path), sourceAt(path), rule),
  }));
  return { draft: payload.value as Draft, issues }; // what is wrong has been blanked out
}

interface Fault {
  readonly path: Path;
  readonly rule: string;
  /** The rule is about the key; it already says all. */
  readonly isKey?: true;
  /** What to take out of the draft: the value itself, or one around it. */
  readonly prune?: true | Path;
  /** Key that was probably meant, so that it is not reported missing as well. */
  readonly meant?: string;
}

function unpack(issue: RawIssue, raw: unknown, base: Path = []): Fault[] {
  const path = [...base, ...toPath(issue.path ?? [])];
  const rule = message(issue);
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.inst, issue.keys, path, raw);
  if (issue.code === "invalid_key") {
    return [{ path, rule: keyRule(path, issue.issues[0]), isKey: true, prune: true }];
  }
  if (issue.code !== "invalid_union" || rule !== "") return [{ path, rule, prune: true }];
  if ("discriminator" in issue && issue.discriminator) return wrongKind(issue, path, raw);
  const branches = "errors" in issue ? issue.errors : [];
  const options = issue.inst instanceof z.ZodUnion ? issue.inst.options : [];
  const faults = branches.map(
    (errors, index) =>
      errors.flatMap((error) => unpack({ inst: options[index], ...error } as RawIssue, raw, path)), // an issue without its origin
  );
  return bestFit(faults, path).map((fault) => ({ ...fault, prune: path }));
}

/** zod's sentence for an issue, unless the schema or we have one: then that. */
function message(issue: RawIssue): string {
  return z.core.util.finalizeIssue(issue, { error: predicate }, z.config()).message;
}

function keyRule(path: Path, issue: { readonly message: string } | undefined): string {
  return `"${String(path.at(-1))}" ${issue?.message ?? "is not a name"}`;
}

function unknownKeys(inst: unknown, keys: readonly string[], path: Path, raw: unknown): Fault[] {
  const known = inst instanceof z.ZodObject ? Object.keys(inst.shape) : [];
  const here = valueAt(raw, path);
  const absent = known.filter((key) => !isMap(here) || !Object.hasOwn(here, key));
  return keys.map((key) => {
    const meant = nearest(key, absent);
    const rule = unknownKey(key, meant === undefined ? known : [meant]);
    return { path: [...path, key], rule, isKey: true, ...(meant === undefined ? {} : { meant }) };
  });
}

/** The key that decides between kinds (`kind`, `on`) is wrong, missing or misspelt. */
function wrongKind(
  issue: { readonly discriminator?: string | undefined; readonly options?: readonly unknown[] },
  at: Path,
  raw: unknown,
): Fault[] {
  const key = issue.discriminator ?? "";
  const prune = at.slice(0, -1);
  const value = valueAt(raw, at);
  const around = valueAt(raw, prune);
  const slip = value === undefined && isMap(around) ? nearest(key, Object.keys(around)) : undefined;
  if (slip !== undefined) {
    return [{ path: [...prune, slip], rule: unknownKey(slip, [key]), isKey: true, prune }];
  }
  const rule = predicate({
    code: "invalid_value",
    values: (issue.options ?? []).map(String),
    input: value,
  });
  return [{ path: at, rule, prune }];
}

/** The branch a person most likely meant: the value is of its kind, and least is wrong with it. */
function bestFit(branches: readonly Fault[][], path: Path): readonly Fault[] {
  const misfit = (faults: readonly Fault[]) =>
    faults.some((fault) => fault.path.length === path.length && fault.rule.startsWith("must be"))
      ? 1000
      : withoutEchoes(faults).length;
  return branches.reduce(
    (best, faults) => (misfit(faults) < misfit(best) ? faults : best),
    branches[0] ?? [],
  );
}

/** A misspelt key is one problem, not a missing key as well; and nothing is said twice. */
function withoutEchoes(faults: readonly Fault[]): readonly Fault[] {
  const slips = faults.filter(({ meant }) => meant !== undefined);
  // What is missing is the key that was meant; what it leaves incomplete is the map around it.
  const echoes = new Set(
    slips.flatMap(({ path, meant = "" }) => {
      const around = path.slice(0, -1);
      return [JSON.stringify([...around, meant]), JSON.stringify(around)];
    }),
  );
  const seen = new Set<string>();
  return faults.filter(({ path, isKey }) => {
    const at = JSON.stringify(path);
    if ((!isKey && echoes.has(at)) || seen.has(at)) return false;
    seen.add(at);
    return true;
  });
}

/** Leaves the key and takes the value, so that what refers to it by name finds it. */
function blank(value: unknown, path: Path): void {
  const around = valueAt(value, path.slice(0, -1));
  const key = path.at(-1);
  if (key !== undefined && typeof around === "object" && around !== null) {
    Reflect.set(around, key, undefined);
  }
}

function toPath(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === "number" ? step : String(step)));
}
