import { rmSync } from "node:fs";
import path from "node:path";
import type { EngineName } from "../engine/deployer";
import { findPulumi } from "../engine/pulumi/cli";
import { measured, type Measured } from "./measure";
import { CPU, type Figure, MEMORY, ratioOf, seriesOf, WALL } from "./series";
import type { Row } from "./table";

/** `standby up` of the bank's two stacks from nothing, into a sandbox of each engine's own. */
export interface UpRound {
  readonly embedded: Measured;
  /** Not there where there is no CLI, or where it isn't asked for. */
  readonly cli?: Measured;
}

const CLI = "pulumi";

/** Why the CLI isn't measured; undefined where it is. */
export function whyNoCli(quick: boolean): string | undefined {
  if (quick) return "not measured with --quick";
  return findPulumi(process.env["PATH"] ?? "") === undefined ? "none on the PATH" : undefined;
}

/** Each engine once, close together; `folder` is where their sandboxes are put, and taken away again. */
export async function upRound(folder: string, withCli: boolean): Promise<UpRound> {
  const embedded = await upBy("embedded", folder);
  return { embedded, ...(withCli ? { cli: await upBy(CLI, folder) } : {}) };
}

async function upBy(engine: EngineName, folder: string): Promise<Measured> {
  const sandbox = path.join(folder, `up-${engine}`);
  const env = { ...process.env, STANDBY_SANDBOX: path.join(sandbox, "cloud.jsonl") };
  const args = ["bin/standby.js", "up", "--sandbox", "--yes", "--json", "--engine", engine];
  try {
    return await measured(args, "/dev/null", env);
  } finally {
    rmSync(sandbox, { recursive: true, force: true });
  }
}

/** Ours beside the CLI's; without one the row says why there is nothing to compare with. */
export function upRows(rounds: readonly UpRound[], whyNot: string | undefined): Row[] {
  const ours = rounds.map(({ embedded }) => embedded);
  const theirs = rounds.flatMap(({ cli }) => cli ?? []);
  const name = "bank, up of both stacks in the sandbox";
  return [WALL, CPU, MEMORY].flatMap((figure): Row[] => {
    const row = (engine: string, runs: readonly Measured[]): Row => ({
      name: `${name}, ${engine}: ${figure.title}`,
      unit: figure.unit,
      series: seriesOf(runs, figure),
    });
    if (theirs.length === 0) {
      const none = { name: `${name}, CLI: ${figure.title}: ${whyNot ?? "not measured"}` };
      return figure === WALL ? [none, row("embedded", ours)] : [row("embedded", ours)];
    }
    return [row("CLI", theirs), { ...row("embedded", ours), ...against(ours, theirs, figure) }];
  });
}

function against(ours: readonly Measured[], theirs: readonly Measured[], figure: Figure) {
  const ratio = ratioOf(ours, theirs, figure);
  return { ratio, ...(figure === WALL ? { aim: "ratio below 0.6" } : {}) };
}
