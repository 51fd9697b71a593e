import type { EVENTS } from "../../system/schema/objective";
import { HOUR, MINUTE, type Seconds } from "../../system/units";

/** page: somebody gets up for it; error: before the day is over; ticket: when there is time. */
export type Urgency = "page" | "error" | "ticket";

/** Who is told of an alert, and whether a pager rings or a mail comes. */
export interface Told {
  readonly person: string;
  readonly by: "pager" | "mail";
}

/** Something that people are told of. Its name is also that of its policy; it holds no role. */
export interface Alert {
  readonly name: string;
  readonly title: string;
  /** What it means for users or data, for who is woken by it. */
  readonly means: string;
  readonly urgency: Urgency;
  /** any: one condition is enough; all: only together they count. */
  readonly when: "any" | "all";
  readonly conditions: readonly Condition[];
  /** The owner first. */
  readonly told: readonly Told[];
  /** The command that prints what to do. */
  readonly runbook: string;
  /** Seconds between reminders while it lasts; left out: told once. */
  readonly reminds?: Seconds;
}

interface Shown {
  /** What is watched, as people say it. */
  readonly title: string;
  /** From where on, and for how long. */
  readonly limit: string;
}

/** A measure of Google's, compared with a number. */
export interface Threshold extends Shown {
  readonly kind: "threshold";
  readonly metric: string;
  readonly resource: string;
  /** Further terms of the filter. */
  readonly where: readonly string[];
  readonly is: "above" | "below";
  readonly value: number;
  /** How long it has to hold. */
  readonly lasts: Seconds;
  /** Length of the steps in which points are put together. */
  readonly step: Seconds;
  readonly align: "MAX" | "MIN" | "MEAN" | "SUM" | "COUNT_TRUE";
  /** Sums several series up. */
  readonly sum?: true;
}

/** How fast a service's error budget is used up over a window. */
export interface Burn extends Shown {
  readonly kind: "burn";
  readonly service: string;
  readonly window: Seconds;
  readonly rate: number;
  readonly lasts: Seconds;
}

/** How many places of the world do not get an answer. */
export interface Unreachable extends Shown {
  readonly kind: "unreachable";
  /** Name of the uptime check. */
  readonly check: string;
  readonly lasts: Seconds;
}

/** A query in Prometheus's language: of our own measures, and of ratios. It is true where it returns anything. */
export interface Query extends Shown {
  readonly kind: "query";
  readonly query: string;
  readonly lasts: Seconds;
}

/** An entry of a log. Google takes it alone only, and it has no end. */
export interface Logged extends Shown {
  readonly kind: "logged";
  readonly filter: string;
}

export type Condition = Threshold | Burn | Unreachable | Query | Logged;

/** Longest time that Google lets a condition last; source: cloud.google.com/monitoring/alerts/metric-absence. */
export const LONGEST: Seconds = 23.5 * HOUR;

/** The command that prints the runbook of an event, which every alert names. */
export function runbook(event: (typeof EVENTS)[number], of?: string): string {
  return `standby runbook ${event}${of === undefined ? "" : ` --of ${of}`}`;
}

/** Google counts how long a condition lasts in whole minutes. */
export const wholeMinutes = (seconds: Seconds): Seconds => Math.ceil(seconds / MINUTE) * MINUTE;

/** A filter's term for one of several values, such as `resource.labels.region = one_of("a","b")`. */
export function oneOf(label: string, values: readonly string[]): string {
  return `${label} = one_of(${values.map((value) => JSON.stringify(value)).join(",")})`;
}
