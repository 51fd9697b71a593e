import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bankTimes, largeBank } from "./descriptions";
import { measured, measuredInTurn, type Measured } from "./measure";
import { BANK } from "./project";

/** How often the pair of services stands in three descriptions that are compared. */
export type Scale = readonly [once: 1, more: number, most: number];

/** One figure for each of the three. */
export type Scaled<Value> = readonly [once: Value, more: Value, most: Value];

const PREVIEW = ["bin/standby.js", "preview", "--json"];
const WITH_TSX = ["--require", "tsx/cjs"];
const LARGE = 900_000;
const TOO_LARGE = 10_000_000;

/** Everything that is measured in a round, in this order: what is compared stands close together. */
export interface Round {
  readonly preview: Measured;
  readonly bare: Measured;
  readonly scaled: Scaled<Measured>;
  readonly readBank: Measured;
  readonly readLarge: Measured;
  readonly refuse: Measured;
}

/** Writes the descriptions that a round needs. */
export function writeDescriptions(folder: string, scale: Scale): void {
  for (const times of scale) writeFileSync(fileOf(folder, times), bankTimes(times));
  const large = largeBank(LARGE);
  writeFileSync(fileOf(folder, "large"), large);
  writeFileSync(fileOf(folder, "too-large"), large.repeat(TOO_LARGE / LARGE + 1));
}

export async function round(folder: string, [once, more, most]: Scale): Promise<Round> {
  const previewOf = (times: number) =>
    measured([...PREVIEW, "--system", fileOf(folder, times)], outputOf(folder, times));
  const read = (file: string, expected: "right" | "refused") =>
    measured([...WITH_TSX, "bench/read.ts", file, expected]);
  const bare = (stack: string) => [...WITH_TSX, "bench/bare.ts", stack];
  return {
    preview: await measured(PREVIEW),
    bare: await measuredInTurn([bare("prod"), bare("dr")]),
    scaled: [await previewOf(once), await previewOf(more), await previewOf(most)],
    readBank: await read(BANK, "right"),
    readLarge: await read(fileOf(folder, "large"), "right"),
    refuse: await read(fileOf(folder, "too-large"), "refused"),
  };
}

/** How many resources the last round's previews had. */
export function resourcesOf(folder: string, [once, more, most]: Scale): Scaled<number> {
  const count = (times: number) => {
    const preview = JSON.parse(readFileSync(outputOf(folder, times), "utf8")) as {
      readonly changeSummary: { readonly create: number };
    }; // what "standby preview --json" prints
    return preview.changeSummary.create;
  };
  return [count(once), count(more), count(most)];
}

function fileOf(folder: string, what: number | "large" | "too-large"): string {
  return path.join(folder, `${what}.yaml`);
}

function outputOf(folder: string, times: number): string {
  return path.join(folder, `${times}.json`);
}
