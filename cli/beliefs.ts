import { readFileSync } from "node:fs";
import path from "node:path";
import type { Beliefs } from "../assessment/availability/parts";
import { parsePrices, type Prices } from "../assessment/cost/prices";
import { parseRates } from "../assessment/rates";
import type { Topology } from "../topology/model";
import { settingOf } from "./plan";

/** A topology with the project's own files of how often things happen and how long they take. */
export function beliefsOf(topology: Topology): Beliefs {
  return {
    ...settingOf(topology),
    frequencies: parseRates(read("frequencies.tsv")),
    published: parseRates(read("availability/slas.tsv")),
  };
}

/** The project's file of prices. */
export function thePrices(): Prices {
  return parsePrices(read("cost/prices.tsv"));
}

function read(file: string): string {
  return readFileSync(path.join(__dirname, "../assessment", file), "utf8");
}
