import { readFileSync } from "node:fs";
import path from "node:path";
import type { Beliefs } from "../../../assessment/availability/parts";
import { parseRates, type Rates } from "../../../assessment/rates";
import { parseDurations } from "../../../recovery/durations";
import { readTopology } from "../../../topology/read";

const read = (file: string) => readFileSync(path.join(__dirname, "../../..", file), "utf8");

export const FREQUENCIES = parseRates(read("assessment/frequencies.tsv"));

/** The project's own numbers, and one of its systems under some values. */
export function beliefs(
  system: string,
  whatIf: Readonly<Record<string, unknown>> = {},
  frequencies: Rates = FREQUENCIES,
): Beliefs {
  const source = { path: system, text: read(`systems/${system}.yaml`), whatIf };
  const { topology, problems } = readTopology(source, "example-prod");
  if (!topology) throw new Error(JSON.stringify(problems));
  return {
    topology,
    durations: parseDurations(read("recovery/durations.tsv")),
    frequencies,
    published: parseRates(read("assessment/availability/slas.tsv")),
  };
}

/** Everything happens so many times as often. */
export const timesAsOften =
  (factor: number): Rates =>
  (id) => ({ ...FREQUENCIES(id), value: FREQUENCIES(id).value * factor });

/** Other region of a shipped system. */
export const AWAY: Readonly<Record<string, string>> = {
  "online-bank": "us-east1",
  "click-travel": "europe-west2",
  "shop-smart": "us-east1",
  "api-platform": "us-east1",
};
