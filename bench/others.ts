import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { availabilityOf } from "../assessment/availability/diagram";
import { modelOf } from "../assessment/availability/of-system";
import { all, part, type Structure } from "../assessment/availability/structure";
import { subjectsOf } from "../assessment/objectives/subject";
import { beliefsOf } from "../cli/beliefs";
import { readTopology } from "../topology/read";
import { shared } from "./assessment";
import { BANK, PROJECT } from "./project";
import { series } from "./series";
import type { Row } from "./table";

/** Libraries that answer the same question, by the names that they have in Python. */
const LIBRARIES = ["repyability", "nthlayer"] as const;
type Library = (typeof LIBRARIES)[number];

/** What one says of a structure; `because`: why it says nothing. */
type Answer =
  { readonly availability: number; readonly milliseconds: number } | { readonly because: string };

type Said =
  { readonly version: string; readonly answers: readonly Answer[] } | { readonly missing: string };

export interface OthersRound {
  readonly ours: readonly { readonly availability: number; readonly milliseconds: number }[];
  readonly theirs: Readonly<Record<Library, Said>>;
}

/** What everybody is asked. */
export function structuresOf(parts: number): readonly (readonly [string, Structure])[] {
  const series = Array.from({ length: parts }, (_, index) => part(`part ${index}`, 0.9995));
  return [
    [`${parts} parts in series`, all(...series)],
    [`${parts} shared parts`, shared(parts)],
    ["the online bank's own model", bank()],
  ];
}

/** One round: we and they, one after the other, on the same structures. */
export function othersRound(parts: number, python = pythonOf()): OthersRound {
  const structures = structuresOf(parts).map(([, structure]) => structure);
  const ours = structures.map((structure) => {
    const begin = performance.now();
    const availability = availabilityOf(structure);
    return { availability, milliseconds: performance.now() - begin };
  });
  return { ours, theirs: ask(python, structures) };
}

/** A venv of one's own by STANDBY_BENCH_PYTHON, else what is on the PATH. */
function pythonOf(): string {
  return process.env["STANDBY_BENCH_PYTHON"] ?? "python3";
}

function ask(python: string, structures: readonly Structure[]): OthersRound["theirs"] {
  const { stdout, error, status } = spawnSync(python, [path.join(__dirname, "others.py")], {
    ...{ input: JSON.stringify(structures), encoding: "utf8", timeout: 120_000 },
  });
  if (error ?? status !== 0) {
    const missing = error ? error.message : `${python} ended with ${status}`;
    return { repyability: { missing }, nthlayer: { missing } };
  }
  return JSON.parse(stdout) as OthersRound["theirs"]; // written by others.py beside this file
}

function bank(): Structure {
  const text = readFileSync(path.join(PROJECT, BANK), "utf8");
  const whatIf = { "regions.us-east1.state": "standing" };
  const { topology } = readTopology({ path: BANK, text, whatIf }, "sandbox-bench");
  if (!topology) throw new Error(`${BANK} is wrong`);
  const [users] = subjectsOf(topology);
  return modelOf(beliefsOf(topology), users?.parts ?? []).structure;
}

/** Each structure: we, then each library, with how far its answer is from ours. */
export function othersRows(rounds: readonly OthersRound[], parts: number): Row[] {
  return structuresOf(parts).flatMap(([name], index): Row[] => {
    const ours = rounds.flatMap(({ ours: all }) => all[index]?.milliseconds ?? []);
    return [
      { name: `${name}: Standby`, unit: "ms", series: series(ours) },
      ...LIBRARIES.map((library) => otherRow(rounds, library, index)),
    ];
  });
}

function otherRow(rounds: readonly OthersRound[], library: Library, index: number): Row {
  const [first] = rounds;
  const said = first?.theirs[library];
  if (!first || !said || "missing" in said) return { name: `  ${library}`, aim: "not installed" };
  const name = `  ${library} ${said.version}`;
  const answer = said.answers[index];
  if (!answer || "because" in answer) return { name, aim: `can't answer: ${answer?.because}` };
  const times = rounds.flatMap(({ theirs }) => {
    const one = theirs[library];
    const found = "answers" in one ? one.answers[index] : undefined;
    return found && "milliseconds" in found ? [found.milliseconds] : [];
  });
  const ours = rounds.flatMap(({ ours: all }) => all[index]?.milliseconds ?? []);
  const away = Math.abs(answer.availability - (first.ours[index]?.availability ?? NaN));
  return {
    ...{ name, unit: "ms", series: series(times) },
    ratio: series(times.map((time, at) => time / (ours[at] ?? NaN))).median,
    aim: away < 1e-12 ? "the same answer" : `its answer differs by ${away.toExponential(1)}`,
  };
}
