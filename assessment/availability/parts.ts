import type { Basis, Durations } from "../../recovery/durations";
import type { Topology } from "../../topology/model";
import type { Rate, Rates } from "../rates";
import { DAY, formatDuration, type Seconds } from "../../system/units";
import { part, type Structure } from "./structure";

/** What a model of availability is made from. */
export interface Beliefs {
  readonly topology: Topology;
  readonly durations: Durations;
  /** How often things happen in a year. */
  readonly frequencies: Rates;
  /** Availabilities that the vendor publishes. */
  readonly published: Rates;
}

/** One part of a model, with where its availability comes from. */
export interface Part {
  readonly id: string;
  /** Share of time in which it works, 0 to 1. */
  readonly availability: number;
  /** The arithmetic in words, such as `0.05 a year, 8 hours each`. */
  readonly why: string;
  readonly basis: Basis;
}

const YEAR: Seconds = 365 * DAY;

/** The parts of one model, each once however often it is needed. */
export class Parts {
  readonly #parts = new Map<string, Part>();

  /** In the order in which they were first needed. */
  all(): readonly Part[] {
    return [...this.#parts.values()];
  }

  add(made: Part): Structure {
    const known = this.#parts.get(made.id) ?? made;
    this.#parts.set(made.id, known);
    return part(known.id, known.availability);
  }

  /** Fails so often in a year, for so long each time. */
  failing(id: string, rate: Rate, seconds: Seconds, share = 1): Structure {
    return this.add(failingPart(id, rate, seconds, share));
  }

  /** As good as its vendor promises: nothing better is known of its inside. */
  promised(id: string, { value, basis, source }: Rate): Structure {
    return this.add({ id, availability: value, why: `as published: ${source}`, basis });
  }
}

/** Something that fails so often in a year, for so long each time. */
export function failingPart(id: string, { value, basis }: Rate, seconds: Seconds, share = 1): Part {
  const down = Math.min(1, (value * seconds * share) / YEAR);
  const hit = share === 1 ? "" : `, for ${percent(share)} of users`;
  const why = `${rounded(value)} a year, ${formatDuration(Math.round(seconds))} each${hit}`;
  return { id, availability: 1 - down, why, basis };
}

function percent(share: number): string {
  return `${rounded(share * 100)} %`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
